# SPDX-License-Identifier: Apache-2.0
"""A text and its style in pixels of the film: all that a drawn text depends on."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from media.timecode import as_seconds, round_half_up
from timeline import canonical, geometry
from timeline.canonical import Spec
from timeline.geometry import Size
from timeline.model_text import FontKey, GradientKey, TitlePreset, TitleStyle

RASTERISER = "reelmill-text-1/skia-144.1/fonts-8eba7ade29db"
"""Names the drawing code, its library and the digest of the fonts; equal names draw equally."""

FONTS: tuple[str, ...] = get_args(FontKey)
GRADIENTS: tuple[str, ...] = get_args(GradientKey)
LINE_HEIGHT = Fraction(12, 10)
OUTLINE_REACH = Fraction(1, 10)
"""Parts of the font's size that an outline of 100 % reaches beyond the letters."""

AUTO_OUTLINE_OPACITY = 100
_LIGHT = 128_000


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
class RasterSpec(Spec):
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


def raster_spec(
    text: str, *, preset: TitlePreset, style: TitleStyle, frame: Size, width: int
) -> RasterSpec:
    """Resolve a text in its style, which overrides its preset, for a frame."""
    scale = Fraction(frame.short_edge, geometry.REFERENCE_SHORT_EDGE)
    size = frame.height * _part(style.font_size_pct or preset.font_size_pct)
    color = (style.font_color or preset.font_color).lower()
    # A colour that was chosen for one text replaces the gradient of its preset.
    inherited = None if style.font_color else preset.font_gradient_key
    return RasterSpec(
        text=_clean(text),
        font=style.font_key or preset.font_key,
        size_milli=_milli(size),
        tracking_milli=_milli(size * _part(preset.tracking_pct)),
        line_milli=_milli(size * LINE_HEIGHT * (1 + _part(preset.line_spacing_pct))),
        width=width,
        alignment=style.alignment or preset.alignment,
        position=style.position or preset.position,
        color=color,
        gradient=style.font_gradient_key or inherited,
        outline=_outline(preset, size=size, color=color),
        shadow=_shadow(preset, scale=scale),
        pill=_pill(preset),
        frame=frame,
        rasteriser=RASTERISER,
    )


def _clean(text: str) -> str:
    """Drop what cannot be seen; only line breaks and what joins or directs letters stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    return unicodedata.normalize("NFC", "".join(kept))


def _outline(preset: TitlePreset, *, size: Fraction, color: str) -> Outline | None:
    opacity = preset.outline_opacity_pct
    opacity = AUTO_OUTLINE_OPACITY if opacity is None else opacity
    if not preset.outline_width_pct or not opacity:
        return None
    return Outline(
        color=(preset.outline_color or _contrast(color)).lower(),
        opacity_milli=_milli(_part(opacity)),
        reach_milli=_milli(size * OUTLINE_REACH * _part(preset.outline_width_pct)),
    )


def _shadow(preset: TitlePreset, *, scale: Fraction) -> Shadow | None:
    is_seen = preset.shadow_offset_px or preset.shadow_blur_px
    if not preset.shadow_opacity_pct or not is_seen:
        return None
    return Shadow(
        color=preset.shadow_color.lower(),
        opacity_milli=_milli(_part(preset.shadow_opacity_pct)),
        offset_milli=_milli(as_seconds(preset.shadow_offset_px) * scale),
        blur_milli=_milli(as_seconds(preset.shadow_blur_px) * scale),
    )


def _pill(preset: TitlePreset) -> Pill | None:
    if preset.style == "none" or not preset.pill_bg_opacity_pct:
        return None
    opacity = _milli(_part(preset.pill_bg_opacity_pct))
    return Pill(preset.pill_bg_color.lower(), opacity, is_merged=preset.style == "merged_pill")


def _contrast(color: str) -> str:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#000000" if 299 * red + 587 * green + 114 * blue >= _LIGHT else "#ffffff"


def _part(percent: float) -> Fraction:
    return as_seconds(percent) / 100


def _milli(value: Fraction) -> int:
    return round_half_up(1000 * value)
