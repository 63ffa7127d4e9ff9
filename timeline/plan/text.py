# SPDX-License-Identifier: Apache-2.0
"""How the words of a document for a text and its style become pixels of a film."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

from media.timecode import as_seconds, round_half_up
from timeline.document.text import TitlePreset, TitleStyle
from timeline.plan import geometry
from timeline.plan.geometry import Size
from timeline.spec.text_image import TEXT_RENDERER, Outline, Pill, Shadow, TextImageSpec

LINE_HEIGHT = Fraction(12, 10)
OUTLINE_REACH = Fraction(1, 10)
"""Parts of the font's size that an outline of 100 % reaches beyond the letters."""

AUTO_OUTLINE_OPACITY = 100
_LIGHT = 128_000


def text_image_spec(
    text: str, *, preset: TitlePreset, style: TitleStyle, frame: Size, width: int
) -> TextImageSpec:
    """Resolve a text in its style, which overrides its preset, for a frame."""
    scale = Fraction(frame.short_edge, geometry.REFERENCE_SHORT_EDGE)
    size = frame.height * _part(style.font_size_pct or preset.font_size_pct)
    color = (style.font_color or preset.font_color).lower()
    # A colour that was chosen for one text replaces the gradient of its preset.
    inherited = None if style.font_color else preset.font_gradient_key
    return TextImageSpec(
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
        rasteriser=TEXT_RENDERER,
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
