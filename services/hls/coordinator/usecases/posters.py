# SPDX-License-Identifier: Apache-2.0
"""Choose the poster of a production, and drop its renditions."""

from __future__ import annotations

import datetime as dt

from chassis.caller import Caller
from chassis.storage import ObjectMissing
from services.hls.contract.packagers import FFMPEG
from services.hls.coordinator.domain.errors import (
    FrameNotReadable,
    LastRendition,
    NotImage,
    ProductionNotCompleted,
    RenditionNotDroppable,
    RenditionNotFound,
    SourceFileMissing,
)
from services.hls.coordinator.domain.playback import ChosenPoster
from services.hls.coordinator.domain.upload import SourceUpload
from services.hls.coordinator.usecases.access import accessible_production, accessible_upload
from services.hls.coordinator.usecases.dependencies import Dependencies

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
_STILL_PLAYED_SECONDS = 900
"""The files of a dropped rendition stay so long: players may be at it."""


def choose_poster(
    deps: Dependencies, *, caller: Caller, production_id: int, upload_id: int
) -> None:
    """Make the image of an upload the poster of a production; the upload may be deleted later."""
    upload = accessible_upload(deps, caller=caller, upload_id=upload_id)
    content_type = _image_type(upload)
    with deps.reading() as uow:
        production = accessible_production(uow, caller=caller, production_id=production_id)
    key = f"{production.output_prefix}poster-{upload_id}.{_ENDINGS[content_type]}"
    try:
        deps.storage.copy(upload.source.key, key)
    except ObjectMissing as error:
        raise SourceFileMissing(f"The file of upload {upload_id} was deleted.") from error
    poster = ChosenPoster(upload_id, key, content_type)
    replace_poster(deps, caller=caller, production_id=production_id, poster=poster)


def reset_poster(deps: Dependencies, *, caller: Caller, production_id: int) -> None:
    """Let a production have the poster again that was packaged with it."""
    replace_poster(deps, caller=caller, production_id=production_id, poster=None)


def replace_poster(
    deps: Dependencies, *, caller: Caller, production_id: int, poster: ChosenPoster | None
) -> None:
    """Give a production another poster, None for the packaged one; an earlier frame is deleted.

    FrameNotReadable when it is a frame of a stream that was replaced meanwhile.
    """
    with deps.unit_of_work() as uow:
        found = accessible_production(uow, caller=caller, production_id=production_id, lock=True)
        earlier = uow.posters.find_poster(production_id)
        if poster is None:
            uow.posters.delete_poster(production_id)
        elif poster.at_ms is not None and not poster.key.startswith(found.output_prefix):
            raise FrameNotReadable("The video was replaced meanwhile: choose the frame again.")
        else:
            uow.posters.save_poster(production_id, poster)
        uow.productions.save_production(found.touch(deps.now()))
    if earlier is not None and earlier.at_ms is not None:
        deps.storage.delete(earlier.key)


def drop_rendition(deps: Dependencies, *, caller: Caller, production_id: int, name: str) -> None:
    """Take a rendition out of a completed stream and delete its files soon afterwards."""
    with deps.unit_of_work() as uow:
        found = accessible_production(uow, caller=caller, production_id=production_id, lock=True)
        if not found.is_completed:
            raise ProductionNotCompleted("Renditions can be dropped once all of them are made.")
        if found.settings.packager != FFMPEG:
            # Its files lie among those of the others, and its playlists name them so.
            raise RenditionNotDroppable("MediaConvert made this stream: package it here instead.")
        renditions = uow.productions.find_renditions([production_id]).get(production_id, [])
        if name not in {one.name for one in renditions}:
            raise RenditionNotFound(f"Production {production_id} has no such rendition.")
        if len(renditions) == 1:
            raise LastRendition("A production keeps at least one rendition.")
        uow.productions.drop_rendition(production_id, name)
        uow.productions.save_production(found.touch(deps.now()))
        later = deps.now() + dt.timedelta(seconds=_STILL_PLAYED_SECONDS)
        uow.removals.add_removal(f"{found.output_prefix}{name}/", not_before=later)


def _image_type(upload: SourceUpload) -> str:
    if upload.kind != "image" or upload.source.content_type not in _ENDINGS:
        raise NotImage(f"Upload {upload.upload_id} is not a PNG, JPEG or WebP.")
    if upload.is_source_deleted:
        raise SourceFileMissing(f"The file of upload {upload.upload_id} was deleted.")
    upload.check_ready()
    return upload.source.content_type
