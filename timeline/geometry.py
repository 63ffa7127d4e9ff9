# SPDX-License-Identifier: Apache-2.0
"""Sizes and places in the picture, all of them even numbers of pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from media.timecode import round_half_up

HEIGHTS = (360, 480, 540, 720, 1080, 1440, 2160)
DEFAULT_HEIGHT = 1080
REFERENCE_SHORT_EDGE = 1080
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


def contain(picture: Size, *, frame: Size) -> Rect:
    """The whole picture, as large as the frame allows, in its middle."""
    scale = min(Fraction(frame.width, picture.width), Fraction(frame.height, picture.height))
    width = min(frame.width, even(picture.width * scale))
    height = min(frame.height, even(picture.height * scale))
    # A quarter and not a half: an odd offset would shift the chroma planes.
    x, y = 2 * ((frame.width - width) // 4), 2 * ((frame.height - height) // 4)
    return Rect(x, y, width, height)
