# SPDX-License-Identifier: Apache-2.0
"""What the golden reference draws with: flat boxes, bar codes, and places where text must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from tests.support.golden.rules import Box, Clock, FrameSpan, Json, Number, exact, nearest
from tests.support.golden.sources import Area, Colour, PictureSource, VideoSource

CODE = (Fraction(35, 100), Fraction(30, 100), Fraction(30, 100), Fraction(40, 100))
"""Where the bar code lies in a film, in parts of its edges: left, top, width, height."""

OPAQUE = Fraction(1)


@dataclass(frozen=True, slots=True)
class FlatShape:
    """A box of one colour, as opaque as it says.

    The edges between the areas of a scaled picture are soft; colour bleeds over those of a border.
    """

    box: Box
    colour: Colour
    opacity: Fraction = OPAQUE
    tolerance: int = 2
    is_soft: bool = False
    bleeds: bool = False


@dataclass(frozen=True, slots=True)
class BarcodeShape:
    """The bar code of a frame of a film whose picture lies in `picture`."""

    box: Box
    picture: Box
    source: int
    frame: int


@dataclass(frozen=True, slots=True)
class UnknownShape:
    """Pixels of which nobody says what they are."""

    box: Box


@dataclass(frozen=True, slots=True)
class TextShape:
    """Text somewhere in a box, beginning at its anchor; no colour: several."""

    box: Box
    anchor: tuple[int, int]
    alignment: str
    position: str
    size: int
    colour: Colour | None
    opacity: Fraction = OPAQUE


Shape = FlatShape | BarcodeShape | UnknownShape | TextShape
Draw = Callable[[int], Iterator[Shape]]


@dataclass(frozen=True, slots=True)
class ReferenceLayer:
    """What is drawn in each frame of a stretch of the film, counted from its first."""

    span: FrameSpan
    draw: Draw


@dataclass(frozen=True, slots=True)
class Fading:
    """How opaque a layer of so many frames is in each; its fades have a length in frames."""

    n_frames: int
    opacity: Fraction
    fade_in: int
    fade_out: int

    def at(self, n: int) -> Fraction:
        """Frame k of a fade of n frames is at k/n."""
        found = self.opacity
        if n < self.fade_in:
            found *= Fraction(n, self.fade_in)
        if n >= self.n_frames - self.fade_out:
            found *= 1 - Fraction(n - (self.n_frames - self.fade_out), self.fade_out)
        return found


def fading(kind: str, seconds: Number, percent: Number, span: FrameSpan, clock: Clock) -> Fading:
    """Fades of so many seconds, but of no more than half of what they fade."""
    length = min(clock.frame(seconds), len(span) // 2)
    fade_in = length if kind in ("in", "in_out") else 0
    fade_out = length if kind in ("out", "in_out") else 0
    return Fading(len(span), exact(percent) / 100, fade_in, fade_out)


def colour_of(text: str) -> Colour:
    """The colour that #rrggbb names."""
    red, green, blue = (int(text[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def video_shapes(film: VideoSource, frame: int, box: Box, clock: Clock) -> Iterator[Shape]:
    """A frame of a film in a box; the frame is counted at the rate of the project."""
    yield FlatShape(box, film.colour)
    left, top, wide, tall = CODE
    x, y = box.x + int(left * box.width), box.y + int(top * box.height)
    code = Box(x, y, int(wide * box.width) + 1, int(tall * box.height) + 1)
    yield BarcodeShape(code.grown(3, 3), box, film.upload_id, source_frame(film, frame, clock))


def source_frame(film: VideoSource, frame: int, clock: Clock) -> int:
    """The last frame of a film that has begun by then, each beginning where its time snaps to."""
    # floor(n * fps / rate + 1/2) <= frame, solved for the greatest n.
    begun = ceil((frame + Fraction(1, 2)) * film.rate / clock.fps) - 1
    return min(begun, film.frames - 1)


def picture_shapes(picture: PictureSource, box: Box, opacity: Fraction) -> Iterator[FlatShape]:
    """A picture in a box."""
    for area in picture.areas:
        seen = opacity * area.alpha
        if seen:
            blended = 2 if seen == 1 else BLEND_TOLERANCE
            part = _part(box, area)
            yield FlatShape(part, area.colour, seen, blended, is_soft=part != box)


# A blend is made in the film's 8-bit luma and chroma and not in RGB: opacity is one of 256 steps,
# and luma and chroma are rounded once more, which is worth up to three levels in a channel.
BLEND_TOLERANCE = 4


def _part(box: Box, area: Area) -> Box:
    left, right = (nearest(edge * box.width) for edge in (area.left, area.right))
    top, bottom = (nearest(edge * box.height) for edge in (area.top, area.bottom))
    return Box(box.x + left, box.y + top, right - left, bottom - top)


def border_shapes(box: Box, width: int, colour: Colour, opacity: Fraction) -> Iterator[FlatShape]:
    """A border inside a box."""
    tolerance = 2 if opacity == 1 else BLEND_TOLERANCE
    inner = box.height - 2 * width
    for side in (
        Box(box.x, box.y, box.width, width),
        Box(box.x, box.y + box.height - width, box.width, width),
        Box(box.x, box.y + width, width, inner),
        Box(box.x + box.width - width, box.y + width, width, inner),
    ):
        # Ring and picture are brought to 4:2:0 together, so colour bleeds over the edge between.
        yield FlatShape(side, colour, opacity, tolerance, bleeds=True)


def bordered(graphic: Json, picture: PictureSource, box: Box, ring: int, opacity: Fraction) -> Draw:
    """A picture in a box, inside its border if it has one."""

    def draw(_: int) -> Iterator[Shape]:
        if not opacity:
            return
        inside = picture_shapes(picture, box.grown(-ring, -ring), opacity)
        yield from (replace(each, bleeds=ring > 0) for each in inside)
        if ring:
            yield from border_shapes(box, ring, colour_of(graphic["borderColor"]), opacity)

    return draw


def faded_text(ink: TextShape, fade: Fading) -> Draw:
    """Text that comes and goes."""

    def draw(n: int) -> Iterator[Shape]:
        if opacity := fade.at(n):
            yield replace(ink, opacity=opacity)

    return draw
