# SPDX-License-Identifier: Apache-2.0
"""The shadow of letters: blurred only where they are inked, and no finer than can be seen."""

from __future__ import annotations

import math
from collections.abc import Callable

import skia

from services.render.text.paint import color_of
from services.render.text.surface import Plane
from timeline.spec.text_image import Shadow

_MILLI = 1000
_SIGMA_OF_BLUR = 0.5
_REACH_OF_SIGMA = 3
_SCALES = ((8, 4), (4, 2), (0, 1))
"""From which sigma on a shadow is made at a quarter and at half of its size."""

_SMOOTH = skia.SamplingOptions(skia.FilterMode.kLinear)
_AVERAGED = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kNearest)


def paint(plane: Plane, shadow: Shadow, letters: Callable[[skia.Canvas], None]) -> None:
    """Draw letters over their shadow."""
    whole = Plane(plane.left, plane.top, plane.width, plane.height)
    letters(whole.canvas)
    ink = whole.ink()
    if ink is None:
        return
    sigma = _SIGMA_OF_BLUR * shadow.blur_milli / _MILLI
    scale = next(scale for least, scale in _SCALES if sigma >= least)
    inked = whole.cut(_outwards(ink, scale))
    color = color_of(shadow.color, shadow.opacity_milli)
    shade = _shaded(_shrunk(inked, scale), sigma / scale, color)
    offset = shadow.offset_milli / _MILLI
    x, y = scale * shade.left + offset, scale * shade.top + offset
    place = skia.Rect.MakeXYWH(x, y, scale * shade.width, scale * shade.height)
    plane.canvas.drawImageRect(shade.picture, place, _SMOOTH)
    plane.canvas.drawImage(inked.picture, inked.left, inked.top)


def _outwards(ink: skia.IRect, scale: int) -> skia.IRect:
    """A rectangle around the ink whose sides are whole pixels at a part of its size."""
    first = (side // scale * scale for side in (ink.left(), ink.top()))
    last = (-(-side // scale) * scale for side in (ink.right(), ink.bottom()))
    return skia.IRect.MakeLTRB(*first, *last)


def _shrunk(plane: Plane, scale: int) -> Plane:
    """The same at a part of its size."""
    if scale == 1:
        return plane
    width, height = plane.width // scale, plane.height // scale
    small = Plane(plane.left // scale, plane.top // scale, width, height)
    place = skia.Rect.MakeXYWH(small.left, small.top, width, height)
    small.canvas.drawImageRect(plane.picture, place, _AVERAGED)
    return small


def _shaded(letters: Plane, sigma: float, color: int) -> Plane:
    """The blurred letters in one colour, on as much as they spread."""
    reach = math.ceil(_REACH_OF_SIGMA * sigma) + 1
    left, top = letters.left - reach, letters.top - reach
    made = Plane(left, top, letters.width + 2 * reach, letters.height + 2 * reach)
    shade = skia.ImageFilters.DropShadowOnly(0, 0, sigma, sigma, color)
    exact, blurring = skia.SamplingOptions(), skia.Paint(ImageFilter=shade)
    made.canvas.drawImage(letters.picture, letters.left, letters.top, exact, blurring)
    return made
