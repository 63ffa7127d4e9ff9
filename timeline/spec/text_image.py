# SPDX-License-Identifier: Apache-2.0
"""The spec of a text image: a text and its style in pixels of the export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from media.sizes import Size
from timeline.spec import canonical
from timeline.spec.canonical import Spec


@dataclass(frozen=True, slots=True)
class Outline:
    """A line around the letters; its width `reach_milli` is thousandths of a pixel."""

    color: str
    opacity_milli: int
    reach_milli: int


@dataclass(frozen=True, slots=True)
class Shadow:
    """A shadow to the right of and below the letters; lengths are thousandths of a pixel."""

    color: str
    opacity_milli: int
    offset_milli: int
    blur_milli: int


@dataclass(frozen=True, slots=True)
class Pill:
    """A rounded box behind each line, or one shape around all lines when merged."""

    color: str
    opacity_milli: int
    is_merged: bool


@dataclass(frozen=True, slots=True)
class TextImageSpec(Spec):
    """Everything that decides how a text is drawn; lengths are thousandths of a pixel.

    The text is drawn around an anchor. By `alignment` it lies on the left edge, the centre or the
    right edge of the lines, by `position` at the top, the middle or the bottom of their block.
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
    renderer: str

    @property
    def key(self) -> str:
        """The key of the text image in the cache."""
        return canonical.digest(self)
