# SPDX-License-Identifier: Apache-2.0
"""An expected frame: its colours, and how exactly each pixel is known."""

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
    """The colours of a frame as an array (3, height, width), and flags of its pixels.

    `edge` pixels may be on either side of an edge, `near` ones are those that scaling and
    compression may disturb, and `unknown` ones have no expected colour.
    """

    colour: Map
    tolerance: Map
    unknown: Map
    edge: Map
    near: Map

    @classmethod
    def painted(cls, frame: Frame, shapes: Iterable[Shape], *, reach: int, crisp: int) -> Canvas:
        """Draw shapes over each other; soft and crisp edges disturb so many pixels beside them."""
        size = frame.height, frame.width
        flags = [np.zeros(size, bool) for _ in range(3)]
        canvas = cls(np.zeros((3, *size), np.float32), np.full(size, 2, np.uint8), *flags)
        for shape in shapes:
            is_crisp = isinstance(shape, FlatShape) and not (shape.is_soft or shape.bleeds)
            canvas._paint(shape, reach=crisp if is_crisp else reach)
        return replace(canvas, colour=np.rint(canvas.colour).astype(np.int16))

    def _paint(self, shape: Shape, *, reach: int) -> None:
        if not shape.box.width or not shape.box.height:
            return
        inside = _slices(shape.box)
        if isinstance(shape, FlatShape):
            self._fill(shape, inside)
        else:
            self.unknown[inside] = True
        _outline(self.edge, shape.box, box_within(shape))
        _outline(self.near, shape.box, max(reach, box_within(shape)))

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


def box_within(shape: Shape) -> int:
    """Return by how many pixels an edge may be misplaced.

    Edges within a scaled picture are between pixels, and 4:2:0 has chroma for every second pixel
    only, so that an edge between two of them is one pixel wider.
    """
    box, is_soft = shape.box, isinstance(shape, FlatShape) and shape.is_soft
    return 2 if is_soft or (box.x | box.y | box.width | box.height) % 2 else 1


def _slices(box: Box) -> tuple[slice, slice]:
    right, bottom = max(0, box.x + box.width), max(0, box.y + box.height)
    return slice(max(0, box.y), bottom), slice(max(0, box.x), right)


def _outline(flags: Map, box: Box, reach: int) -> None:
    """Mark the pixels that are at most `reach` pixels away from an edge of a box."""
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
    """Return the largest difference of any channel for each pixel."""
    red, green, blue = np.abs(frame - colour)
    return np.maximum(np.maximum(red, green), blue)
