# SPDX-License-Identifier: Apache-2.0
"""Signed playback: who holds a link may play the stream, and needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.hls.contract.packaging import Rendition
from services.hls.coordinator.domain.errors import FileNotFound
from services.hls.coordinator.domain.playback import MASTER, POSTER, Playback, file_type
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.usecases.dependencies import Dependencies


@dataclass(frozen=True, slots=True)
class StreamFile:
    """A file that a link allows, and for how long it may be kept."""

    key: str
    content_type: str
    seconds_left: int


def playback_of(
    deps: Dependencies, production: Production, renditions: Sequence[Rendition]
) -> Playback | None:
    """Sign where a production plays; None before it does."""
    if not production.is_completed or not renditions:
        return None
    folder = deps.links.folder(production.ulid)
    return Playback(
        production_id=production.production_id,
        master_url=folder + MASTER,
        poster_url=folder + POSTER,
        width=renditions[0].width,
        height=renditions[0].height,
        duration=production.duration,
    )


def playbacks(deps: Dependencies, *, production_ids: Sequence[int]) -> list[Playback]:
    """Sign playback for those productions that are completed."""
    with deps.reading() as uow:
        productions = uow.productions.by_ids(production_ids)
        renditions = uow.productions.renditions(production_ids)
    made = [playback_of(deps, one, renditions.get(one.production_id, [])) for one in productions]
    return [one for one in made if one is not None]


def stream_file(deps: Dependencies, *, token: str, ulid: str, name: str) -> StreamFile:
    """Find the file a signed link names."""
    seconds_left = deps.links.seconds_left(token, ulid)
    content_type = file_type(name)
    if content_type is None:
        raise FileNotFound("A stream has no such file.")
    with deps.reading() as uow:
        production = uow.productions.by_ulid(ulid)
    if production is None or not production.is_completed:
        raise FileNotFound("This stream is gone.")
    return StreamFile(production.output_prefix + name, content_type, seconds_left)
