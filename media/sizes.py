# SPDX-License-Identifier: Apache-2.0
"""Picture sizes, and the bit rates and qualities at which each of them is encoded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, get_args

from media.timecode import round_half_up

ShortEdge = Literal[360, 480, 540, 720, 1080, 1440, 2160]
Quality = Literal["draft", "standard", "high"]
Aspect = Literal["16:9", "9:16", "1:1", "4:5"]

SHORT_EDGES: Final[tuple[ShortEdge, ...]] = get_args(ShortEdge)
DEFAULT_SHORT_EDGE: Final = 1080
MEZZANINE_SHORT_EDGES: Final = (1080, 2160)
"""The height classes of mezzanines: the largest short edge of each."""
EDIT_PROXY_SHORT_EDGE: Final = 540
"""The height class of edit proxies."""

ASPECTS: Final[Mapping[Aspect, Fraction]] = {
    "16:9": Fraction(16, 9),
    "9:16": Fraction(9, 16),
    "1:1": Fraction(1),
    "4:5": Fraction(4, 5),
}
"""Width over height."""

CRF: Final[Mapping[Quality, int]] = {"draft": 23, "standard": 20, "high": 18}
"""The constant rate factor of an export by its quality."""

MEZZANINE_CRF: Final = 16
RUNG_CRF: Final = 23
FINE_RUNG_CRF: Final = 20
MAXRATES: Final[Mapping[ShortEdge, int]] = {
    360: 1_000_000,
    480: 1_500_000,
    540: 1_800_000,
    720: 3_500_000,
    1080: 6_500_000,
    1440: 12_000_000,
    2160: 24_000_000,
}
"""The peak bit rate in bits per second by short edge; sizes in between take the next one up."""

VBV_SECONDS: Final = 2
"""How many seconds of the peak bit rate the decoder's buffer holds."""

PORTRAIT_RUNGS: Final = (720, 540, 360)
LANDSCAPE_RUNGS: Final = (720, 480, 360)
MAX_RUNG: Final = 1080
MAX_RUNG_RATIO: Final = Fraction(85, 100)
"""A lower rung is at most this part of the top one: a closer one is not worth switching to."""


@dataclass(frozen=True, slots=True)
class Size:
    """The width and height of a picture in pixels."""

    width: int
    height: int

    @property
    def short_edge(self) -> int:
        """The shorter of the two edges, which names a frame size."""
        return min(self.width, self.height)

    @property
    def is_landscape(self) -> bool:
        """Whether the picture is wider than tall."""
        return self.width > self.height

    @property
    def is_portrait(self) -> bool:
        """Whether the picture is taller than wide."""
        return self.height > self.width

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


@dataclass(frozen=True, slots=True)
class Rung:
    """One rendition of a ladder, named by its short edge; rates are in bits per second."""

    size: Size
    maxrate: int
    is_copied: bool = False

    @property
    def name(self) -> str:
        """The name of the rung's directory, for example 720p."""
        return f"{self.size.short_edge}p"


def even(value: Fraction | int) -> int:
    """Round a length to the nearest even number of pixels, at least 2, as 4:2:0 video needs."""
    return max(2, even_offset(value))


def even_offset(value: Fraction | int) -> int:
    """Round an offset to the nearest even number of pixels, which may be 0 or negative."""
    return 2 * round_half_up(Fraction(value) / 2)


def even_down(value: int) -> int:
    """Return the largest even number that is not above a length, at least 2."""
    return max(2, value - value % 2)


def fit_short_edge(size: Size, edge: int) -> Size:
    """Scale so that the short edge is at most `edge`, keeping the shape and never enlarging."""
    if size.short_edge <= edge:
        return Size(even_down(size.width), even_down(size.height))
    ratio = Fraction(edge, size.short_edge)
    width = edge if size.width == size.short_edge else even(size.width * ratio)
    height = edge if size.height == size.short_edge else even(size.height * ratio)
    return Size(even_down(width), even_down(height))


def fit_long_edge(size: Size, edge: int) -> Size:
    """Scale so that the long edge is at most `edge`, keeping the shape and never enlarging."""
    ratio = min(Fraction(1), Fraction(edge, max(size.width, size.height)))
    return Size(even(size.width * ratio), even(size.height * ratio))


def frame_size(*, aspect: Aspect, short_edge: int) -> Size:
    """Return the frame of an aspect whose short edge has this length."""
    ratio = ASPECTS[aspect]
    if ratio >= 1:
        return Size(even(short_edge * ratio), short_edge)
    return Size(short_edge, even(short_edge / ratio))


def aspect_of(picture: Size | None) -> Aspect:
    """Return the aspect of an export whose first clip has this size; without a clip, 9:16."""
    if picture is None or picture.is_portrait:
        return "9:16"
    return "16:9" if picture.is_landscape else "1:1"


def default_short_edge(pictures: Sequence[Size]) -> int:
    """Return the largest listed short edge, up to 1080, to which the largest picture fits."""
    if not pictures:
        return DEFAULT_SHORT_EDGE
    largest = max(picture.short_edge for picture in pictures)
    fitting = [edge for edge in SHORT_EDGES if edge <= min(DEFAULT_SHORT_EDGE, largest)]
    return max(fitting, default=SHORT_EDGES[0])


def height_class(short_edge: int) -> int:
    """Return the smallest height class of mezzanine from which such a frame can be made."""
    return next(each for each in MEZZANINE_SHORT_EDGES if short_edge <= each)


def maxrate(size: Size) -> int:
    """Return the peak video bit rate of a size in bits per second."""
    fitting = (rate for edge, rate in MAXRATES.items() if size.short_edge <= edge)
    return next(fitting, MAXRATES[SHORT_EDGES[-1]])


def bufsize(peak: int) -> int:
    """Return the size of the decoder's buffer in bits for a peak rate in bits per second."""
    return VBV_SECONDS * peak


def ladder(source: Size, *, is_copied: bool) -> tuple[Rung, ...]:
    """Return the rungs for a source, largest first: its own size up to 1080, then listed ones.

    A copied top rung keeps the size of the source.
    """
    top = source if is_copied else fit_short_edge(source, MAX_RUNG)
    edges = PORTRAIT_RUNGS if source.is_portrait else LANDSCAPE_RUNGS
    lower = [edge for edge in edges if edge <= MAX_RUNG_RATIO * top.short_edge]
    sizes = [fit_short_edge(source, edge) for edge in lower]
    rungs = [Rung(size, maxrate(size)) for size in sizes]
    return (Rung(top, maxrate(top), is_copied=is_copied), *rungs)
