# SPDX-License-Identifier: Apache-2.0
"""Picture sizes: even, never upscaled, named by their short edge."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

SHORT_EDGES = (360, 480, 540, 720, 1080, 1440, 2160)

# The ladder's ceiling by short edge, in bits per second; sizes in between take the next one up.
MAXRATES = (
    (360, 1_000_000),
    (480, 1_500_000),
    (540, 1_800_000),
    (720, 3_500_000),
    (1080, 6_500_000),
    (1440, 12_000_000),
    (2160, 24_000_000),
)


@dataclass(frozen=True, slots=True)
class Size:
    """A width and a height in pixels."""

    width: int
    height: int

    @property
    def short_edge(self) -> int:
        """The shorter side."""
        return min(self.width, self.height)

    @property
    def is_portrait(self) -> bool:
        """Whether it is taller than wide."""
        return self.height > self.width

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


def even(value: Fraction | int) -> int:
    """The nearest even number, at least 2, as 4:2:0 pictures need."""
    return max(2, 2 * int(Fraction(value) / 2 + Fraction(1, 2)))


def even_down(value: int) -> int:
    """The next even number not above, at least 2."""
    return max(2, value - value % 2)


def fit_short_edge(size: Size, edge: int) -> Size:
    """Scale so that the short side is at most `edge`, keeping the shape and never growing."""
    if size.short_edge <= edge:
        return Size(even_down(size.width), even_down(size.height))
    ratio = Fraction(edge, size.short_edge)
    width = edge if size.width == size.short_edge else even(size.width * ratio)
    height = edge if size.height == size.short_edge else even(size.height * ratio)
    return Size(even_down(width), even_down(height))


def fit_long_edge(size: Size, edge: int) -> Size:
    """Scale so that the long side is at most `edge`, keeping the shape and never growing."""
    ratio = min(Fraction(1), Fraction(edge, max(size.width, size.height)))
    return Size(even(size.width * ratio), even(size.height * ratio))


def maxrate(size: Size) -> int:
    """The peak video bit rate the ladder allows for a size."""
    for edge, rate in MAXRATES:
        if size.short_edge <= edge:
            return rate
    return MAXRATES[-1][1]
