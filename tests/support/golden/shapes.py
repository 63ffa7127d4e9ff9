# SPDX-License-Identifier: Apache-2.0
"""The shapes of the golden reference: flat boxes, bar codes, text and unknown pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from tests.support.golden.rules import Box, Clock, FrameSpan, Json, Number, exact, nearest
from tests.support.golden.sources import Area, Colour, PictureSource, VideoSource

CODE = (Fraction(35, 100), Fraction(30, 100), Fraction(30, 100), Fraction(40, 100))
"""The box of the bar code as ratios of the video's edges: left, top, width, height."""

OPAQUE = Fraction(1)


@dataclass(frozen=True, slots=True)
class FlatShape:
    """A box of one colour.

    `is_soft` means an edge inside a scaled picture, `bleeds` an edge over which chroma bleeds.
    """

    box: Box
    colour: Colour
    opacity: Fraction = OPAQUE
    tolerance: int = 2
    is_soft: bool = False
    bleeds: bool = False


@dataclass(frozen=True, slots=True)
class BarcodeShape:
    """The bar code of a frame of a video that lies in the box `picture`."""

    box: Box
    picture: Box
    source: int
    frame: int


@dataclass(frozen=True, slots=True)
class UnknownShape:
    """A box whose pixels are not known."""

    box: Box


@dataclass(frozen=True, slots=True)
class TextShape:
    """Text somewhere in a box, beginning at its anchor; without a colour it has several."""

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
    """The shapes of a range of frames; `draw` takes a frame counted from the first one."""

    span: FrameSpan
    draw: Draw


@dataclass(frozen=True, slots=True)
class Fading:
    """The opacity of each frame of a layer; lengths are frames."""

    n_frames: int
    opacity: Fraction
    fade_in: int
    fade_out: int

    def at(self, n: int) -> Fraction:
        """Return the opacity of a frame: frame k of a fade of n frames is at k/n."""
        found = self.opacity
        if n < self.fade_in:
            found *= Fraction(n, self.fade_in)
        if n >= self.n_frames - self.fade_out:
            found *= 1 - Fraction(n - (self.n_frames - self.fade_out), self.fade_out)
        return found


def fading(kind: str, seconds: Number, percent: Number, span: FrameSpan, clock: Clock) -> Fading:
    """Return fades of a length in seconds, at most half of the layer."""
    length = min(clock.frame(seconds), len(span) // 2)
    fade_in = length if kind in ("in", "in_out") else 0
    fade_out = length if kind in ("out", "in_out") else 0
    return Fading(len(span), exact(percent) / 100, fade_in, fade_out)


def colour_of(text: str) -> Colour:
    """Return the colour of #rrggbb."""
    red, green, blue = (int(text[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def video_shapes(video: VideoSource, frame: int, box: Box, clock: Clock) -> Iterator[Shape]:
    """Yield the shapes of a frame of a video in a box; `frame` is at the project's rate."""
    yield FlatShape(box, video.colour)
    left, top, wide, tall = CODE
    x, y = box.x + int(left * box.width), box.y + int(top * box.height)
    code = Box(x, y, int(wide * box.width) + 1, int(tall * box.height) + 1)
    yield BarcodeShape(code.grown(3, 3), box, video.upload_id, source_frame(video, frame, clock))


def source_frame(video: VideoSource, frame: int, clock: Clock) -> int:
    """Return the source frame that is shown at a frame of the project's rate."""
    # floor(n * fps / rate + 1/2) <= frame, solved for the greatest n.
    started = ceil((frame + Fraction(1, 2)) * video.rate / clock.fps) - 1
    return min(started, video.frames - 1)


def picture_shapes(picture: PictureSource, box: Box, opacity: Fraction) -> Iterator[FlatShape]:
    """Yield the shapes of a picture in a box."""
    for area in picture.areas:
        total = opacity * area.alpha
        if total:
            tolerance = 2 if total == 1 else BLEND_TOLERANCE
            part = _part(box, area)
            yield FlatShape(part, area.colour, total, tolerance, is_soft=part != box)


# Layers are blended in 8-bit luma and chroma and not in RGB: opacity is one of 256 steps, and
# luma and chroma are rounded once more, which is up to three levels of a channel.
BLEND_TOLERANCE = 4


def _part(box: Box, area: Area) -> Box:
    left, right = (nearest(edge * box.width) for edge in (area.left, area.right))
    top, bottom = (nearest(edge * box.height) for edge in (area.top, area.bottom))
    return Box(box.x + left, box.y + top, right - left, bottom - top)


def border_shapes(box: Box, width: int, colour: Colour, opacity: Fraction) -> Iterator[FlatShape]:
    """Yield the shapes of a border inside a box."""
    tolerance = 2 if opacity == 1 else BLEND_TOLERANCE
    inner = box.height - 2 * width
    for side in (
        Box(box.x, box.y, box.width, width),
        Box(box.x, box.y + box.height - width, box.width, width),
        Box(box.x, box.y + width, width, inner),
        Box(box.x + box.width - width, box.y + width, width, inner),
    ):
        # Border and picture are converted to 4:2:0 together, so chroma bleeds over their edge.
        yield FlatShape(side, colour, opacity, tolerance, bleeds=True)


def bordered(
    graphic: Json, picture: PictureSource, box: Box, border: int, opacity: Fraction
) -> Draw:
    """Return the drawing of a picture in a box, inside its border if it has one."""

    def draw(_: int) -> Iterator[Shape]:
        if not opacity:
            return
        inside = picture_shapes(picture, box.grown(-border, -border), opacity)
        yield from (replace(each, bleeds=border > 0) for each in inside)
        if border:
            yield from border_shapes(box, border, colour_of(graphic["borderColor"]), opacity)

    return draw


def faded_text(text: TextShape, fade: Fading) -> Draw:
    """Return the drawing of a text that fades in and out."""

    def draw(n: int) -> Iterator[Shape]:
        if opacity := fade.at(n):
            yield replace(text, opacity=opacity)

    return draw
