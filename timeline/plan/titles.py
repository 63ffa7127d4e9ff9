# SPDX-License-Identifier: Apache-2.0
"""Screen titles as the pictures they are drawn as, and where and when these are seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from media.timecode import FrameRate, as_seconds, round_half_up
from timeline.document.text import ScreenTitle, TitlePreset, TitleStyle
from timeline.plan import geometry
from timeline.plan.geometry import Size
from timeline.plan.text import text_image_spec
from timeline.spec.layers import OPAQUE, Look, Ramp, TextImageLayer
from timeline.spec.text_image import TextImageSpec

FADE_SECONDS = Fraction(35, 100)
DEFAULT_MARGIN_Y = 54
"""In pixels of a frame whose short edge is 1080."""

PLAIN = TitlePreset()
UNCHANGED = TitleStyle()


@dataclass(frozen=True, slots=True)
class PlacedTextImage:
    """A text to be drawn, and the layer that shows it."""

    text_image: TextImageSpec
    layer: TextImageLayer


def title_layers(
    title: ScreenTitle, *, start: int, n_frames: int, rate: FrameRate, frame: Size
) -> Iterator[PlacedTextImage]:
    """The texts of a screen title from bottom to top; a blank text is none."""
    preset = title.preset_snapshot or PLAIN
    look = _look(preset, n_frames=n_frames, rate=rate)
    for text, style in _texts(title):
        if not text.strip():
            continue
        box = _box(preset, style, frame=frame)
        text_image = text_image_spec(text, preset=preset, style=style, frame=frame, width=box.width)
        yield PlacedTextImage(
            text_image, TextImageLayer(text_image.key, box.x, box.y, start, n_frames, look)
        )


def _look(preset: TitlePreset, *, n_frames: int, rate: FrameRate) -> Look:
    length = min(rate.frame(FADE_SECONDS), n_frames // 2)
    if not length:
        return OPAQUE
    return Look(
        fade_in=Ramp(0, length) if preset.fade in ("in", "in_out") else None,
        fade_out=Ramp(n_frames - length, length) if preset.fade in ("out", "in_out") else None,
    )


def _texts(title: ScreenTitle) -> list[tuple[str, TitleStyle]]:
    if title.instances:
        return [(each.text, each.custom_style or UNCHANGED) for each in title.instances]
    return [(title.text, title.custom_style or UNCHANGED)]


@dataclass(frozen=True, slots=True)
class _Box:
    """The anchor of a text and the width at which it wraps."""

    x: int
    y: int
    width: int


def _box(preset: TitlePreset, style: TitleStyle, *, frame: Size) -> _Box:
    left, top, right, bottom = _area(preset, style, frame=frame)
    x = {"left": left, "center": left + (right - left) / 2, "right": right}
    y = {"top": top, "middle": top + (bottom - top) / 2, "bottom": bottom}
    scale = Fraction(frame.short_edge, geometry.REFERENCE_SHORT_EDGE)
    across = as_seconds(style.offset_x_px or 0) * scale
    down = as_seconds(style.offset_y_px or 0) * scale
    return _Box(
        x=_even(x[style.alignment or preset.alignment] + across),
        y=_even(y[style.position or preset.position] + down),
        width=geometry.even(right - left),
    )


def _area(
    preset: TitlePreset, style: TitleStyle, *, frame: Size
) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Where a text may lie: its own rectangle, or the frame without margins."""
    if (rect := style.placement_rect) is not None:
        left, top = frame.width * _part(rect.x_pct), frame.height * _part(rect.y_pct)
        right = left + max(Fraction(2), frame.width * _part(rect.w_pct))
        return left, top, right, top + frame.height * _part(rect.h_pct)
    scale = Fraction(frame.short_edge, geometry.REFERENCE_SHORT_EDGE)
    most = frame.width * _part(preset.max_width_pct)
    # Without a margin of its own, a text is as far from the edge as its greatest width leaves.
    beside = (frame.width - most) / 2
    if style.margin_x_px is not None:
        beside = as_seconds(style.margin_x_px) * scale
    room = max(Fraction(2), min(most, frame.width - 2 * beside))
    alignment = style.alignment or preset.alignment
    left = {
        "left": beside,
        "center": (frame.width - room) / 2,
        "right": frame.width - beside - room,
    }[alignment]
    down = DEFAULT_MARGIN_Y if style.margin_y_px is None else as_seconds(style.margin_y_px)
    return left, down * scale, left + room, frame.height - down * scale


def _part(percent: float) -> Fraction:
    return as_seconds(percent) / 100


def _even(value: Fraction) -> int:
    return 2 * round_half_up(value / 2)
