# SPDX-License-Identifier: Apache-2.0
"""Draws a text with its shadow, outline, gradient and pill around its anchor."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import skia

from media.text_image_file import InkBox, encode_png
from services.render.text import emoji, paint, shadow, tracking
from services.render.text.faces import Face, collection
from services.render.text.pixel_buffer import PixelBuffer
from timeline.spec.text_image import Pill, TextImageSpec

_MILLI = 1000
_PILL_SIDE, _PILL_ABOVE, _PILL_RADIUS = 0.45, 0.08, 0.42
_BLUR_REACH = 2.0
_VISIBLE_FRAMES = 2


def draw(spec: TextImageSpec, faces: Sequence[Face]) -> bytes:
    """Return a text as a PNG that is cropped to its ink and records the position of the ink."""
    block = _Block.of(spec, emoji.with_direction(spec.text), tuple(faces))
    buffer = _buffer(spec, block)
    _paint(buffer, spec, block)
    box = _aligned(buffer.ink(), x=block.anchor_x, y=block.anchor_y)
    place = InkBox(
        box.left() - block.anchor_x, box.top() - block.anchor_y, box.width(), box.height()
    )
    return encode_png(buffer.cropped(box).straight_rgba(), place)


@dataclass(frozen=True)
class _Block:
    """The lines of a text, laid out in the same way for every paint they are drawn with."""

    spec: TextImageSpec
    text: str
    faces: tuple[Face, ...]
    collection: skia.textlayout.FontCollection
    longest: int = 0
    height: int = 0

    @classmethod
    def of(cls, spec: TextImageSpec, text: str, faces: tuple[Face, ...]) -> _Block:
        """Lay a text out once to measure it."""
        made = cls(spec, text, faces, collection(faces))
        lines = made.laid_out(skia.Paint())
        longest, height = math.ceil(lines.LongestLine), math.ceil(lines.Height)
        return replace(made, longest=longest, height=height)

    @property
    def anchor_x(self) -> int:
        """The anchor's distance from the left edge of the lines."""
        width = self.spec.width
        return {"left": 0, "center": width // 2, "right": width}[self.spec.alignment]

    @property
    def anchor_y(self) -> int:
        """The anchor's distance from the top of the lines."""
        return {"top": 0, "middle": self.height // 2, "bottom": self.height}[self.spec.position]

    @property
    def left(self) -> int:
        """The left end of the longest line."""
        spare = max(0, self.spec.width - self.longest)
        return {"left": 0, "center": spare // 2, "right": spare}[self.spec.alignment]

    @property
    def line(self) -> float:
        """The height of a line."""
        return self.spec.line_milli / _MILLI

    def paint(self, canvas: skia.Canvas, paint: skia.Paint) -> None:
        """Draw the text with a paint."""
        self.laid_out(paint).paint(canvas, self._tracking_offset, 0)

    @property
    def _tracking_offset(self) -> float:
        """The offset that makes up for the tracking that skia adds at the ends of lines."""
        if not tracking.is_tracked(self.text):
            return 0
        begin = 0 if emoji.is_right_to_left(self.text) else -0.5
        rooms = {"left": begin, "center": 0.5, "right": 1.0}[self.spec.alignment]
        return rooms * self.spec.tracking_milli / _MILLI

    def laid_out(self, paint: skia.Paint) -> skia.textlayout.Paragraph:
        """Return the text in a paint, broken into lines."""
        tl = skia.textlayout
        style, strut = tl.ParagraphStyle(), tl.StrutStyle()
        strut.setStrutEnabled(True)
        strut.setForceStrutHeight(True)
        strut.setHeightOverride(True)
        strut.setHalfLeading(True)
        strut.setHeight(self.spec.line_milli / self.spec.size_milli)
        strut.setFontSize(self.spec.size_milli / _MILLI)
        strut.setFontFamilies([self.faces[0].name])
        style.setStrutStyle(strut)
        style.setTextAlign(_ALIGN[self.spec.alignment])
        style.setTextStyle(self._style(paint))
        builder = tl.ParagraphBuilder(style, self.collection, skia.Unicodes.ICU.Make())
        for part, is_emoji in emoji.spans(self.text):
            for run, is_tracked in [(part, True)] if is_emoji else tracking.runs(part):
                builder.pushStyle(self._style(paint, emoji_first=is_emoji, is_tracked=is_tracked))
                builder.addText(run)
                builder.pop()
        paragraph = builder.Build()
        paragraph.layout(self.spec.width)
        return paragraph

    def _style(
        self, paint: skia.Paint, *, emoji_first: bool = False, is_tracked: bool = False
    ) -> skia.textlayout.TextStyle:
        faces = self.faces
        if emoji_first:
            faces = tuple(sorted(faces, key=lambda face: not face.is_emoji))
        style = skia.textlayout.TextStyle()
        style.setFontSize(self.spec.size_milli / _MILLI)
        style.setFontFamilies([face.name for face in faces])
        if is_tracked:
            style.setLetterSpacing(self.spec.tracking_milli / _MILLI)
        style.setForegroundPaint(paint)
        return style


_ALIGN = {
    "left": skia.textlayout.TextAlign.kLeft,
    "center": skia.textlayout.TextAlign.kCenter,
    "right": skia.textlayout.TextAlign.kRight,
}


def _paint(buffer: PixelBuffer, spec: TextImageSpec, block: _Block) -> None:
    if spec.pill is not None:
        _paint_pill(buffer.canvas, spec.pill, block)
    if spec.shadow is None:
        _paint_letters(buffer.canvas, spec, block)
    else:
        shadow.paint(buffer, spec.shadow, lambda on: _paint_letters(on, spec, block))


def _paint_letters(canvas: skia.Canvas, spec: TextImageSpec, block: _Block) -> None:
    if spec.outline is not None:
        block.paint(canvas, paint.outline_paint(spec.outline))
    block.paint(canvas, paint.fill_paint(spec))


def _paint_pill(canvas: skia.Canvas, pill: Pill, block: _Block) -> None:
    size = block.spec.size_milli / _MILLI
    beside, above = size * _PILL_SIDE, size * (_PILL_ABOVE if pill.is_merged else -_PILL_ABOVE)
    around = skia.Path()
    last: skia.Rect | None = None
    for number, left, right in _plate_edges(pill, block):
        top, bottom = number * block.line - above, (number + 1) * block.line + above
        rect = skia.Rect.MakeLTRB(left - beside, top, right + beside, bottom)
        plate = skia.Path.RRect(rect, size * _PILL_RADIUS, size * _PILL_RADIUS)
        around = skia.Op(around, plate, skia.PathOp.kUnion_PathOp)
        if last is not None and rect.top() < last.bottom():
            around = skia.Op(around, _seam(last, rect), skia.PathOp.kUnion_PathOp)
        last = rect
    color = paint.color_of(pill.color, pill.opacity_milli)
    canvas.drawPath(around, skia.Paint(AntiAlias=True, Color=color))


def _plate_edges(pill: Pill, block: _Block) -> list[tuple[int, int, int]]:
    """Return number, left and right of each line; merged plates share the aligned side."""
    lines = list(_inked_lines(block))
    if not pill.is_merged or not lines:
        return lines
    first, last = min(left for _, left, _ in lines), max(right for _, _, right in lines)
    if block.spec.alignment == "left":
        return [(number, first, right) for number, _, right in lines]
    if block.spec.alignment == "right":
        return [(number, left, last) for number, left, _ in lines]
    return lines


def _seam(upper: skia.Rect, lower: skia.Rect) -> skia.Path:
    """Return what fills the rounded corners between two overlapping plates."""
    left, right = max(upper.left(), lower.left()), min(upper.right(), lower.right())
    return skia.Path.Rect(skia.Rect.MakeLTRB(left, upper.centerY(), right, lower.centerY()))


def _inked_lines(block: _Block) -> Iterator[tuple[int, int, int]]:
    """Yield number, left and right of each line that has ink."""
    above, below = _visible_rows(block, margin=0)
    buffer = PixelBuffer(0, above, block.spec.width, below - above)
    block.paint(buffer.canvas, skia.Paint(AntiAlias=True, Color=skia.ColorWHITE))
    for number in range(round(block.height / block.line)):
        top, bottom = int(number * block.line), int((number + 1) * block.line)
        rows = max(0, top - above), max(0, min(bottom, below) - above)
        if (ink := buffer.ink(*rows)) is not None:
            yield number, ink.left(), ink.right()


def _buffer(spec: TextImageSpec, block: _Block) -> PixelBuffer:
    """Make a buffer for all ink that a frame can show."""
    reach: float = spec.size_milli + (spec.outline.reach_milli if spec.outline else 0)
    if spec.shadow is not None:
        reach += abs(spec.shadow.offset_milli) + _BLUR_REACH * spec.shadow.blur_milli
    margin = math.ceil(reach / _MILLI)
    left, right = block.left - margin, block.left + min(block.longest, spec.width) + margin
    top, bottom = _visible_rows(block, margin=margin)
    return PixelBuffer(left, top, right - left, bottom - top)


def _visible_rows(block: _Block, *, margin: int) -> tuple[int, int]:
    """Return the first row and the end of what a frame can show of the lines and a margin."""
    far = _VISIBLE_FRAMES * block.spec.frame.height
    first = max(-margin, block.anchor_y - far)
    return first, min(block.height + margin, block.anchor_y + far)


def _aligned(ink: skia.IRect | None, *, x: int, y: int) -> skia.IRect:
    """Extend the ink's rectangle to pixels that are even relative to the anchor."""
    if ink is None:
        return skia.IRect.MakeXYWH(x, y, 2, 2)
    left, right = _even(ink.left() - x, ink.right() - x)
    top, bottom = _even(ink.top() - y, ink.bottom() - y)
    return skia.IRect.MakeLTRB(left + x, top + y, right + x, bottom + y)


def _even(first: int, last: int) -> tuple[int, int]:
    return 2 * (first // 2), 2 * -(-last // 2)
