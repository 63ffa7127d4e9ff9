# SPDX-License-Identifier: Apache-2.0
"""The expected places, colours and times of screen titles; glyphs are not compared."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tests.support.golden.rules import (
    Box,
    Clock,
    Frame,
    Json,
    exact,
    nearest,
    timed_items,
    track_spans,
)
from tests.support.golden.shapes import ReferenceLayer, TextShape, colour_of, faded_text, fading

FADE = Fraction(35, 100)
MARGIN = 54
LINE = Fraction(12, 10)


def title_layers(document: Json, frame: Frame, clock: Clock) -> Iterator[ReferenceLayer]:
    """Yield the layers of screen titles; with instances, a title's own text is not shown."""
    for item, span in track_spans(timed_items(document.get("screenTitles", [])), clock):
        preset = item.get("presetSnapshot") or {}
        fade = fading(preset.get("fade", "out"), FADE, 100, span, clock)
        for text in item.get("instances") or [item]:
            if text.get("text", "").strip():
                style = preset | (text.get("customStyle") or {})
                yield ReferenceLayer(span, faded_text(_text(text["text"], style, frame), fade))


def _text(text: str, style: Json, frame: Frame) -> TextShape:
    """Return the box that a text may fill, which extends from the edge of its anchor."""
    left, top, right, bottom = _area(style, frame)
    across = frame.pixels(style.get("offsetXPx") or 0)
    down = frame.pixels(style.get("offsetYPx") or 0)
    size = nearest(frame.height * exact(style.get("fontSizePct", 4.5)) / 100)
    spacing = LINE + exact(style.get("lineSpacingPct", 0)) / 100
    tall = nearest(size * spacing * len(text.splitlines()))
    position, alignment = style.get("position", "top"), style.get("alignment", "center")
    y = {"top": top, "middle": (top + bottom - tall) // 2, "bottom": bottom - tall}[position]
    box = Box(left + across, y + down, right - left, tall)
    anchor = (
        {"left": box.x, "center": box.x + box.width // 2, "right": box.x + box.width}[alignment],
        {"top": box.y, "middle": box.y + tall // 2, "bottom": box.y + tall}[position],
    )
    around = _around(style, size, frame)
    colour = None if style.get("fontGradientKey") else colour_of(style.get("fontColor", "#ffffff"))
    return TextShape(box.grown(around, around), anchor, alignment, position, size, colour)


def _around(style: Json, size: int, frame: Frame) -> int:
    """Return by how many pixels shadows, outlines and pills may exceed the letters."""
    shadow = abs(exact(style.get("shadowOffsetPx", 2))) + 2 * exact(style.get("shadowBlurPx", 0))
    outline = size * exact(style.get("outlineWidthPct") or 0) / 1000
    pill = size / 2 if style.get("style", "none") != "none" else 0
    return 4 + frame.pixels(shadow) + nearest(Fraction(outline)) + int(pill)


def _area(style: Json, frame: Frame) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a text's area: its rectangle, or inside margins."""
    if rect := style.get("placementRect"):
        edges = exact(rect["xPct"]), exact(rect["yPct"]), exact(rect["wPct"]), exact(rect["hPct"])
        left, top = frame.width * edges[0] / 100, frame.height * edges[1] / 100
        right, bottom = left + frame.width * edges[2] / 100, top + frame.height * edges[3] / 100
        return nearest(left), nearest(top), nearest(right), nearest(bottom)
    most = frame.width * exact(style.get("maxWidthPct", 90)) / 100
    beside = (frame.width - most) / 2
    if style.get("marginXPx") is not None:
        beside = Fraction(frame.pixels(style["marginXPx"]))
    room = min(most, frame.width - 2 * beside)
    left = {
        "left": beside,
        "center": (frame.width - room) / 2,
        "right": frame.width - beside - room,
    }[style.get("alignment", "center")]
    down = frame.pixels(MARGIN if style.get("marginYPx") is None else style["marginYPx"])
    return nearest(left), down, nearest(left + room), frame.height - down
