# SPDX-License-Identifier: Apache-2.0
"""Text image specs: a text, its preset and its style in pixels of the export."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

from media.sizes import Size
from media.timecode import as_fraction
from timeline.document.text_tracks import TitlePreset, TitleStyle
from timeline.plan.units import ratio, reference_scale, thousandths
from timeline.spec.text_image import Outline, Pill, Shadow, TextImageSpec
from timeline.spec.versions import TEXT_RENDERER

LINE_HEIGHT = Fraction(12, 10)
OUTLINE_WIDTH = Fraction(1, 10)
"""The width of an outline of 100 %, as a ratio of the font size."""

DEFAULT_OUTLINE_OPACITY_PCT = 100
_LIGHT = 128_000


def text_image_spec(
    text: str, *, preset: TitlePreset, style: TitleStyle, frame: Size, width: int
) -> TextImageSpec:
    """Resolve a text whose style overrides its preset; lines wrap at `width` pixels."""
    size = frame.height * ratio(style.font_size_pct or preset.font_size_pct)
    color = (style.font_color or preset.font_color).lower()
    # A colour that was chosen for one text replaces the gradient of its preset.
    inherited = None if style.font_color else preset.font_gradient_key
    return TextImageSpec(
        text=clean_text(text),
        font=style.font_key or preset.font_key,
        size_milli=thousandths(size),
        tracking_milli=thousandths(size * ratio(preset.tracking_pct)),
        line_milli=thousandths(size * LINE_HEIGHT * (1 + ratio(preset.line_spacing_pct))),
        width=width,
        alignment=style.alignment or preset.alignment,
        position=style.position or preset.position,
        color=color,
        gradient=style.font_gradient_key or inherited,
        outline=_outline(preset, size=size, color=color),
        shadow=_shadow(preset, scale=reference_scale(frame)),
        pill=_pill(preset),
        frame=frame,
        renderer=TEXT_RENDERER,
    )


def clean_text(text: str) -> str:
    """Drop control and unassigned characters; line breaks and joiners stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    visible = (c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    return unicodedata.normalize("NFC", "".join(visible))


def _outline(preset: TitlePreset, *, size: Fraction, color: str) -> Outline | None:
    opacity = preset.outline_opacity_pct
    opacity = DEFAULT_OUTLINE_OPACITY_PCT if opacity is None else opacity
    if not preset.outline_width_pct or not opacity:
        return None
    return Outline(
        color=(preset.outline_color or _contrast(color)).lower(),
        opacity_milli=thousandths(ratio(opacity)),
        reach_milli=thousandths(size * OUTLINE_WIDTH * ratio(preset.outline_width_pct)),
    )


def _shadow(preset: TitlePreset, *, scale: Fraction) -> Shadow | None:
    is_visible = preset.shadow_offset_px or preset.shadow_blur_px
    if not preset.shadow_opacity_pct or not is_visible:
        return None
    return Shadow(
        color=preset.shadow_color.lower(),
        opacity_milli=thousandths(ratio(preset.shadow_opacity_pct)),
        offset_milli=thousandths(as_fraction(preset.shadow_offset_px) * scale),
        blur_milli=thousandths(as_fraction(preset.shadow_blur_px) * scale),
    )


def _pill(preset: TitlePreset) -> Pill | None:
    if preset.style == "none" or not preset.pill_bg_opacity_pct:
        return None
    opacity = thousandths(ratio(preset.pill_bg_opacity_pct))
    return Pill(preset.pill_bg_color.lower(), opacity, is_merged=preset.style == "merged_pill")


def _contrast(color: str) -> str:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#000000" if 299 * red + 587 * green + 114 * blue >= _LIGHT else "#ffffff"
