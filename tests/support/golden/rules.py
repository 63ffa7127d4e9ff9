# SPDX-License-Identifier: Apache-2.0
"""The law of time and of places, written down a second time for the golden reference."""

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
    """The decimal that was written, not the float it was read as."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def nearest(value: Fraction) -> int:
    """The nearest whole number, halves upwards."""
    return floor(value + HALF)


def even(value: Number) -> int:
    """The nearest even number, halves upwards."""
    return 2 * nearest(Fraction(value) / 2)


def even_length(value: Number) -> int:
    """The nearest even length; nothing is thinner than two pixels."""
    return max(2, even(value))


@dataclass(frozen=True, slots=True)
class FrameSpan:
    """Frames from first up to, but not including, end."""

    first: int
    end: int

    def __contains__(self, n: int) -> bool:
        return self.first <= n < self.end

    def __len__(self) -> int:
        return self.end - self.first


@dataclass(frozen=True, slots=True)
class Clock:
    """The snapping law at one frame rate."""

    fps: Fraction

    def frame(self, seconds: Number) -> int:
        """The frame that a moment belongs to."""
        return nearest(exact(seconds) * self.fps)

    def samples(self, frames: int) -> int:
        """How many samples at 48 kHz so many frames last."""
        return nearest(frames * 48_000 / self.fps)

    def source_span(self, item: Json, available: int) -> FrameSpan:
        """The source frames of a clip: in is snapped, and so is the length, never below one."""
        first = self.frame(item["sourceStartSeconds"])
        end = first + max(1, self.frame(item["sourceEndSeconds"]) - first)
        return FrameSpan(first, max(first + 1, min(end, available)))


@dataclass(frozen=True, slots=True)
class TimedItem:
    """An item of a lane and when it was meant to be, in seconds."""

    item: Json
    start: Fraction
    end: Fraction

    def is_closed_up_to(self, earlier: TimedItem | None) -> bool:
        """Whether it begins where an earlier one ends, to a millisecond."""
        return earlier is not None and abs(self.start - earlier.end) <= TOUCH_TOLERANCE


def timed_clips(clips: Sequence[Json]) -> list[TimedItem]:
    """Clips in seconds: without a start, each follows the one before it in the document."""
    found: list[TimedItem] = []
    end = Fraction(0)
    for clip in clips:
        start = exact(clip.get("startSeconds", end))
        end = start + exact(clip["sourceEndSeconds"]) - exact(clip["sourceStartSeconds"])
        found.append(TimedItem(clip, start, end))
    return found


def timed_items(items: Sequence[Json]) -> list[TimedItem]:
    """The items of any other track in seconds."""
    return [
        TimedItem(item, exact(item["startSeconds"]), exact(item["endSeconds"])) for item in items
    ]


def in_order(timed: Sequence[TimedItem]) -> list[TimedItem]:
    """The items of a lane as a viewer meets them."""
    return sorted(timed, key=lambda each: each.start)


def lane(timed: Sequence[TimedItem], clock: Clock) -> list[tuple[Json, FrameSpan]]:
    """When the items of a lane above the base are seen."""
    found: list[tuple[Json, FrameSpan]] = []
    earlier: TimedItem | None = None
    for each in in_order(timed):
        first = clock.frame(each.start)
        if found and (each.is_closed_up_to(earlier) or found[-1][1].end > first):
            first = found[-1][1].end
        found.append((each.item, FrameSpan(first, max(first + 1, clock.frame(each.end)))))
        earlier = each
    return found


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels from left and top on."""

    x: int
    y: int
    width: int
    height: int

    def grown(self, across: int, down: int) -> Box:
        """The box with so much more on each side."""
        return Box(self.x - across, self.y - down, self.width + 2 * across, self.height + 2 * down)

    def within(self, other: Box) -> Box:
        """What lies in another box as well; nothing has no width or no height."""
        left, top = max(self.x, other.x), max(self.y, other.y)
        right = min(self.x + self.width, other.x + other.width)
        bottom = min(self.y + self.height, other.y + other.height)
        return Box(left, top, max(0, right - left), max(0, bottom - top))


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a film, in which lengths of the document are found again."""

    width: int
    height: int

    @property
    def whole(self) -> Box:
        """All of it."""
        return Box(0, 0, self.width, self.height)

    def pixels(self, value: Number) -> int:
        """A length of a frame whose short edge is 1080."""
        return nearest(exact(value) * min(self.width, self.height) / 1080)

    def fitted(self, width: int, height: int, *, cover: bool) -> Box:
        """A picture in the middle: all of it, or so large that nothing is left free."""
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
        """A picture so many hundredths as wide as the frame at one of the nine places."""
        wide = exact(percent) * self.width / 100
        w, h = even_length(wide), even_length(wide * picture[1] / picture[0])
        row, column = position.split("_")
        return Box(
            _along(self.width, w, column, insets[0]), _along(self.height, h, row, insets[1]), w, h
        )


def _along(whole: int, length: int, side: str, inset: Number) -> int:
    free = whole - length
    kept = max(Fraction(0), min(Fraction(inset), Fraction(free)))
    if side in ("left", "top"):
        return even(kept)
    if side in ("right", "bottom"):
        return even(free - kept)
    return even(Fraction(free, 2))


def frame_of(output: Json, first: tuple[int, int] | None, short_edges: Sequence[int]) -> Frame:
    """The frame of a film from what its document says and from its clips."""
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
