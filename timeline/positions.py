# SPDX-License-Identifier: Apache-2.0
"""Where clips lie on the wire, in exact seconds, before any frame rate is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from media.timecode import as_seconds
from timeline.model import Clip
from timeline.seconds import LIMIT, TOUCHING, as_number


@dataclass(frozen=True, slots=True)
class Placed:
    """A clip with its exact place, the end being the first moment after it, and its row."""

    index: int
    clip: Clip
    start: Fraction
    end: Fraction

    def touches(self, earlier: Placed) -> bool:
        """Whether this clip was meant to begin where an earlier one ends."""
        return abs(self.start - earlier.end) <= TOUCHING

    def overlaps(self, earlier: Placed) -> bool:
        """Whether this clip begins before an earlier one has ended."""
        return earlier.end - self.start > TOUCHING


def place(clips: Iterable[tuple[int, Clip | None]]) -> tuple[Placed, ...]:
    """Give each clip its start in document order; behind an unreadable one a start is unknown."""
    placed: list[Placed] = []
    end: Fraction | None = Fraction(0)
    for index, clip in clips:
        if clip is None:
            end = None
            continue
        start = end if clip.start_seconds is None else as_seconds(clip.start_seconds)
        if start is None:
            continue
        end = start + clip.length
        placed.append(Placed(index, clip, start, end))
    return tuple(placed)


def in_time_order(placed: Iterable[Placed]) -> list[Placed]:
    """The clips as a viewer meets them."""
    return sorted(placed, key=lambda each: each.start)


def within_limit(clips: tuple[Clip, ...]) -> tuple[Clip, ...]:
    """Drop clips that begin behind the longest film allowed; cut those that cross its end."""
    kept: list[Clip] = []
    for each in place(enumerate(clips)):
        if LIMIT - each.start > TOUCHING:
            kept.append(_cut_at_limit(each))
    return tuple(kept)


def _cut_at_limit(placed: Placed) -> Clip:
    clip = placed.clip
    if placed.end <= LIMIT:
        return clip
    source = (LIMIT - placed.start) * as_seconds(clip.speed_pct) / 100
    end = as_number(as_seconds(clip.source_start_seconds) + source)
    return clip.model_copy(update={"source_end_seconds": end})
