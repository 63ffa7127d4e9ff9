# SPDX-License-Identifier: Apache-2.0
"""Screen titles as text images, and the layers that show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from media.sizes import Size, even, even_offset
from media.timecode import FrameRate, as_fraction
from timeline.document.text_tracks import ScreenTitle, TitlePreset, TitleStyle
from timeline.plan.text import text_image_spec
from timeline.plan.units import ratio, reference_scale
from timeline.spec.layers import OPAQUE, LayerOpacity, Ramp, TextImageLayer
from timeline.spec.text_image import TextImageSpec

TITLE_FADE_SECONDS = Fraction(35, 100)
DEFAULT_MARGIN_Y_PX = 54
"""In pixels of a frame whose short edge is 1080."""

MIN_WIDTH = Fraction(2)
DEFAULT_PRESET = TitlePreset()
DEFAULT_STYLE = TitleStyle()


@dataclass(frozen=True, slots=True)
class PlacedTextImage:
    """A text image and the layer that shows it."""

    text_image: TextImageSpec
    layer: TextImageLayer


def title_layers(
    title: ScreenTitle, *, start: int, n_frames: int, rate: FrameRate, frame: Size
) -> Iterator[PlacedTextImage]:
    """Return the text images of a screen title, bottom first; blank texts are left out."""
    preset = title.preset_snapshot or DEFAULT_PRESET
    opacity = _opacity(preset, n_frames=n_frames, rate=rate)
    for text, style in _texts(title):
        if not text.strip():
            continue
        box = _box(preset, style, frame=frame)
        text_image = text_image_spec(text, preset=preset, style=style, frame=frame, width=box.width)
        yield PlacedTextImage(
            text_image, TextImageLayer(text_image.key, box.x, box.y, start, n_frames, opacity)
        )


def _opacity(preset: TitlePreset, *, n_frames: int, rate: FrameRate) -> LayerOpacity:
    length = min(rate.frame(TITLE_FADE_SECONDS), n_frames // 2)
    if not length:
        return OPAQUE
    return LayerOpacity(
        fade_in=Ramp(0, length) if preset.fade in ("in", "in_out") else None,
        fade_out=Ramp(n_frames - length, length) if preset.fade in ("out", "in_out") else None,
    )


def _texts(title: ScreenTitle) -> list[tuple[str, TitleStyle]]:
    if title.instances:
        return [(each.text, each.custom_style or DEFAULT_STYLE) for each in title.instances]
    return [(title.text, title.custom_style or DEFAULT_STYLE)]


@dataclass(frozen=True, slots=True)
class _Box:
    """The anchor of a text and the width at which it wraps, in pixels."""

    x: int
    y: int
    width: int


def _box(preset: TitlePreset, style: TitleStyle, *, frame: Size) -> _Box:
    left, top, right, bottom = _area(preset, style, frame=frame)
    x = {"left": left, "center": left + (right - left) / 2, "right": right}
    y = {"top": top, "middle": top + (bottom - top) / 2, "bottom": bottom}
    scale = reference_scale(frame)
    across = as_fraction(style.offset_x_px or 0) * scale
    down = as_fraction(style.offset_y_px or 0) * scale
    return _Box(
        x=even_offset(x[style.alignment or preset.alignment] + across),
        y=even_offset(y[style.position or preset.position] + down),
        width=even(right - left),
    )


def _area(
    preset: TitlePreset, style: TitleStyle, *, frame: Size
) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Return the edges of the area of a text: its own rectangle, or the frame without margins."""
    if (rect := style.placement_rect) is not None:
        left, top = frame.width * ratio(rect.x_pct), frame.height * ratio(rect.y_pct)
        right = left + max(MIN_WIDTH, frame.width * ratio(rect.w_pct))
        return left, top, right, top + frame.height * ratio(rect.h_pct)
    scale = reference_scale(frame)
    max_width = frame.width * ratio(preset.max_width_pct)
    # Without a margin of its own, a text is centred between margins that leave its maximum width.
    margin_x = (frame.width - max_width) / 2
    if style.margin_x_px is not None:
        margin_x = as_fraction(style.margin_x_px) * scale
    width = max(MIN_WIDTH, min(max_width, frame.width - 2 * margin_x))
    alignment = style.alignment or preset.alignment
    left = {
        "left": margin_x,
        "center": (frame.width - width) / 2,
        "right": frame.width - margin_x - width,
    }[alignment]
    margin_y = DEFAULT_MARGIN_Y_PX if style.margin_y_px is None else style.margin_y_px
    top = as_fraction(margin_y) * scale
    return left, top, left + width, frame.height - top
