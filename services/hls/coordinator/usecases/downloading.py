# SPDX-License-Identifier: Apache-2.0
"""Write a rendition of a stream as one MP4, of its segments and while it is sent.

Nothing is stored: a part of the file is made of the segments that it lies in, one at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from chassis.caller import Caller
from chassis.storage import ObjectMissing
from media.hls.boxes import BadTrack
from media.hls.joining import AUDIO_TRACK, VIDEO_TRACK, joined_header, numbered_segment
from media.hls.segments import INIT_NAME
from services.hls.coordinator.domain.errors import (
    ProductionNotCompleted,
    RenditionNotDownloadable,
    RenditionNotFound,
)
from services.hls.coordinator.usecases.access import accessible_production
from services.hls.coordinator.usecases.dependencies import Dependencies

_AUDIO = "audio"


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a file: its size, and what reads it."""

    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class RenditionFile:
    """A file of a rendition and its audio, whose bytes are read as they are asked for."""

    filename: str
    etag: str
    parts: Sequence[_Part]

    @property
    def size_bytes(self) -> int:
        """The size of the file in bytes."""
        return sum(part.size for part in self.parts)

    def read(self, start: int, length: int) -> Iterator[bytes]:
        """Yield `length` bytes from `start`."""
        end, at = start + length, 0
        for part in self.parts:
            after = at + part.size
            if at < end and after > start:
                yield part.read()[max(start - at, 0) : end - at]
            at = after


def open_rendition(
    deps: Dependencies, *, caller: Caller, production_id: int, name: str
) -> RenditionFile:
    """Return the file of a rendition of a completed production of the caller.

    RenditionNotDownloadable when the packager made no MP4 segments.
    """
    with deps.reading() as uow:
        production = accessible_production(uow, caller=caller, production_id=production_id)
        renditions = uow.productions.find_renditions([production_id]).get(production_id, [])
    if not production.is_completed:
        raise ProductionNotCompleted("Renditions can be downloaded once all of them are made.")
    if name not in {one.name for one in renditions}:
        raise RenditionNotFound(f"Production {production_id} has no such rendition.")
    duration = production.duration or Fraction(0)
    parts = _parts(deps, production.output_prefix, name, duration=duration)
    stream = f"{production.ulid} {production.output_prefix} {name} {[one.size for one in parts]}"
    etag = hashlib.sha256(stream.encode()).hexdigest()[:32]
    return RenditionFile(f"{production.name} {name}.mp4", etag, parts)


def _parts(deps: Dependencies, prefix: str, name: str, *, duration: Fraction) -> list[_Part]:
    video, audio = _segments(deps, prefix, name), _segments(deps, prefix, _AUDIO)
    try:
        sound = _stored(deps, f"{prefix}{_AUDIO}/{INIT_NAME}") if audio else None
        picture = _stored(deps, f"{prefix}{name}/{INIT_NAME}")
        header = joined_header(picture, sound, duration=duration)
    except (ObjectMissing, BadTrack) as error:
        raise RenditionNotDownloadable("This rendition has no MP4 segments.") from error
    parts = [_Part(len(header), lambda: header)]
    for number, both in enumerate(zip_longest(video, audio)):
        for track, segment in zip((VIDEO_TRACK, AUDIO_TRACK), both, strict=True):
            if segment is not None:
                parts.append(_segment_part(deps, *segment, track=track, number=number))
    return parts


def _segments(deps: Dependencies, prefix: str, name: str) -> list[tuple[str, int]]:
    """Return the keys and the sizes of the segments of a rendition, in order."""
    found = deps.storage.list(f"{prefix}{name}/")
    return sorted((one.key, one.size_bytes) for one in found if one.key.endswith(".m4s"))


def _segment_part(deps: Dependencies, key: str, size: int, *, track: int, number: int) -> _Part:
    return _Part(size, lambda: numbered_segment(_stored(deps, key), track=track, number=number))


def _stored(deps: Dependencies, key: str) -> bytes:
    return b"".join(deps.storage.open(key))
