# SPDX-License-Identifier: Apache-2.0
"""Sizes and places in the picture, all of them even numbers of pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from media.timecode import as_seconds, round_half_up

HEIGHTS = (360, 480, 540, 720, 1080, 1440, 2160)
DEFAULT_HEIGHT = 1080
REFERENCE_SHORT_EDGE = 1080
_KEPT = 1024
"""A film has few sizes and places, and hundreds of items that share them."""

ASPECTS = {
    "16:9": Fraction(16, 9),
    "9:16": Fraction(9, 16),
    "1:1": Fraction(1),
    "4:5": Fraction(4, 5),
}


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a picture in pixels."""

    width: int
    height: int

    @property
    def short_edge(self) -> int:
        """The smaller of the two edges, which names a frame size."""
        return min(self.width, self.height)

    @property
    def is_landscape(self) -> bool:
        """Whether the picture is wider than tall."""
        return self.width > self.height

    @property
    def is_portrait(self) -> bool:
        """Whether the picture is taller than wide."""
        return self.width < self.height


@dataclass(frozen=True, slots=True)
class Rect:
    """Where a picture lies in the frame."""

    x: int
    y: int
    width: int
    height: int

    def within(self, frame: Size) -> Rect | None:
        """The part of it that lies in the frame, if any does."""
        left, top = max(0, self.x), max(0, self.y)
        right = min(frame.width, self.x + self.width)
        bottom = min(frame.height, self.y + self.height)
        if right <= left or bottom <= top:
            return None
        return Rect(left, top, right - left, bottom - top)

    def grown(self, by: int) -> Rect:
        """The same box with so much more on each side."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True, slots=True)
class Cut:
    """How a picture fills a box: a part of it, scaled, of which `rect` is seen from x and y on."""

    source: Rect
    width: int
    height: int
    x: int
    y: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class Place:
    """One of the nine places of the grid, and how far from the edges of the frame."""

    position: str
    inset_x: Fraction | int = 0
    inset_y: Fraction | int = 0


def even(value: Fraction | int) -> int:
    """Round to the nearest even number of pixels, never below two."""
    return max(2, 2 * round_half_up(Fraction(value) / 2))


def frame_size(*, aspect: str, short_edge: int) -> Size:
    """The frame with this shape whose short edge has this length."""
    ratio = ASPECTS[aspect]
    if ratio >= 1:
        return Size(even(short_edge * ratio), short_edge)
    return Size(short_edge, even(short_edge / ratio))


def aspect_of(first: Size | None) -> str:
    """The shape that suits the first picture of a film."""
    if first is None or first.is_portrait:
        return "9:16"
    return "16:9" if first.is_landscape else "1:1"


def default_short_edge(pictures: Sequence[Size]) -> int:
    """The largest listed size that needs no upscaling of the largest picture, up to 1080."""
    if not pictures:
        return DEFAULT_HEIGHT
    largest = max(picture.short_edge for picture in pictures)
    fitting = [height for height in HEIGHTS if height <= min(DEFAULT_HEIGHT, largest)]
    return max(fitting, default=HEIGHTS[0])


@lru_cache(maxsize=_KEPT)
def contain(picture: Size, *, frame: Size) -> Rect:
    """The whole picture, as large as the frame allows, in its middle."""
    scale = min(Fraction(frame.width, picture.width), Fraction(frame.height, picture.height))
    width = min(frame.width, even(picture.width * scale))
    height = min(frame.height, even(picture.height * scale))
    return _centred(width, height, frame=frame)


def cover(picture: Size, *, frame: Size) -> Rect:
    """The smallest box of the picture's shape that leaves nothing of the frame free."""
    scale = max(Fraction(frame.width, picture.width), Fraction(frame.height, picture.height))
    width = max(frame.width, even(picture.width * scale))
    height = max(frame.height, even(picture.height * scale))
    return _centred(width, height, frame=frame)


def _centred(width: int, height: int, *, frame: Size) -> Rect:
    # Even, for an odd offset would shift the chroma planes.
    x = even_place(Fraction(frame.width - width, 2))
    y = even_place(Fraction(frame.height - height, 2))
    return Rect(x, y, width, height)


@lru_cache(maxsize=_KEPT)
def cut(picture: Size, *, box: Rect, frame: Size) -> Cut | None:
    """The part of a picture in a box that the frame shows; a picture far too large stays small."""
    rect = box.within(frame)
    if rect is None:
        return None
    left, width, scaled_width, x = _cut_edge(picture.width, box.width, rect.x - box.x, rect.width)
    top, height, scaled_height, y = _cut_edge(
        picture.height, box.height, rect.y - box.y, rect.height
    )
    return Cut(Rect(left, top, width, height), scaled_width, scaled_height, x, y, rect)


def _cut_edge(whole: int, scaled: int, skipped: int, seen: int) -> tuple[int, int, int, int]:
    """Along one edge: the first source pixel, how many, their scaled length, what is skipped."""
    scale = Fraction(scaled, whole)
    first = math.floor(skipped / scale)
    end = min(whole, math.ceil((skipped + seen) / scale))
    rest = round_half_up(skipped - first * scale)
    return first, end - first, max(rest + seen, round_half_up((end - first) * scale)), rest


def pixels(value: int | float, *, frame: Size) -> int:
    """A length of the document, which is one of a frame whose short edge is 1080."""
    return round_half_up(as_seconds(value) * frame.short_edge / REFERENCE_SHORT_EDGE)


def share_of(edge: int, percent: int | float | Fraction) -> Fraction:
    """So many hundredths of an edge."""
    return edge * as_seconds(percent) / 100


def box_of_width(
    picture: Size, *, percent: int | float | Fraction, frame: Size, place: Place
) -> Rect:
    """The whole picture as wide as a share of the frame, at one of its nine places."""
    width = share_of(frame.width, percent)
    size = Size(even(width), even(width * picture.height / picture.width))
    row, _, column = place.position.partition("_")
    return Rect(
        _offset(column, size.width, frame.width, place.inset_x),
        _offset(row, size.height, frame.height, place.inset_y),
        size.width,
        size.height,
    )


def _offset(side: str, length: int, whole: int, inset: Fraction | int) -> int:
    """Where a box starts; an inset never pushes it over the opposite edge."""
    free = whole - length
    kept = min(Fraction(inset), Fraction(max(0, free)))
    if side in ("left", "top"):
        return even_place(kept)
    if side in ("right", "bottom"):
        return even_place(free - kept)
    return even_place(Fraction(free, 2))


def even_place(value: Fraction) -> int:
    """The nearest even offset, which may be none or lie outside the frame."""
    return 2 * round_half_up(value / 2)
