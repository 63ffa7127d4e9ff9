# SPDX-License-Identifier: Apache-2.0
"""Sign playback links, and find the files that they permit to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.hls.contract.packaging import Rendition
from services.hls.coordinator.domain.errors import StreamFileNotFound
from services.hls.coordinator.domain.playback import (
    MANIFEST,
    MASTER,
    POSTER,
    STORYBOARD,
    Playback,
    file_type,
)
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.usecases.dependencies import Dependencies


@dataclass(frozen=True, slots=True)
class StreamFile:
    """A file that a link permits to read, and the seconds for which it may be cached."""

    key: str
    content_type: str
    seconds_left: int


def sign_playback(
    deps: Dependencies, production: Production, renditions: Sequence[Rendition]
) -> Playback | None:
    """Return signed links to a production; None until its first rendition can be played."""
    if production.duration is None or not production.is_playable or not renditions:
        return None
    folder = deps.links.sign_folder(production.ulid)
    return Playback(
        production_id=production.production_id,
        master_url=folder + MASTER,
        poster_url=folder + POSTER,
        width=renditions[0].width,
        height=renditions[0].height,
        duration=production.duration,
        is_whole=production.is_completed,
        manifest_url=folder + MANIFEST,
        storyboard_url=folder + STORYBOARD if production.is_completed else None,
    )


def sign_playbacks(deps: Dependencies, *, production_ids: Sequence[int]) -> list[Playback]:
    """Return signed links to those of these productions that can be played."""
    with deps.reading() as uow:
        productions = uow.productions.find_productions(production_ids)
        renditions = uow.productions.find_renditions(production_ids)
    signed = [
        sign_playback(deps, one, renditions.get(one.production_id, [])) for one in productions
    ]
    return [one for one in signed if one is not None]


def find_stream_file(deps: Dependencies, *, token: str, ulid: str, name: str) -> StreamFile:
    """Return the file that a signed link names.

    BadPlaybackSignature, PlaybackExpired or StreamFileNotFound when it may not or cannot be read.
    """
    seconds_left = deps.links.seconds_left(token, ulid)
    content_type = file_type(name)
    if content_type is None:
        raise StreamFileNotFound("A stream has no such file.")
    with deps.reading() as uow:
        production = uow.productions.find_production_by_ulid(ulid)
    if production is None or not production.is_playable:
        raise StreamFileNotFound("This stream does not exist any more.")
    return StreamFile(production.output_prefix + name, content_type, seconds_left)
