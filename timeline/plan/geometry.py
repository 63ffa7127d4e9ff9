# SPDX-License-Identifier: Apache-2.0
"""Where a picture lies in the frame, in even numbers of pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from media.sizes import Size, even, even_offset
from media.timecode import round_half_up
from timeline.plan.units import ratio
from timeline.spec.crop import Crop, Rect

_CACHE_SIZE = 1024
"""A timeline has few sizes and positions, and hundreds of items that share them."""


@dataclass(frozen=True, slots=True)
class GridPosition:
    """One of the nine positions of the grid, and the distance from the frame's edges in pixels."""

    position: str
    inset_x: Fraction | int = 0
    inset_y: Fraction | int = 0


@lru_cache(maxsize=_CACHE_SIZE)
def contain(picture: Size, *, frame: Size) -> Rect:
    """Return the rectangle of the whole picture, as large as fits into the frame, centred."""
    scale = min(Fraction(frame.width, picture.width), Fraction(frame.height, picture.height))
    width = min(frame.width, even(picture.width * scale))
    height = min(frame.height, even(picture.height * scale))
    return _centred(width, height, frame=frame)


def cover(picture: Size, *, frame: Size) -> Rect:
    """Return the smallest centred rectangle of the picture's shape that covers the frame."""
    scale = max(Fraction(frame.width, picture.width), Fraction(frame.height, picture.height))
    width = max(frame.width, even(picture.width * scale))
    height = max(frame.height, even(picture.height * scale))
    return _centred(width, height, frame=frame)


def _centred(width: int, height: int, *, frame: Size) -> Rect:
    # Even offsets, because an odd one would shift the chroma planes.
    x = even_offset(Fraction(frame.width - width, 2))
    y = even_offset(Fraction(frame.height - height, 2))
    return Rect(x, y, width, height)


@lru_cache(maxsize=_CACHE_SIZE)
def crop(picture: Size, *, box: Rect, frame: Size) -> Crop | None:
    """Return the crop of a picture scaled to a box that lies in the frame, None if none does.

    Only the pixels that are needed are scaled, so that a very large box costs no more than a frame.
    """
    rect = box.within(frame)
    if rect is None:
        return None
    left, width, scaled_width, x = _crop_edge(picture.width, box.width, rect.x - box.x, rect.width)
    top, height, scaled_height, y = _crop_edge(
        picture.height, box.height, rect.y - box.y, rect.height
    )
    return Crop(Rect(left, top, width, height), scaled_width, scaled_height, x, y, rect)


def _crop_edge(whole: int, scaled: int, skipped: int, shown: int) -> tuple[int, int, int, int]:
    """Crop along one edge: first source pixel, number of them, their scaled length, offset."""
    scale = Fraction(scaled, whole)
    first = math.floor(skipped / scale)
    end = min(whole, math.ceil((skipped + shown) / scale))
    offset = round_half_up(skipped - first * scale)
    return first, end - first, max(offset + shown, round_half_up((end - first) * scale)), offset


def box_of_width(
    picture: Size, *, percent: int | float | Fraction, frame: Size, at: GridPosition
) -> Rect:
    """Return the box of a whole picture as wide as a percentage of the frame, at a position."""
    width = frame.width * ratio(percent)
    size = Size(even(width), even(width * picture.height / picture.width))
    row, _, column = at.position.partition("_")
    return Rect(
        _offset(column, size.width, frame.width, at.inset_x),
        _offset(row, size.height, frame.height, at.inset_y),
        size.width,
        size.height,
    )


def _offset(side: str, length: int, whole: int, inset: Fraction | int) -> int:
    """Return where a box starts; an inset never moves it over the opposite edge."""
    free = whole - length
    inset = min(Fraction(inset), Fraction(max(0, free)))
    if side in ("left", "top"):
        return even_offset(inset)
    if side in ("right", "bottom"):
        return even_offset(free - inset)
    return even_offset(Fraction(free, 2))
