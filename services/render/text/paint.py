# SPDX-License-Identifier: Apache-2.0
"""The paints of text images: plain and gradient fills, and outlines."""

from __future__ import annotations

import skia

from timeline.spec.text_image import Outline, TextImageSpec

_MILLI = 1000

_GRADIENTS: dict[str, tuple[tuple[float, int], ...]] = {
    "chrome": ((0, 0xFFFFFF), (0.45, 0xB8C0CC), (0.5, 0x4A5460), (0.55, 0x8E99A6), (1, 0xF4F7FA)),
    "colorful_chrome": (
        (0, 0x7FD8FF),
        (0.3, 0xFFFFFF),
        (0.48, 0xFF8AD8),
        (0.52, 0x5B2A86),
        (0.75, 0xFFB347),
        (1, 0xFFF3B0),
    ),
    "flames": ((0, 0xFFF6A0), (0.35, 0xFFC21F), (0.65, 0xFF6A00), (1, 0xB31200)),
    "glacier_ice": ((0, 0xFFFFFF), (0.4, 0xC9F1FF), (0.7, 0x6EC6F0), (1, 0x2A7FB8)),
    "sunset": ((0, 0xFFD36E), (0.4, 0xFF8A5B), (0.7, 0xE8467C), (1, 0x6A2C91)),
}


def fill_paint(spec: TextImageSpec) -> skia.Paint:
    """Return the paint of the letters."""
    paint = skia.Paint(AntiAlias=True, Color=color_of(spec.color))
    if spec.gradient is not None:
        stops = _GRADIENTS[spec.gradient]
        line, size = spec.line_milli / _MILLI, spec.size_milli / _MILLI
        # Each line has the whole gradient: the shader repeats with the height of the lines.
        above = (line - size) / 2 / line
        shader = skia.GradientShader.MakeLinear(
            points=[skia.Point(0, 0), skia.Point(0, line)],
            colors=[0xFF000000 | color for _, color in stops],
            positions=[above + at * (1 - 2 * above) for at, _ in stops],
            mode=skia.TileMode.kRepeat,
        )
        paint.setShader(shader)
    return paint


def outline_paint(outline: Outline) -> skia.Paint:
    """Return the paint of letters that are wider by the outline on all sides."""
    return skia.Paint(
        AntiAlias=True,
        Style=skia.Paint.kStrokeAndFill_Style,
        StrokeWidth=2 * outline.reach_milli / _MILLI,
        StrokeJoin=skia.Paint.kRound_Join,
        Color=color_of(outline.color, outline.opacity_milli),
    )


def color_of(color: str, opacity_milli: int = _MILLI) -> int:
    """Convert #rrggbb and an opacity in thousandths to ARGB."""
    alpha = (255 * opacity_milli + _MILLI // 2) // _MILLI
    return alpha << 24 | int(color[1:], 16)
