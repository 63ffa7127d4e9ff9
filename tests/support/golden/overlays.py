# SPDX-License-Identifier: Apache-2.0
"""Pictures in the picture of a golden film, with their plates, and the stills between them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tests.support.golden.law import (
    Box,
    Clock,
    Frame,
    Json,
    Span,
    even,
    even_length,
    exact,
    lane,
    timed_clips,
    timed_items,
)
from tests.support.golden.sources import SOURCES, Film, Picture
from tests.support.golden.strokes import (
    BLENDED,
    OPAQUE,
    Flat,
    Layer,
    Stroke,
    colour_of,
    film_strokes,
    picture_strokes,
)

INSET = Fraction(2, 100)
PLATES = {"thin": 4, "medium": 12, "thick": 30}
BAND = 40


def overlay_layers(document: Json, frame: Frame, clock: Clock) -> Iterator[Layer]:
    """Video overlays, and above them their stills."""
    for item, span in lane(timed_clips(document.get("videoOverlays", [])), clock):
        yield _overlay(item, span, frame, clock)
    for item, span in lane(timed_items(document.get("videoOverlayStills", [])), clock):
        yield _still(item, span, frame)


def _overlay(item: Json, span: Span, frame: Frame, clock: Clock) -> Layer:
    film = SOURCES[item["uploadId"]]
    assert isinstance(film, Film)
    box = _box(item, film, frame)
    source = clock.source_span(item, max(1, clock.frame(film.duration)))

    def draw(n: int) -> Iterator[Stroke]:
        yield from _plate(item, box, frame)
        yield from film_strokes(film, source.first + n, box, clock)

    return Layer(Span(span.first, span.first + len(source)), draw)


def _box(item: Json, source: Film | Picture, frame: Frame) -> Box:
    insets = frame.width * INSET, frame.height * INSET
    position = item.get("position", "bottom_right")
    size = source.width, source.height
    return frame.placed(size, item.get("sizePctWidth", 40), position, insets)


def _plate(item: Json, box: Box, frame: Frame) -> Iterator[Stroke]:
    style, opacity = item.get("plateStyle", "none"), exact(item.get("plateOpacityPct", 85)) / 100
    if style == "none" or not opacity:
        return
    if style == "band":
        beyond = even(frame.pixels(BAND))
        plate = Box(0, box.y, frame.width, box.height).grown(0, beyond)
    else:
        around = even_length(frame.pixels(PLATES[style]))
        plate = box.grown(around, around)
    colour = colour_of(item.get("plateColor", "#000000"))
    yield Flat(plate, colour, opacity, 2 if opacity == 1 else BLENDED)


def _still(item: Json, span: Span, frame: Frame) -> Layer:
    picture = SOURCES[item["uploadId"]]
    assert isinstance(picture, Picture)
    box = _box(item, picture, frame)
    return Layer(span, lambda _: picture_strokes(picture, box, OPAQUE))
