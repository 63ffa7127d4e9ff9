# SPDX-License-Identifier: Apache-2.0
"""Pixels that are drawn on, and the part of them that is inked."""

from __future__ import annotations

from dataclasses import dataclass, field

import skia

_PIXEL_BYTES = 4
_NOTHING = b"\0"


@dataclass(frozen=True, slots=True)
class Plane:
    """A rectangle of pixels with its left top corner somewhere in the plane of the lines."""

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
    def picture(self) -> skia.Image:
        """What has been drawn."""
        return skia.Image.MakeRasterCopy(self._pixmap)

    @property
    def _pixmap(self) -> skia.Pixmap:
        info = skia.ImageInfo.MakeN32Premul(self.width, self.height)
        return skia.Pixmap(info, self.pixels, info.minRowBytes())

    def ink(self, first: int = 0, end: int | None = None) -> skia.IRect | None:
        """The smallest rectangle that holds all that is drawn in some rows, if anything is."""
        rows = self._alpha(first, self.height if end is None else end)
        inked = [y for y, row in enumerate(rows, start=first) if row != bytes(self.width)]
        if not inked:
            return None
        left, right = self.width, 0
        for y in inked:
            row = rows[y - first]
            left -= len(row[:left].lstrip(_NOTHING))
            right += len(row[right:].rstrip(_NOTHING))
        box = skia.IRect.MakeLTRB(left, inked[0], right, inked[-1] + 1)
        return box.makeOffset(self.left, self.top)

    def _alpha(self, first: int, end: int) -> list[bytes]:
        """How much is covered of each pixel of each of some rows."""
        info = skia.ImageInfo.MakeA8(self.width, max(1, end - first))
        alpha = bytearray(self.width * info.height())
        self._pixmap.readPixels(skia.Pixmap(info, alpha, info.minRowBytes()), 0, first)
        starts = range(0, self.width * (end - first), self.width)
        return [bytes(alpha[start : start + self.width]) for start in starts]

    def cut(self, box: skia.IRect) -> Plane:
        """A part of this plane, which may reach beyond it, as a plane of its own."""
        made = Plane(box.left(), box.top(), box.width(), box.height())
        self._pixmap.readPixels(made._pixmap, box.left() - self.left, box.top() - self.top)
        return made

    def straight(self) -> bytes:
        """The pixels as RGBA whose colours do not count in how much is covered."""
        info = skia.ImageInfo.Make(
            self.width, self.height, skia.kRGBA_8888_ColorType, skia.kUnpremul_AlphaType
        )
        target = bytearray(len(self.pixels))
        self._pixmap.readPixels(skia.Pixmap(info, target, info.minRowBytes()))
        return bytes(target)
