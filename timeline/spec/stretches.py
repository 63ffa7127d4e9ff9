# SPDX-License-Identifier: Apache-2.0
"""Stretches: the parts of about ten seconds in which a mezzanine is made and stored.

They lie on a grid that the length of the source and the frame rate alone decide, so that every
export that shows a frame of a source needs the same file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from media.timecode import FrameRange, FrameRate
from timeline.spec import canonical

STRETCH_KEYFRAMES = 5
"""The length of a stretch in key frame intervals of an export, of which each is two seconds."""


MOST_AHEAD = 60
"""So many stretches, ten minutes, are made ahead at most: they lie in the scratch directory."""


@dataclass(frozen=True, slots=True)
class StretchKey:
    """Everything that decides the content of a stretch; its digest is the cache key."""

    mezzanine: str
    index: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch by its number in the source, and the frames of the source that are in it."""

    index: int
    frames: FrameRange


@dataclass(frozen=True, slots=True)
class StretchPart:
    """Consecutive frames of one stretch, counted from its first frame."""

    key: str
    stretch: Stretch
    frames: FrameRange


@lru_cache(maxsize=65536)
def stretch_key(mezzanine: str, index: int) -> str:
    """Return the cache key of a stretch of the mezzanine that has a key."""
    return canonical.digest(StretchKey(mezzanine, index))


def stretch_length(rate: FrameRate) -> int:
    """Return the number of frames of every stretch but the last one of a source."""
    return STRETCH_KEYFRAMES * rate.keyframe_interval


def stretch_count(source_frames: int, *, rate: FrameRate) -> int:
    """Return the number of stretches of a source; a rest below one second joins the last one."""
    length, shortest = stretch_length(rate), rate.frame(1)
    whole, rest = divmod(source_frames, length)
    return max(1, whole + (rest >= shortest))


def stretch_at(index: int, *, source_frames: int, rate: FrameRate) -> Stretch:
    """Return a stretch of a source by its number."""
    start = index * stretch_length(rate)
    is_last = index == stretch_count(source_frames, rate=rate) - 1
    end = source_frames if is_last else start + stretch_length(rate)
    return Stretch(index, FrameRange(start, end))


def all_stretches(source_frames: int, *, rate: FrameRate) -> Iterator[Stretch]:
    """List the stretches of a source, which together hold each of its frames once."""
    for index in range(stretch_count(source_frames, rate=rate)):
        yield stretch_at(index, source_frames=source_frames, rate=rate)


def made_with(index: int) -> range:
    """Return the stretches that are made with one that is decoded from the start of its source.

    They lie behind it, as many as lie before it. The source may end before them.
    """
    return range(index + 1, max(index + 1, min(2 * index + 1, index + 1 + MOST_AHEAD)))


def stretch_parts(
    mezzanine: str, shown: FrameRange, *, source_frames: int, rate: FrameRate
) -> tuple[StretchPart, ...]:
    """Return the parts of stretches that hold some frames of a source, in order.

    Behind the end of the source its last frame is shown, which is then the only one of its part.
    """
    start = min(shown.start, source_frames - 1)
    end = max(start + 1, min(shown.end, source_frames))
    last = stretch_count(source_frames, rate=rate) - 1
    touched = range(
        min(last, start // stretch_length(rate)), min(last, (end - 1) // stretch_length(rate)) + 1
    )
    return tuple(
        _part(mezzanine, stretch_at(index, source_frames=source_frames, rate=rate), start, end)
        for index in touched
    )


def _part(mezzanine: str, stretch: Stretch, start: int, end: int) -> StretchPart:
    first = stretch.frames.start
    frames = FrameRange(max(start, first) - first, min(end, stretch.frames.end) - first)
    return StretchPart(stretch_key(mezzanine, stretch.index), stretch, frames)
