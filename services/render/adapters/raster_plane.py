# SPDX-License-Identifier: Apache-2.0
"""Pixels that are drawn on, and the part of them that is inked."""

from __future__ import annotations

from dataclasses import dataclass, field

import skia

_PIXEL_BYTES, _ALPHA = 4, 3
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
        info = skia.ImageInfo.MakeN32Premul(self.width, self.height)
        return skia.Image.MakeRasterCopy(skia.Pixmap(info, self.pixels, info.minRowBytes()))

    def ink(self, first: int = 0, end: int | None = None) -> skia.IRect | None:
        """The smallest rectangle that holds all that is drawn in some rows, if anything is."""
        stride, end = self.width * _PIXEL_BYTES, self.height if end is None else end
        alpha = self.pixels[first * stride + _ALPHA : end * stride : _PIXEL_BYTES]
        after, before = alpha.lstrip(_NOTHING), alpha.rstrip(_NOTHING)
        if not after:
            return None
        top, bottom = (len(alpha) - len(after)) // self.width, -(-len(before) // self.width)
        rows = [alpha[y * self.width : (y + 1) * self.width] for y in range(top, bottom)]
        left = self.width - max(len(row.lstrip(_NOTHING)) for row in rows)
        right = max(len(row.rstrip(_NOTHING)) for row in rows)
        box = skia.IRect.MakeLTRB(left, first + top, right, first + bottom)
        return box.makeOffset(self.left, self.top)

    def cut(self, box: skia.IRect) -> Plane:
        """A part of this plane, which may reach beyond it, as a plane of its own."""
        made = Plane(box.left(), box.top(), box.width(), box.height())
        made.canvas.drawImage(self.picture, self.left, self.top)
        return made

    def straight(self) -> bytes:
        """The pixels as RGBA whose colours do not count in how much is covered."""
        wanted = skia.ImageInfo.Make(
            self.width, self.height, skia.kRGBA_8888_ColorType, skia.kUnpremul_AlphaType
        )
        target = bytearray(len(self.pixels))
        self.picture.readPixels(wanted, target, wanted.minRowBytes(), 0, 0)
        return bytes(target)
