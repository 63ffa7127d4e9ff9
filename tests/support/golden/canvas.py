# SPDX-License-Identifier: Apache-2.0
"""A frame as it should be: its colours, and how exactly each pixel can be known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tests.support.golden.rules import Box, Frame
from tests.support.golden.shapes import FlatShape, Shape

Map = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Canvas:
    """The colours of a frame, channel by channel; `edge` may be on either side of an edge.

    `near` is what scaling and compression may ring into, and `unknown` what nobody can tell.
    """

    colour: Map
    tolerance: Map
    unknown: Map
    edge: Map
    near: Map

    @classmethod
    def painted(cls, frame: Frame, strokes: Iterable[Shape], *, reach: int, crisp: int) -> Canvas:
        """Draw strokes over each other; soft and crisp edges reach so far beside them."""
        size = frame.height, frame.width
        flags = [np.zeros(size, bool) for _ in range(3)]
        canvas = cls(np.zeros((3, *size), np.float32), np.full(size, 2, np.uint8), *flags)
        for stroke in strokes:
            is_crisp = isinstance(stroke, FlatShape) and not (stroke.is_soft or stroke.bleeds)
            canvas._paint(stroke, reach=crisp if is_crisp else reach)
        return replace(canvas, colour=np.rint(canvas.colour).astype(np.int16))

    def _paint(self, stroke: Shape, *, reach: int) -> None:
        if not stroke.box.width or not stroke.box.height:
            return
        inside = _slices(stroke.box)
        if isinstance(stroke, FlatShape):
            self._fill(stroke, inside)
        else:
            self.unknown[inside] = True
        _outline(self.edge, stroke.box, box_within(stroke))
        _outline(self.near, stroke.box, max(reach, box_within(stroke)))

    def _fill(self, flat: FlatShape, inside: tuple[slice, slice]) -> None:
        colour = np.array(flat.colour, np.float32)[:, None, None]
        below = self.colour[:, *inside]
        if flat.opacity == 1:
            below[:] = colour
            self.tolerance[inside] = flat.tolerance
            for flags in (self.unknown, self.edge, self.near):
                flags[inside] = False
        else:
            below += (colour - below) * np.float32(flat.opacity)
            self.tolerance[inside] = np.maximum(self.tolerance[inside], flat.tolerance)


def box_within(stroke: Shape) -> int:
    """How far an edge may be from where it should be, in pixels.

    Edges within a scaled picture lie between pixels; and 4:2:0 has colour for every second pixel
    only, so an edge of colour between two of them is one wider.
    """
    box, is_soft = stroke.box, isinstance(stroke, FlatShape) and stroke.is_soft
    return 2 if is_soft or (box.x | box.y | box.width | box.height) % 2 else 1


def _slices(box: Box) -> tuple[slice, slice]:
    right, bottom = max(0, box.x + box.width), max(0, box.y + box.height)
    return slice(max(0, box.y), bottom), slice(max(0, box.x), right)


def _outline(flags: Map, box: Box, reach: int) -> None:
    """Mark what is no farther from an edge of a box than so many pixels."""
    across = box.width + 2 * reach, 2 * reach
    down = 2 * reach, box.height + 2 * reach
    x, y = box.x - reach, box.y - reach
    for band in (
        Box(x, y, *across),
        Box(x, y + box.height, *across),
        Box(x, y, *down),
        Box(x + box.width, y, *down),
    ):
        flags[_slices(band)] = True


def distance(frame: Map, colour: Map) -> Map:
    """How far the farthest channel of each pixel is from what it should be."""
    red, green, blue = np.abs(frame - colour)
    return np.maximum(np.maximum(red, green), blue)
