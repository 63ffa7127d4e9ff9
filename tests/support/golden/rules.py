# SPDX-License-Identifier: Apache-2.0
"""The rules of time and geometry, implemented a second time for the golden reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

Json = dict[str, Any]
Number = int | float | Fraction

HALF = Fraction(1, 2)
TOUCH_TOLERANCE = Fraction(1, 1000)
ASPECTS = {
    "16:9": Fraction(16, 9),
    "9:16": Fraction(9, 16),
    "1:1": Fraction(1),
    "4:5": Fraction(4, 5),
}
HEIGHTS = (360, 480, 540, 720, 1080, 1440, 2160)


def exact(value: Number) -> Fraction:
    """Return a number exactly; a float is taken as its decimal text."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def nearest(value: Fraction) -> int:
    """Return the nearest integer, halves rounded up."""
    return floor(value + HALF)


def even(value: Number) -> int:
    """Return the nearest even number, halves rounded up."""
    return 2 * nearest(Fraction(value) / 2)


def even_length(value: Number) -> int:
    """Return the nearest even length, at least 2."""
    return max(2, even(value))


@dataclass(frozen=True, slots=True)
class FrameSpan:
    """The frames from `first` up to, but not including, `end`."""

    first: int
    end: int

    def __contains__(self, n: int) -> bool:
        return self.first <= n < self.end

    def __len__(self) -> int:
        return self.end - self.first


@dataclass(frozen=True, slots=True)
class Clock:
    """The rounding of times to frames at one frame rate."""

    fps: Fraction

    def frame(self, seconds: Number) -> int:
        """Return the frame nearest to a time."""
        return nearest(exact(seconds) * self.fps)

    def samples(self, frames: int) -> int:
        """Return the number of samples at 48 kHz of so many frames."""
        return nearest(frames * 48_000 / self.fps)

    def source_span(self, item: Json, available: int) -> FrameSpan:
        """Return the source frames of a clip, at least one; both ends are rounded."""
        first = self.frame(item["sourceStartSeconds"])
        end = first + max(1, self.frame(item["sourceEndSeconds"]) - first)
        return FrameSpan(first, max(first + 1, min(end, available)))


@dataclass(frozen=True, slots=True)
class TimedItem:
    """An item of a track, and its start and end in seconds."""

    item: Json
    start: Fraction
    end: Fraction

    def touches(self, earlier: TimedItem | None) -> bool:
        """Return whether the item begins where an earlier one ends, to a millisecond."""
        return earlier is not None and abs(self.start - earlier.end) <= TOUCH_TOLERANCE


def timed_clips(clips: Sequence[Json]) -> list[TimedItem]:
    """Return clips with their times; one without a start begins where the one before ends."""
    found: list[TimedItem] = []
    end = Fraction(0)
    for clip in clips:
        start = exact(clip.get("startSeconds", end))
        end = start + exact(clip["sourceEndSeconds"]) - exact(clip["sourceStartSeconds"])
        found.append(TimedItem(clip, start, end))
    return found


def timed_items(items: Sequence[Json]) -> list[TimedItem]:
    """Return the items of any other track with their times."""
    return [
        TimedItem(item, exact(item["startSeconds"]), exact(item["endSeconds"])) for item in items
    ]


def in_order(timed: Sequence[TimedItem]) -> list[TimedItem]:
    """Return the items of a track in order of their starts."""
    return sorted(timed, key=lambda each: each.start)


def track_spans(timed: Sequence[TimedItem], clock: Clock) -> list[tuple[Json, FrameSpan]]:
    """Return the items of a track above the base track with their frames."""
    found: list[tuple[Json, FrameSpan]] = []
    earlier: TimedItem | None = None
    for each in in_order(timed):
        first = clock.frame(each.start)
        if found and (each.touches(earlier) or found[-1][1].end > first):
            first = found[-1][1].end
        found.append((each.item, FrameSpan(first, max(first + 1, clock.frame(each.end)))))
        earlier = each
    return found


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, counted from the top left corner of the frame."""

    x: int
    y: int
    width: int
    height: int

    def grown(self, across: int, down: int) -> Box:
        """Return the box with so many pixels more on each side."""
        return Box(self.x - across, self.y - down, self.width + 2 * across, self.height + 2 * down)

    def within(self, other: Box) -> Box:
        """Return the intersection with another box; an empty one has no width or height."""
        left, top = max(self.x, other.x), max(self.y, other.y)
        right = min(self.x + self.width, other.x + other.width)
        bottom = min(self.y + self.height, other.y + other.height)
        return Box(left, top, max(0, right - left), max(0, bottom - top))


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a render in pixels."""

    width: int
    height: int

    @property
    def whole(self) -> Box:
        """The whole frame as a box."""
        return Box(0, 0, self.width, self.height)

    def pixels(self, value: Number) -> int:
        """Return a length of the document, which is of a frame whose short edge is 1080."""
        return nearest(exact(value) * min(self.width, self.height) / 1080)

    def fitted(self, width: int, height: int, *, cover: bool) -> Box:
        """Return the centred box of a picture that is contained in the frame, or covers it."""
        scales = Fraction(self.width, width), Fraction(self.height, height)
        scale = max(scales) if cover else min(scales)
        w, h = even_length(width * scale), even_length(height * scale)
        return Box(even(Fraction(self.width - w, 2)), even(Fraction(self.height - h, 2)), w, h)

    def placed(
        self,
        picture: tuple[int, int],
        percent: Number,
        position: str,
        insets: tuple[Number, Number] = (0, 0),
    ) -> Box:
        """Return the box of a picture of a width in percent, at one of the nine positions."""
        wide = exact(percent) * self.width / 100
        w, h = even_length(wide), even_length(wide * picture[1] / picture[0])
        row, column = position.split("_")
        return Box(
            _along(self.width, w, column, insets[0]), _along(self.height, h, row, insets[1]), w, h
        )


def _along(whole: int, length: int, side: str, inset: Number) -> int:
    free = whole - length
    inset = max(Fraction(0), min(Fraction(inset), Fraction(free)))
    if side in ("left", "top"):
        return even(inset)
    if side in ("right", "bottom"):
        return even(free - inset)
    return even(Fraction(free, 2))


def frame_of(output: Json, first: tuple[int, int] | None, short_edges: Sequence[int]) -> Frame:
    """Return the size of a render from its settings and the sizes of its clips."""
    aspect = output.get("aspect", "auto")
    if aspect == "auto":
        wide, tall = first or (9, 16)
        aspect = "16:9" if wide > tall else "9:16" if wide < tall else "1:1"
    most = min(1080, max(short_edges, default=1080))
    listed = max((height for height in HEIGHTS if height <= most), default=HEIGHTS[0])
    short, shape = output.get("height") or listed, ASPECTS[aspect]
    if shape >= 1:
        return Frame(even(short * shape), short)
    return Frame(short, even(short / shape))
