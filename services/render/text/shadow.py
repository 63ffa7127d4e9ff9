# SPDX-License-Identifier: Apache-2.0
"""The shadow of letters: blurred only around the ink, and at a resolution the blur hides."""

from __future__ import annotations

import math
from collections.abc import Callable

import skia

from services.render.text.paint import color_of
from services.render.text.pixel_buffer import PixelBuffer
from timeline.spec.text_image import Shadow

_MILLI = 1000
_SIGMA_PER_BLUR = 0.5
_REACH_PER_SIGMA = 3
_SCALES = ((8, 4), (4, 2), (0, 1))
"""(least sigma, scale): a strongly blurred shadow is made at a quarter or half of its size."""

_SMOOTH = skia.SamplingOptions(skia.FilterMode.kLinear)
_AVERAGED = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kNearest)


def paint(buffer: PixelBuffer, shadow: Shadow, letters: Callable[[skia.Canvas], None]) -> None:
    """Draw letters over their shadow."""
    whole = PixelBuffer(buffer.left, buffer.top, buffer.width, buffer.height)
    letters(whole.canvas)
    ink = whole.ink()
    if ink is None:
        return
    sigma = _SIGMA_PER_BLUR * shadow.blur_milli / _MILLI
    scale = next(scale for least, scale in _SCALES if sigma >= least)
    inked = whole.cropped(_outwards(ink, scale))
    color = color_of(shadow.color, shadow.opacity_milli)
    shade = _shaded(_shrunk(inked, scale), sigma / scale, color)
    offset = shadow.offset_milli / _MILLI
    x, y = scale * shade.left + offset, scale * shade.top + offset
    place = skia.Rect.MakeXYWH(x, y, scale * shade.width, scale * shade.height)
    buffer.canvas.drawImageRect(shade.image, place, _SMOOTH)
    buffer.canvas.drawImage(inked.image, inked.left, inked.top)


def _outwards(ink: skia.IRect, scale: int) -> skia.IRect:
    """Extend a rectangle so that its sides are whole pixels after scaling down."""
    first = (side // scale * scale for side in (ink.left(), ink.top()))
    last = (-(-side // scale) * scale for side in (ink.right(), ink.bottom()))
    return skia.IRect.MakeLTRB(*first, *last)


def _shrunk(buffer: PixelBuffer, scale: int) -> PixelBuffer:
    """Scale a buffer down by a whole number."""
    if scale == 1:
        return buffer
    width, height = buffer.width // scale, buffer.height // scale
    small = PixelBuffer(buffer.left // scale, buffer.top // scale, width, height)
    place = skia.Rect.MakeXYWH(small.left, small.top, width, height)
    small.canvas.drawImageRect(buffer.image, place, _AVERAGED)
    return small


def _shaded(letters: PixelBuffer, sigma: float, color: int) -> PixelBuffer:
    """Blur letters in one colour, in a buffer that is large enough for the blur."""
    reach = math.ceil(_REACH_PER_SIGMA * sigma) + 1
    left, top = letters.left - reach, letters.top - reach
    made = PixelBuffer(left, top, letters.width + 2 * reach, letters.height + 2 * reach)
    shade = skia.ImageFilters.DropShadowOnly(0, 0, sigma, sigma, color)
    exact, blurring = skia.SamplingOptions(), skia.Paint(ImageFilter=shade)
    made.canvas.drawImage(letters.image, letters.left, letters.top, exact, blurring)
    return made
