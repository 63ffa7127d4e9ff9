# SPDX-License-Identifier: Apache-2.0
"""Captions that are made of the captions or titles of the timeline a video was rendered of."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.caller import Caller
from services.hls.coordinator.domain.cues import cues_text
from services.hls.coordinator.domain.errors import NoTimelineTexts
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.domain.text_tracks import (
    CAPTIONS,
    TextTrack,
    checked_label,
    checked_language,
)
from services.hls.coordinator.domain.upload import MASTER
from services.hls.coordinator.usecases import text_tracks
from services.hls.coordinator.usecases.access import accessible_production
from services.hls.coordinator.usecases.dependencies import Dependencies


@dataclass(frozen=True, slots=True)
class CaptionsChoice:
    """In which language the texts of a timeline are, and what menus show of it."""

    language: str
    label: str = ""


def put_timeline_captions(
    deps: Dependencies, *, caller: Caller, production_id: int, choice: CaptionsChoice
) -> TextTrack:
    """Store the texts of the timeline of a production in place of its captions of a language.

    NoTimelineTexts when it was made of no timeline, or of one without captions and titles.
    """
    checked_language(choice.language)
    with deps.reading() as uow:
        production = accessible_production(uow, caller=caller, production_id=production_id)
        draft = uow.draft_productions.find_draft_production(production_id)
    is_master = production.source.video_role == MASTER
    export_id = draft.export_id if draft is not None and is_master else _export_of(deps, production)
    given = timeline_track(
        deps, owner_user_id=production.owner_user_id, export_id=export_id, choice=choice
    )
    return text_tracks.put_captions(deps, caller=caller, production_id=production_id, given=given)


def timeline_track(
    deps: Dependencies, *, owner_user_id: int, export_id: str | None, choice: CaptionsChoice
) -> TextTrack:
    """Return the texts of an export as captions of no production yet; NoTimelineTexts if none."""
    language = checked_language(choice.language)
    label = checked_label(choice.label, language)
    cues = export_id and deps.drafts.get_text_cues(user_id=owner_user_id, export_id=export_id)
    if not cues:
        raise NoTimelineTexts("There is no timeline with captions or titles behind this video.")
    return TextTrack(0, CAPTIONS, language, label, cues_text(cues), deps.now())


def _export_of(deps: Dependencies, production: Production) -> str | None:
    upload_id = production.source.upload_id
    upload = deps.uploads.get_uploads([upload_id]).get(upload_id)
    return None if upload is None else upload.export_id
