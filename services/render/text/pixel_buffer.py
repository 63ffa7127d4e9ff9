# SPDX-License-Identifier: Apache-2.0
"""Pixels that are drawn on, and the part of them that is covered."""

from __future__ import annotations

from dataclasses import dataclass, field

import skia

_PIXEL_BYTES = 4
_TRANSPARENT = b"\0"


@dataclass(frozen=True, slots=True)
class PixelBuffer:
    """A rectangle of premultiplied pixels; `left` and `top` are in the coordinates of the lines."""

    left: int
    top: int
    width: int
    height: int
    pixels: bytearray = field(init=False, repr=False)
    canvas: skia.Canvas = field(init=False, repr=False)

    def __post_init__(self) -> None:
        info = skia.ImageInfo.MakeN32Premul(self.width, self.height)
        pixels = bytearray(self.width * self.height * _PIXEL_BYTES)
        canvas = skia.Canvas.MakeRasterDirect(info, pixels, info.minRowBytes())
        canvas.translate(-self.left, -self.top)
        object.__setattr__(self, "pixels", pixels)
        object.__setattr__(self, "canvas", canvas)

    @property
    def image(self) -> skia.Image:
        """A copy of the pixels as an image."""
        return skia.Image.MakeRasterCopy(self._pixmap)

    @property
    def _pixmap(self) -> skia.Pixmap:
        info = skia.ImageInfo.MakeN32Premul(self.width, self.height)
        return skia.Pixmap(info, self.pixels, info.minRowBytes())

    def ink(self, first: int = 0, end: int | None = None) -> skia.IRect | None:
        """Return the smallest rectangle around the covered pixels of some rows, if any."""
        rows = self._alpha(first, self.height if end is None else end)
        covered = [y for y, row in enumerate(rows, start=first) if row != bytes(self.width)]
        if not covered:
            return None
        left, right = self.width, 0
        for y in covered:
            row = rows[y - first]
            left -= len(row[:left].lstrip(_TRANSPARENT))
            right += len(row[right:].rstrip(_TRANSPARENT))
        box = skia.IRect.MakeLTRB(left, covered[0], right, covered[-1] + 1)
        return box.makeOffset(self.left, self.top)

    def _alpha(self, first: int, end: int) -> list[bytes]:
        """Return the alpha of each pixel of some rows."""
        info = skia.ImageInfo.MakeA8(self.width, max(1, end - first))
        alpha = bytearray(self.width * info.height())
        self._pixmap.readPixels(skia.Pixmap(info, alpha, info.minRowBytes()), 0, first)
        starts = range(0, self.width * (end - first), self.width)
        return [bytes(alpha[start : start + self.width]) for start in starts]

    def cropped(self, box: skia.IRect) -> PixelBuffer:
        """Return a rectangle, which may reach beyond this buffer, as a buffer of its own."""
        made = PixelBuffer(box.left(), box.top(), box.width(), box.height())
        self._pixmap.readPixels(made._pixmap, box.left() - self.left, box.top() - self.top)
        return made

    def straight_rgba(self) -> bytes:
        """Return the pixels as RGBA with straight alpha."""
        info = skia.ImageInfo.Make(
            self.width, self.height, skia.kRGBA_8888_ColorType, skia.kUnpremul_AlphaType
        )
        target = bytearray(len(self.pixels))
        self._pixmap.readPixels(skia.Pixmap(info, target, info.minRowBytes()))
        return bytes(target)
