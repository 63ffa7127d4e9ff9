# SPDX-License-Identifier: Apache-2.0
"""The expected video overlays, their plates and their stills."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tests.support.golden.rules import (
    Box,
    Clock,
    Frame,
    FrameSpan,
    Json,
    even,
    even_length,
    exact,
    timed_clips,
    timed_items,
    track_spans,
)
from tests.support.golden.shapes import (
    BLEND_TOLERANCE,
    OPAQUE,
    FlatShape,
    ReferenceLayer,
    Shape,
    colour_of,
    picture_shapes,
    video_shapes,
)
from tests.support.golden.sources import SOURCES, PictureSource, VideoSource

INSET = Fraction(2, 100)
PLATES = {"thin": 4, "medium": 12, "thick": 30}
BAND = 40


def overlay_layers(document: Json, frame: Frame, clock: Clock) -> Iterator[ReferenceLayer]:
    """Yield the layers of video overlays, and above them their stills."""
    for item, span in track_spans(timed_clips(document.get("videoOverlays", [])), clock):
        yield _overlay(item, span, frame, clock)
    for item, span in track_spans(timed_items(document.get("videoOverlayStills", [])), clock):
        yield _still(item, span, frame)


def _overlay(item: Json, span: FrameSpan, frame: Frame, clock: Clock) -> ReferenceLayer:
    video = SOURCES[item["uploadId"]]
    assert isinstance(video, VideoSource)
    box = _box(item, video, frame)
    source = clock.source_span(item, max(1, clock.frame(video.duration)))

    def draw(n: int) -> Iterator[Shape]:
        yield from _plate(item, box, frame)
        yield from video_shapes(video, source.first + n, box, clock)

    return ReferenceLayer(FrameSpan(span.first, span.first + len(source)), draw)


def _box(item: Json, source: VideoSource | PictureSource, frame: Frame) -> Box:
    insets = frame.width * INSET, frame.height * INSET
    position = item.get("position", "bottom_right")
    size = source.width, source.height
    return frame.placed(size, item.get("sizePctWidth", 40), position, insets)


def _plate(item: Json, box: Box, frame: Frame) -> Iterator[Shape]:
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
    yield FlatShape(plate, colour, opacity, 2 if opacity == 1 else BLEND_TOLERANCE)


def _still(item: Json, span: FrameSpan, frame: Frame) -> ReferenceLayer:
    picture = SOURCES[item["uploadId"]]
    assert isinstance(picture, PictureSource)
    box = _box(item, picture, frame)
    return ReferenceLayer(span, lambda _: picture_shapes(picture, box, OPAQUE))
