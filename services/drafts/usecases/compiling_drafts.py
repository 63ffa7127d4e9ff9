# SPDX-License-Identifier: Apache-2.0
"""What the timeline of a draft is compiled from: its config, its uploads and its presets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chassis.caller import Caller
from services.drafts.domain.draft_config import in_request
from services.drafts.domain.production_draft import DraftWithConfig
from services.drafts.usecases.checking_draft_uploads import check_draftable
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.preset_snapshots import get_snapshots
from services.drafts.usecases.validating import get_uploads
from timeline.compile.config import DraftConfig
from timeline.compile.config_checking import (
    BASE_POINTER,
    ConfigPreset,
    check_config_uploads,
    config_presets,
    config_upload_ids,
    config_uploads,
)
from timeline.compile.config_reading import read_config
from timeline.compile.snapshots import PresetSnapshots
from timeline.document.problems import TimelineProblem
from timeline.document.uploads import UploadDetails


@dataclass(frozen=True, slots=True)
class DraftSources:
    """A config with its video, all its uploads and its presets, and what is wrong with them.

    The pointers of the problems are those of a request with the config.
    """

    config: DraftConfig
    video: UploadDetails
    uploads: tuple[UploadDetails, ...]
    presets: PresetSnapshots
    problems: tuple[TimelineProblem, ...]


def get_sources(deps: Dependencies, found: DraftWithConfig) -> DraftSources:
    """Ask for everything that a stored draft is compiled from."""
    draft = found.draft
    return find_sources(
        deps,
        json.loads(found.config),
        upload_id=draft.upload_id,
        owner_user_id=draft.owner_user_id,
    )


def find_sources(
    deps: Dependencies,
    value: object,
    *,
    upload_id: int,
    owner_user_id: int,
    usable_by: Caller | None = None,
) -> DraftSources:
    """Ask for everything that a config of a video is compiled from, as it is now.

    Of a config that was not saved, presets that a caller may not use count as missing.

    Raises InvalidDraftConfig when the video itself cannot be used.
    """
    unchecked = read_config(value).config
    ids = sorted({upload_id, *config_upload_ids(unchecked)})
    uploads = {one.upload_id: one for one in get_uploads(deps, ids, owner_user_id=owner_user_id)}
    check_draftable(upload_id, uploads, owner_user_id=owner_user_id)
    video = uploads[upload_id]
    read = read_config(value, duration=video.duration)
    presets = get_snapshots(deps, read.config, usable_by=usable_by)
    missing = _missing(config_presets(read.config), presets)
    found = check_config_uploads(
        read.config, uploads, owner_user_id=owner_user_id, may_be_deleted=False
    )
    return DraftSources(
        config=read.config,
        video=video,
        uploads=tuple(uploads.values()),
        presets=presets,
        problems=tuple(in_request((*read.problems, *found, *missing))),
    )


def _missing(chosen: Iterable[ConfigPreset], presets: PresetSnapshots) -> Iterator[TimelineProblem]:
    for one in chosen:
        if getattr(presets, one.family) is None:
            detail = f"Preset {one.preset_id} does not exist."
            yield TimelineProblem("preset_not_found", one.pointer, detail)


def problems_of_files(sources: DraftSources) -> Iterator[TimelineProblem]:
    """Yield a problem for each upload that may be saved in a draft but not produced yet."""
    by_id = {one.upload_id: one for one in sources.uploads}
    places: Sequence[tuple[int, str]] = (
        (sources.video.upload_id, BASE_POINTER),
        *((each.upload_id, f"/config{each.pointer}") for each in config_uploads(sources.config)),
    )
    for upload_id, where in places:
        upload = by_id.get(upload_id)
        if upload is not None and upload.state != "ready":
            detail = f"Upload {upload_id} is {upload.state}, not ready."
            yield TimelineProblem("upload_not_ready", where, detail)
