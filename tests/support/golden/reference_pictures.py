# SPDX-License-Identifier: Apache-2.0
"""The expected graphics, logos and lower thirds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from tests.support.golden.rules import (
    Box,
    Clock,
    Frame,
    FrameSpan,
    Json,
    even_length,
    exact,
    nearest,
    timed_items,
    track_spans,
)
from tests.support.golden.shapes import (
    Fading,
    FlatShape,
    ReferenceLayer,
    Shape,
    bordered,
    fading,
    picture_shapes,
)
from tests.support.golden.sources import SOURCES, PictureSource

FADE = Fraction(1, 2)
INSETS = {"small": Fraction(6, 100), "medium": Fraction(10, 100), "large": Fraction(14, 100)}
MOST_OF_A_GRAPHIC = Fraction(45, 100)
SMALLEST = Fraction(1, 5)


def _picture(item: Json) -> PictureSource:
    found = SOURCES[item["uploadId"]]
    assert isinstance(found, PictureSource)
    return found


def _shown(picture: PictureSource, box: Box, fade: Fading, span: FrameSpan) -> ReferenceLayer:
    return ReferenceLayer(span, lambda n: picture_shapes(picture, box, fade.at(n)))


def logo_layers(document: Json, frame: Frame, clock: Clock) -> Iterator[ReferenceLayer]:
    """Yield the layers of logos."""
    for item, span in track_spans(timed_items(document.get("logos", [])), clock):
        picture = _picture(item)
        insets = frame.pixels(item.get("insetXPx", 100)), frame.pixels(item.get("insetYPx", 100))
        place = item.get("position", "top_left")
        size = picture.width, picture.height
        box = frame.placed(size, item.get("sizePctWidth", 20), place, insets)
        opacity = item.get("opacityPct", 100)
        fade = fading(item.get("fade", "none"), FADE, opacity, span, clock)
        yield _shown(picture, box, fade, span)


def lower_third_layers(document: Json, frame: Frame, clock: Clock) -> Iterator[ReferenceLayer]:
    """Yield the layers of lower thirds."""
    for item, whole in track_spans(timed_items(document.get("lowerThirds", [])), clock):
        picture, style, span = _picture(item), item.get("configSnapshot", {}), whole
        if style.get("timingRule", "first_only") == "first_only":
            most = clock.frame(style.get("timingSeconds", 10))
            span = FrameSpan(whole.first, min(whole.end, whole.first + most))
        inset = frame.height * INSETS[style.get("insetYPreset", "medium")]
        percent = exact(style.get("sizePctWidth", 82))
        if style.get("sizeMode") == "match_image":
            wide = Fraction(100 * picture.width) / exact(style.get("baselineWidth", 1080))
            percent = max(Fraction(1), min(Fraction(100), wide))
        size = picture.width, picture.height
        box = frame.placed(size, percent, "bottom_center", (0, inset))
        opacity = style.get("opacityPct", 100)
        fade = fading(style.get("fade", "none"), FADE, opacity, span, clock)
        yield _shown(picture, box, fade, span)


def graphic_layers(document: Json, frame: Frame, clock: Clock) -> Iterator[ReferenceLayer]:
    """Yield the layers of graphics, which are above everything else."""
    for item, span in track_spans(timed_items(document.get("graphics", [])), clock):
        yield _graphic(item, span, frame, clock)


def _graphic(item: Json, span: FrameSpan, frame: Frame, clock: Clock) -> ReferenceLayer:
    picture, moves = _picture(item), item.get("animate", "none")
    is_full = moves == "none" and item.get("fitMode", "cover_full") == "cover_full"
    border = frame.pixels(item.get("borderWidthPx", 0))
    border = even_length(border) if item.get("borderWidthPx", 0) and not is_full else 0
    asked = "animateDurationMs" if moves == "doc_reveal" else "fadeDurationMs"
    kind = "in_out" if moves == "doc_reveal" else item.get("fade", "none")
    fade = fading(kind, _seconds(item, asked), 100, span, clock)
    length = min(clock.frame(_seconds(item, "animateDurationMs")), len(span) // 2)
    place = _place(item, picture, frame)
    at = _moving(moves, place, length, len(span), frame)

    def draw(n: int) -> Iterator[Shape]:
        return bordered(item, picture, at(n), border, fade.at(n))(n)

    def reveal(n: int) -> Iterator[Shape]:
        scale = _revealed(n, length)
        return (_scaled(each, place, scale, frame) for each in draw(n))

    return ReferenceLayer(span, reveal if moves == "doc_reveal" else draw)


def _seconds(item: Json, asked: str) -> Fraction:
    length = exact(item["endSeconds"]) - exact(item["startSeconds"])
    return min(exact(item.get(asked, 600)) / 1000, MOST_OF_A_GRAPHIC * length)


def _place(item: Json, picture: PictureSource, frame: Frame) -> Box:
    size, moves = (picture.width, picture.height), item.get("animate", "none")
    if moves == "doc_reveal":
        return frame.placed(size, 100, "middle_center")
    if moves == "none" and item.get("fitMode", "cover_full") == "cover_full":
        return frame.fitted(*size, cover=True)
    position = str(item.get("position", "middle_center"))
    if moves != "none":
        position = f"{position.split('_')[0]}_center"
    insets = frame.pixels(item.get("insetXPx", 24)), frame.pixels(item.get("insetYPx", 24))
    return frame.placed(size, item.get("sizePctWidth", 70), position, insets)


def _moving(moves: str, box: Box, length: int, n_frames: int, frame: Frame) -> Callable[[int], Box]:
    """Return a function from a frame to the box of a graphic that slides in or out."""

    def at(n: int) -> Box:
        leaving = n - (n_frames - length)
        if n < length and moves in ("slide_in", "slide_in_out"):
            return _slid(box, -box.width, box.x, 1 - (1 - Fraction(n, length)) ** 3)
        if leaving >= 0 and moves in ("slide_out", "slide_in_out"):
            return _slid(box, box.x, frame.width, Fraction(leaving, length) ** 3)
        return box

    return at


def _slid(box: Box, start: int, end: int, done: Fraction) -> Box:
    return Box(nearest(start + (end - start) * done), box.y, box.width, box.height)


def _revealed(n: int, length: int) -> Fraction:
    done = 1 - (1 - Fraction(n, length)) ** 3 if n < length else Fraction(1)
    return SMALLEST + (1 - SMALLEST) * done


def _scaled(shape: Shape, place: Box, scale: Fraction, frame: Frame) -> Shape:
    """Return a shape scaled about the centre of the part of the graphic that is in the frame."""
    whole = place.within(frame.whole)
    box = shape.box.within(frame.whole)
    wide, tall = nearest(whole.width * scale), nearest(whole.height * scale)
    left, top = whole.x + (whole.width - wide) // 2, whole.y + (whole.height - tall) // 2
    x, y = nearest((box.x - whole.x) * scale), nearest((box.y - whole.y) * scale)
    right = nearest((box.x + box.width - whole.x) * scale)
    bottom = nearest((box.y + box.height - whole.y) * scale)
    smaller = replace(shape, box=Box(left + x, top + y, right - x, bottom - y))
    return replace(smaller, is_soft=True) if isinstance(smaller, FlatShape) else smaller
