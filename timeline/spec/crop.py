# SPDX-License-Identifier: Apache-2.0
"""Rectangles of the frame, and the crop of a picture that fills one."""

from __future__ import annotations

from dataclasses import dataclass

from media.sizes import Size


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in pixels, counted from the top left corner of the frame."""

    x: int
    y: int
    width: int
    height: int

    def within(self, frame: Size) -> Rect | None:
        """Return the part of it that lies in the frame, None when there is none."""
        left, top = max(0, self.x), max(0, self.y)
        right = min(frame.width, self.x + self.width)
        bottom = min(frame.height, self.y + self.height)
        if right <= left or bottom <= top:
            return None
        return Rect(left, top, right - left, bottom - top)

    def grown(self, by: int) -> Rect:
        """Return the rectangle with so many pixels more on each side."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True, slots=True)
class Crop:
    """How a picture fills a rectangle of the frame.

    The part `source` of the picture is scaled to width x height; of that, `rect` shows the pixels
    from x and y on.
    """

    source: Rect
    width: int
    height: int
    x: int
    y: int
    rect: Rect
