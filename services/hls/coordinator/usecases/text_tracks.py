# SPDX-License-Identifier: Apache-2.0
"""Give productions captions and chapters, and take them away."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.caller import Caller
from services.hls.coordinator.domain.errors import CaptionsNotFound, TooManyCaptions
from services.hls.coordinator.domain.events import ProductionCaptionsChanged
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.domain.text_tracks import (
    CAPTIONS,
    CHAPTERS,
    MOST_LANGUAGES,
    UNDETERMINED,
    ProductionChapter,
    TextTrack,
    captions_text,
    chapters_of,
    chapters_text,
    checked_label,
    checked_language,
    spoken_text,
)
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.access import accessible_production
from services.hls.coordinator.usecases.dependencies import Dependencies

_MOST_ANNOUNCED = 20


def get_captions(
    deps: Dependencies, *, caller: Caller, production_id: int, language: str
) -> TextTrack:
    """Return the captions of a production in a language; CaptionsNotFound without any."""
    with deps.reading() as uow:
        accessible_production(uow, caller=caller, production_id=production_id)
        return _find(uow, production_id, language)


def put_captions(
    deps: Dependencies, *, caller: Caller, production_id: int, given: TextTrack
) -> TextTrack:
    """Store captions, given as WebVTT or SRT, in place of those of their language."""
    language = checked_language(given.language)
    track = TextTrack(
        production_id=production_id,
        kind=CAPTIONS,
        language=language,
        label=checked_label(given.label, language),
        text=captions_text(given.text),
        updated_at=deps.now(),
    )
    with deps.unit_of_work() as uow:
        production = _locked(uow, caller, production_id)
        known = uow.text_tracks.find_labels([production_id]).get(production_id, [])
        languages = {one.language for one in known if one.kind == CAPTIONS}
        if len(languages - {language}) >= MOST_LANGUAGES:
            raise TooManyCaptions("This production has captions in 40 languages already.")
        uow.text_tracks.save_track(track)
        announce_captions(deps, uow, production)
    return track


def delete_captions(
    deps: Dependencies, *, caller: Caller, production_id: int, language: str
) -> None:
    """Delete the captions of a production in a language; CaptionsNotFound without any."""
    with deps.unit_of_work() as uow:
        production = _locked(uow, caller, production_id)
        if not uow.text_tracks.delete_track(production_id, CAPTIONS, language):
            raise CaptionsNotFound(f"Production {production_id} has no captions in this language.")
        announce_captions(deps, uow, production)


def get_chapters(
    deps: Dependencies, *, caller: Caller, production_id: int
) -> list[ProductionChapter]:
    """Return the chapters of a production; none is an empty list."""
    with deps.reading() as uow:
        accessible_production(uow, caller=caller, production_id=production_id)
        track = uow.text_tracks.find_track(production_id, CHAPTERS, UNDETERMINED)
    return [] if track is None else chapters_of(track.text)


def put_chapters(
    deps: Dependencies, *, caller: Caller, production_id: int, chapters: Sequence[ProductionChapter]
) -> list[ProductionChapter]:
    """Replace the chapters of a production; an empty list removes them."""
    with deps.unit_of_work() as uow:
        production = _locked(uow, caller, production_id)
        if not chapters:
            uow.text_tracks.delete_track(production_id, CHAPTERS, UNDETERMINED)
            return []
        text = chapters_text(chapters, production.duration)
        track = TextTrack(production_id, CHAPTERS, UNDETERMINED, "", text, deps.now())
        uow.text_tracks.save_track(track)
    return chapters_of(text)


def announce_stored_captions(deps: Dependencies) -> None:
    """Announce captions that were stored when nobody searched in them, some at a time and once."""
    with deps.unit_of_work() as uow:
        production_ids = uow.text_tracks.list_unannounced(_MOST_ANNOUNCED)
        if not production_ids:
            return
        for production_id in production_ids:
            production = uow.productions.find_production(production_id, lock=True)
            if production is not None:
                announce_captions(deps, uow, production)
        uow.text_tracks.delete_unannounced(production_ids)


def _locked(uow: UnitOfWork, caller: Caller, production_id: int) -> Production:
    return accessible_production(uow, caller=caller, production_id=production_id, lock=True)


def _find(uow: UnitOfWork, production_id: int, language: str) -> TextTrack:
    track = uow.text_tracks.find_track(production_id, CAPTIONS, language)
    if track is None:
        raise CaptionsNotFound(f"Production {production_id} has no captions in this language.")
    return track


def announce_captions(deps: Dependencies, uow: UnitOfWork, production: Production) -> None:
    """Say what captions a production has now, for those that search in them."""
    changed = production.touch(deps.now())
    uow.productions.save_production(changed)
    found = uow.text_tracks.find_tracks([production.production_id], CAPTIONS)
    words = [spoken_text(one.text) for one in found.get(production.production_id, [])]
    uow.announce(ProductionCaptionsChanged(changed, " ".join(words)))
