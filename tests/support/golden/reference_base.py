# SPDX-License-Identifier: Apache-2.0
"""The expected base track: background, clips, stills and fills."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tests.support.golden.rules import (
    Box,
    Clock,
    Frame,
    FrameSpan,
    Json,
    TimedItem,
    in_order,
    timed_clips,
    timed_items,
)
from tests.support.golden.shapes import (
    OPAQUE,
    FlatShape,
    ReferenceLayer,
    Shape,
    UnknownShape,
    colour_of,
    picture_shapes,
    video_shapes,
)
from tests.support.golden.sources import SOURCES, Colour, PictureSource, VideoSource

BLACK: Colour = (0, 0, 0)
SIGMA = {"soft": 12, "medium": 32, "strong": 60, "very_strong": 80}
BRIGHTNESS = {
    "light3": Fraction(24, 100),
    "light2": Fraction(16, 100),
    "light1": Fraction(4, 100),
    "neutral": Fraction(0),
    "dim1": Fraction(-6, 100),
    "dim2": Fraction(-24, 100),
    "dim3": Fraction(-36, 100),
}
SATURATION = Fraction(9, 10)

# Blurring and changing brightness each truncate 8-bit luma and chroma: two of 219 and 224 steps in
# all, of which one of chroma is two levels of red or blue; enlarging rounds once more.
BLUR_TOLERANCE = 12


def background(document: Json, frame: Frame) -> Iterator[Shape]:
    """Yield the shapes of the background: a colour, or a picture that covers black."""
    mode = document.get("timelineBackgroundMode", "none")
    colour = BLACK
    if mode == "color":
        colour = colour_of(document.get("timelineBackgroundColor") or "#000000")
    yield FlatShape(frame.whole, colour)
    if mode == "image":
        yield from _covering(document["timelineBackgroundUploadId"], frame)


def _covering(upload_id: int, frame: Frame) -> Iterator[Shape]:
    picture = SOURCES[upload_id]
    assert isinstance(picture, PictureSource)
    box = frame.fitted(picture.width, picture.height, cover=True)
    yield from picture_shapes(picture, box, OPAQUE)


def base_layers(document: Json, frame: Frame, clock: Clock) -> Iterator[ReferenceLayer]:
    """Yield the layers of clips and stills in order."""
    timed = timed_clips(document.get("clips", [])) + timed_items(document.get("stills", []))
    earlier: TimedItem | None = None
    end = 0
    for each in in_order(timed):
        length, first = _length(each, clock), clock.frame(each.start)
        start = end if each.touches(earlier) else max(end, first)
        earlier, end = each, start + length
        yield _layer(each.item, FrameSpan(start, end), document, frame, clock)


def _length(each: TimedItem, clock: Clock) -> int:
    item = each.item
    if "sourceStartSeconds" in item:
        return len(clock.source_span(item, _available(item["uploadId"], clock)))
    return max(1, clock.frame(each.end) - clock.frame(each.start))


def _available(upload_id: int, clock: Clock) -> int:
    video = SOURCES[upload_id]
    assert isinstance(video, VideoSource)
    return max(1, clock.frame(video.duration))


def _layer(
    item: Json, span: FrameSpan, document: Json, frame: Frame, clock: Clock
) -> ReferenceLayer:
    if "sourceStartSeconds" in item:
        return _clip(item, span, frame, clock)
    if "hold" in item:
        return _freeze_frame(item, span, document, frame, clock)
    return _still(item, span, frame)


def _clip(clip: Json, span: FrameSpan, frame: Frame, clock: Clock) -> ReferenceLayer:
    video = SOURCES[clip["uploadId"]]
    assert isinstance(video, VideoSource)
    box = frame.fitted(video.width, video.height, cover=False)
    first = clock.source_span(clip, _available(video.upload_id, clock)).first

    def draw(n: int) -> Iterator[Shape]:
        yield from _fill(clip, video, box, frame)
        yield from video_shapes(video, first + n, box, clock)

    return ReferenceLayer(span, draw)


def _freeze_frame(
    still: Json, span: FrameSpan, document: Json, frame: Frame, clock: Clock
) -> ReferenceLayer:
    """Return a freeze frame, laid out as the clip that it names, or by its fit without one."""
    hold = still["hold"]
    video = SOURCES[hold["uploadId"]]
    assert isinstance(video, VideoSource)
    clips = document.get("clips", [])
    named = [clip for clip in clips if clip["id"] == still.get("sourceClipId", "")]
    clip = next((each for each in named if each["uploadId"] == video.upload_id), None)
    covers = clip is None and still.get("fit", "cover") == "cover"
    box = frame.fitted(video.width, video.height, cover=covers)
    source_frame = min(clock.frame(hold["sourceSeconds"]), _available(video.upload_id, clock) - 1)

    def draw(_: int) -> Iterator[Shape]:
        if clip is not None:
            yield from _fill(clip, video, box, frame)
        yield from video_shapes(video, source_frame, box, clock)

    return ReferenceLayer(span, draw)


def _still(still: Json, span: FrameSpan, frame: Frame) -> ReferenceLayer:
    picture = SOURCES[still["uploadId"]]
    assert isinstance(picture, PictureSource)
    covers = still.get("fit", "cover") == "cover"
    box = frame.fitted(picture.width, picture.height, cover=covers)
    return ReferenceLayer(span, lambda _: picture_shapes(picture, box, OPAQUE))


def _fill(clip: Json, video: VideoSource, box: Box, frame: Frame) -> Iterator[Shape]:
    """Yield the fill of a landscape clip in a portrait frame; other clips have none."""
    style = clip.get("bgFillStyle", "none")
    if not (video.width > video.height and frame.width < frame.height) or style == "none":
        return
    if style == "color":
        yield FlatShape(frame.whole, colour_of(clip.get("bgFillColor") or "#000000"))
    elif style == "image" and clip.get("bgFillImageUploadId") is not None:
        yield FlatShape(frame.whole, BLACK)
        yield from _covering(clip["bgFillImageUploadId"], frame)
    elif style == "blur":
        yield from _blur(clip, video, box, frame)


def _blur(clip: Json, video: VideoSource, box: Box, frame: Frame) -> Iterator[Shape]:
    """Yield the blurred clip that covers the frame, known where its bar code does not reach."""
    yield UnknownShape(frame.whole)
    large = frame.fitted(video.width, video.height, cover=True)
    reach = 4 * frame.pixels(SIGMA[clip.get("bgFillBlur", "medium")])
    top = large.y + int(large.height * Fraction(30, 100)) - reach
    bottom = large.y + int(large.height * Fraction(70, 100)) + reach
    colour = _adjusted(video.colour, BRIGHTNESS[clip.get("bgFillBrightness", "neutral")])
    yield FlatShape(Box(0, 0, frame.width, min(top, box.y)), colour, tolerance=BLUR_TOLERANCE)
    below = max(bottom, box.y + box.height)
    yield FlatShape(
        Box(0, below, frame.width, frame.height - below), colour, tolerance=BLUR_TOLERANCE
    )


def _adjusted(colour: Colour, brightness: Fraction) -> Colour:
    """Return a colour after brightness, which is added to luma, and saturation of chroma."""
    red, green, blue = (Fraction(part, 255) for part in colour)
    luma = Fraction(2126, 10000) * red + Fraction(7152, 10000) * green + Fraction(722, 10000) * blue
    from_blue, from_red = (blue - luma) * SATURATION, (red - luma) * SATURATION
    code = 16 + 219 * luma + 255 * brightness
    luma = (min(Fraction(255), max(Fraction(0), code)) - 16) / 219
    red, blue = luma + from_red, luma + from_blue
    rest = luma - Fraction(2126, 10000) * red - Fraction(722, 10000) * blue
    green = rest / Fraction(7152, 10000)
    parts = [min(255, max(0, round(255 * part))) for part in (red, green, blue)]
    return parts[0], parts[1], parts[2]
