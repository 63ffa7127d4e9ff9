# SPDX-License-Identifier: Apache-2.0
"""The expected content of screen titles, read from a document without the planner."""

from __future__ import annotations

import math
from fractions import Fraction

from tests.support.timeline.edit_values import Json

Content = tuple[object, ...]
MARGIN_Y = 54


def texts(item: Json, *, width: int, height: int) -> tuple[Content, ...]:
    """Return each text of a title with everything that decides its pixels, without blank texts."""
    shown = item["instances"] or [item]
    preset = item["presetSnapshot"]
    return tuple(
        (
            each["text"],
            *_letters(preset, each["customStyle"]),
            *_place(preset, each["customStyle"], width, height),
        )
        for each in shown
        if each["text"].strip()
    )


def _letters(preset: Json, style: Json) -> Content:
    color = (style["fontColor"] or preset["fontColor"]).lower()
    gradient = style["fontGradientKey"]
    if gradient is None and style["fontColor"] is None:
        gradient = preset["fontGradientKey"]
    return (
        style["fontKey"] or preset["fontKey"],
        style["fontSizePct"] or preset["fontSizePct"],
        preset["trackingPct"],
        preset["lineSpacingPct"],
        gradient or color,
        _outline(preset, color),
        _shadow(preset),
        _pill(preset),
    )


def _outline(preset: Json, color: str) -> object:
    opacity = preset["outlineOpacityPct"]
    if not preset["outlineWidthPct"] or opacity == 0:
        return None
    red, green, blue = bytes.fromhex(color[1:])
    contrast = "#000000" if 299 * red + 587 * green + 114 * blue >= 128_000 else "#ffffff"
    drawn = (preset["outlineColor"] or contrast).lower()
    return preset["outlineWidthPct"], 100 if opacity is None else opacity, drawn


def _shadow(preset: Json) -> object:
    offset, blur, opacity = (
        preset[f"shadow{each}"] for each in ("OffsetPx", "BlurPx", "OpacityPct")
    )
    if not opacity or not (offset or blur):
        return None
    return offset, blur, opacity, preset["shadowColor"].lower()


def _pill(preset: Json) -> object:
    if preset["style"] == "none" or not preset["pillBgOpacityPct"]:
        return None
    return preset["style"], preset["pillBgOpacityPct"], preset["pillBgColor"].lower()


def _place(preset: Json, style: Json, width: int, height: int) -> Content:
    """Return the alignment of the lines, their anchor and the width at which they wrap."""
    alignment = style["alignment"] or preset["alignment"]
    position = style["position"] or preset["position"]
    scale = Fraction(min(width, height), 1080)
    if (rect := style["placementRect"]) is not None:
        left, top = Fraction(width * rect["xPct"], 100), Fraction(height * rect["yPct"], 100)
        room, depth = Fraction(width * rect["wPct"], 100), Fraction(height * rect["hPct"], 100)
    else:
        margin = MARGIN_Y if style["marginYPx"] is None else style["marginYPx"]
        top, depth = margin * scale, height - 2 * margin * scale
        max_width = Fraction(width * preset["maxWidthPct"], 100)
        beside = (width - max_width) / 2
        if style["marginXPx"] is not None:
            beside = style["marginXPx"] * scale
        room = min(max_width, width - 2 * beside)
        free = width - room
        left = {"left": beside, "center": free / 2, "right": free - beside}[alignment]
    x = left + room * {"left": 0, "center": Fraction(1, 2), "right": 1}[alignment]
    y = top + depth * {"top": 0, "middle": Fraction(1, 2), "bottom": 1}[position]
    across, down = (scale * (style[f"offset{axis}Px"] or 0) for axis in "XY")
    return alignment, position, _even(x + across), _even(y + down), max(2, _even(room))


def _even(value: Fraction) -> int:
    return 2 * math.floor(value / 2 + Fraction(1, 2))
