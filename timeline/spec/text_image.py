# SPDX-License-Identifier: Apache-2.0
"""A text and its style in pixels of the film: all that a drawn text depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline.plan.geometry import Size
from timeline.spec import canonical
from timeline.spec.canonical import Spec

TEXT_RENDERER = "reelmill-text-2/skia-144.1/fonts-8eba7ade29db"
"""Names the drawing code, its library and the digest of the fonts; equal names draw equally."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A line around the letters; the reach is in thousandths of a pixel."""

    color: str
    opacity_milli: int
    reach_milli: int


@dataclass(frozen=True, slots=True)
class Shadow:
    """A shadow of the letters, to the right and down; lengths are in thousandths of a pixel."""

    color: str
    opacity_milli: int
    offset_milli: int
    blur_milli: int


@dataclass(frozen=True, slots=True)
class Pill:
    """A rounded plate behind each line, or one shape behind all of them."""

    color: str
    opacity_milli: int
    is_merged: bool


@dataclass(frozen=True, slots=True)
class TextImageSpec(Spec):
    """A text to be drawn around an anchor; lengths are in thousandths of a pixel of the film.

    The anchor lies on the left edge, the middle or the right edge of the lines, as they are
    aligned, and at the top, the middle or the bottom of the block they make.
    """

    text: str
    font: str
    size_milli: int
    tracking_milli: int
    line_milli: int
    width: int
    alignment: Literal["left", "center", "right"]
    position: Literal["top", "middle", "bottom"]
    color: str
    gradient: str | None
    outline: Outline | None
    shadow: Shadow | None
    pill: Pill | None
    frame: Size
    rasteriser: str

    @property
    def key(self) -> str:
        """The name of the drawn picture in the cache."""
        return canonical.digest(self)
