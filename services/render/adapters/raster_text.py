# SPDX-License-Identifier: Apache-2.0
"""Draws a text with its shadow, outline, gradient and pill, around its anchor."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import skia
from numpy.typing import NDArray

from services.render.adapters import raster_emoji, raster_fonts, raster_paint
from services.render.adapters.raster_fonts import EMOJI, Font
from services.render.adapters.raster_offsets import stamp
from timeline.text_style import Pill, RasterSpec

Pixels = NDArray[np.uint8]
_MILLI = 1000
_PILL_BESIDE, _PILL_ABOVE, _PILL_ROUND = 0.45, 0.08, 0.42
_REACH_OF_BLUR = 2.0
_ALPHA = 3
_FRAMES_AROUND = 2


def draw(spec: RasterSpec) -> bytes:
    """Draw a text as a PNG that is cropped to its ink and knows where that lies."""
    fonts = raster_fonts.fonts_for(spec.text, family=spec.font)
    block = _Block.of(spec, raster_emoji.directed(spec.text), fonts)
    window = _window(spec, block)
    pixels, canvas = _canvas(window.width(), window.height())
    canvas.translate(-window.left(), -window.top())
    _paint(canvas, spec, block)
    return _cropped(pixels, x=window.left() - block.anchor_x, y=window.top() - block.anchor_y)


@dataclass(frozen=True)
class _Block:
    """The lines of a text, laid out by the same rules for every paint they are drawn with."""

    spec: RasterSpec
    text: str
    fonts: tuple[Font, ...]
    collection: skia.textlayout.FontCollection
    longest: int = 0
    height: int = 0

    @classmethod
    def of(cls, spec: RasterSpec, text: str, fonts: tuple[Font, ...]) -> _Block:
        """Lay a text out once to learn how much room it takes."""
        made = cls(spec, text, fonts, raster_fonts.collection(fonts))
        lines = made.laid_out(skia.Paint())
        longest, height = math.ceil(lines.LongestLine), math.ceil(lines.Height)
        return replace(made, longest=longest, height=height)

    @property
    def anchor_x(self) -> int:
        """How far to the right of the lines' left edge the anchor lies."""
        width = self.spec.width
        return {"left": 0, "center": width // 2, "right": width}[self.spec.alignment]

    @property
    def anchor_y(self) -> int:
        """How far below the lines' top the anchor lies."""
        return {"top": 0, "middle": self.height // 2, "bottom": self.height}[self.spec.position]

    @property
    def left(self) -> int:
        """Where the longest line begins."""
        spare = max(0, self.spec.width - self.longest)
        return {"left": 0, "center": spare // 2, "right": spare}[self.spec.alignment]

    @property
    def line(self) -> float:
        """The height of a line."""
        return self.spec.line_milli / _MILLI

    def laid_out(self, paint: skia.Paint) -> skia.textlayout.Paragraph:
        """The text in this paint, with its lines broken."""
        tl = skia.textlayout
        style, strut = tl.ParagraphStyle(), tl.StrutStyle()
        strut.setStrutEnabled(True)
        strut.setForceStrutHeight(True)
        strut.setHeightOverride(True)
        strut.setHalfLeading(True)
        strut.setHeight(self.spec.line_milli / self.spec.size_milli)
        strut.setFontSize(self.spec.size_milli / _MILLI)
        strut.setFontFamilies([self.fonts[0].file])
        style.setStrutStyle(strut)
        style.setTextAlign(_ALIGN[self.spec.alignment])
        letters = self._style(paint, emoji_first=False)
        style.setTextStyle(letters)
        builder = tl.ParagraphBuilder(style, self.collection, skia.Unicodes.ICU.Make())
        emoji = self._style(paint, emoji_first=True)
        for part, is_emoji in raster_emoji.spans(self.text):
            builder.pushStyle(emoji if is_emoji else letters)
            builder.addText(part)
            builder.pop()
        paragraph = builder.Build()
        paragraph.layout(self.spec.width)
        return paragraph

    def _style(self, paint: skia.Paint, *, emoji_first: bool) -> skia.textlayout.TextStyle:
        fonts = self.fonts
        if emoji_first:
            fonts = tuple(sorted(fonts, key=lambda font: font.role != EMOJI))
        style = skia.textlayout.TextStyle()
        style.setFontSize(self.spec.size_milli / _MILLI)
        style.setFontFamilies([font.file for font in fonts])
        style.setLetterSpacing(self.spec.tracking_milli / _MILLI)
        style.setForegroundPaint(paint)
        return style


_ALIGN = {
    "left": skia.textlayout.TextAlign.kLeft,
    "center": skia.textlayout.TextAlign.kCenter,
    "right": skia.textlayout.TextAlign.kRight,
}


def _paint(canvas: skia.Canvas, spec: RasterSpec, block: _Block) -> None:
    if spec.pill is not None:
        _paint_pill(canvas, spec.pill, block)
    if spec.shadow is not None:
        canvas.saveLayer(None, raster_paint.shadow_paint(spec.shadow))
    if spec.outline is not None:
        block.laid_out(raster_paint.outline_paint(spec.outline)).paint(canvas, 0, 0)
    block.laid_out(raster_paint.fill_paint(spec)).paint(canvas, 0, 0)
    if spec.shadow is not None:
        canvas.restore()


def _paint_pill(canvas: skia.Canvas, pill: Pill, block: _Block) -> None:
    size = block.spec.size_milli / _MILLI
    beside, above = size * _PILL_BESIDE, size * (_PILL_ABOVE if pill.is_merged else -_PILL_ABOVE)
    around = skia.Path()
    last: skia.Rect | None = None
    for number, left, right in _plate_ends(pill, block):
        top, bottom = number * block.line - above, (number + 1) * block.line + above
        rect = skia.Rect.MakeLTRB(left - beside, top, right + beside, bottom)
        plate = skia.Path.RRect(rect, size * _PILL_ROUND, size * _PILL_ROUND)
        around = skia.Op(around, plate, skia.PathOp.kUnion_PathOp)
        if last is not None and rect.top() < last.bottom():
            around = skia.Op(around, _seam(last, rect), skia.PathOp.kUnion_PathOp)
        last = rect
    color = raster_paint.color_of(pill.color, pill.opacity_milli)
    canvas.drawPath(around, skia.Paint(AntiAlias=True, Color=color))


def _plate_ends(pill: Pill, block: _Block) -> list[tuple[int, int, int]]:
    """The lines' numbers and sides; merged plates share the side their lines are aligned to."""
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
    """What fills the rounded corners between two plates that run into one another."""
    left, right = max(upper.left(), lower.left()), min(upper.right(), lower.right())
    return skia.Path.Rect(skia.Rect.MakeLTRB(left, upper.centerY(), right, lower.centerY()))


def _inked_lines(block: _Block) -> Iterator[tuple[int, int, int]]:
    """The lines with something on them, and how far to the left and right that reaches."""
    pixels, canvas = _canvas(block.spec.width, block.height, skia.ImageInfo.MakeA8)
    block.laid_out(skia.Paint(AntiAlias=True, Color=skia.ColorWHITE)).paint(canvas, 0, 0)
    for number in range(round(block.height / block.line)):
        band = pixels[int(number * block.line) : int((number + 1) * block.line)]
        across = np.flatnonzero(band.max(axis=(0, 2), initial=0))
        if across.size:
            yield number, int(across[0]), int(across[-1]) + 1


def _window(spec: RasterSpec, block: _Block) -> skia.IRect:
    """The part of the lines' plane that may hold ink, and that a frame may ever show."""
    reach: float = spec.size_milli + (spec.outline.reach_milli if spec.outline else 0)
    if spec.shadow is not None:
        reach += abs(spec.shadow.offset_milli) + _REACH_OF_BLUR * spec.shadow.blur_milli
    margin = math.ceil(reach / _MILLI)
    far = _FRAMES_AROUND * spec.frame.height
    return skia.IRect.MakeLTRB(
        block.left - margin,
        max(-margin, block.anchor_y - far),
        block.left + min(block.longest, spec.width) + margin,
        min(block.height + margin, block.anchor_y + far),
    )


def _canvas(
    width: int,
    height: int,
    info: Callable[[int, int], skia.ImageInfo] = skia.ImageInfo.MakeN32Premul,
) -> tuple[Pixels, skia.Canvas]:
    """Pixels that can be counted, and the canvas that paints them."""
    made = info(width, height)
    pixels: Pixels = np.zeros((height, width, made.bytesPerPixel()), np.uint8)
    return pixels, skia.Canvas.MakeRasterDirect(made, pixels, made.minRowBytes())


def _cropped(pixels: Pixels, *, x: int, y: int) -> bytes:
    """Cut to the ink, outwards to even pixels as seen from the anchor."""
    alpha = pixels[..., _ALPHA]
    rows, columns = np.flatnonzero(alpha.max(axis=1)), np.flatnonzero(alpha.max(axis=0))
    if not rows.size:
        return _encoded(np.zeros((2, 2, 4), np.uint8), x=0, y=0)
    left, right = _evened(int(columns[0]) + x, int(columns[-1]) + 1 + x)
    top, bottom = _evened(int(rows[0]) + y, int(rows[-1]) + 1 + y)
    target = np.zeros((bottom - top, right - left, 4), np.uint8)
    ink = pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    down, across = int(rows[0]) + y - top, int(columns[0]) + x - left
    target[down : down + ink.shape[0], across : across + ink.shape[1]] = ink
    return _encoded(target, x=left, y=top)


def _evened(first: int, last: int) -> tuple[int, int]:
    return 2 * (first // 2), 2 * -(-last // 2)


def _encoded(pixels: Pixels, *, x: int, y: int) -> bytes:
    info = skia.ImageInfo.MakeN32Premul(pixels.shape[1], pixels.shape[0])
    image = skia.Image.MakeRasterCopy(skia.Pixmap(info, pixels, info.minRowBytes()))
    return stamp(bytes(image.encodeToData(skia.kPNG, 100)), x=x, y=y)
