# SPDX-License-Identifier: Apache-2.0
"""The base of a golden film: its background, clips, stills and what fills the frame behind."""

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

# Blurring and toning each cut off the fractions of 8-bit luma and chroma: two of 219 and 224 steps
# in all, of which one of chroma is worth two levels of red or blue; enlarging rounds once more.
TONED = 12


def background(document: Json, frame: Frame) -> Iterator[Shape]:
    """What is seen where nothing else is: a colour, or a picture that covers black."""
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
    """Clips and stills, one after the other."""
    timed = timed_clips(document.get("clips", [])) + timed_items(document.get("stills", []))
    earlier: TimedItem | None = None
    end = 0
    for each in in_order(timed):
        length, first = _length(each, clock), clock.frame(each.start)
        start = end if each.is_closed_up_to(earlier) else max(end, first)
        earlier, end = each, start + length
        yield _layer(each.item, FrameSpan(start, end), document, frame, clock)


def _length(each: TimedItem, clock: Clock) -> int:
    item = each.item
    if "sourceStartSeconds" in item:
        return len(clock.source_span(item, _available(item["uploadId"], clock)))
    return max(1, clock.frame(each.end) - clock.frame(each.start))


def _available(upload_id: int, clock: Clock) -> int:
    film = SOURCES[upload_id]
    assert isinstance(film, VideoSource)
    return max(1, clock.frame(film.duration))


def _layer(
    item: Json, span: FrameSpan, document: Json, frame: Frame, clock: Clock
) -> ReferenceLayer:
    if "sourceStartSeconds" in item:
        return _clip(item, span, frame, clock)
    if "hold" in item:
        return _hold(item, span, document, frame, clock)
    return _still(item, span, frame)


def _clip(clip: Json, span: FrameSpan, frame: Frame, clock: Clock) -> ReferenceLayer:
    film = SOURCES[clip["uploadId"]]
    assert isinstance(film, VideoSource)
    box = frame.fitted(film.width, film.height, cover=False)
    first = clock.source_span(clip, _available(film.upload_id, clock)).first

    def draw(n: int) -> Iterator[Shape]:
        yield from _fill(clip, film, box, frame)
        yield from video_shapes(film, first + n, box, clock)

    return ReferenceLayer(span, draw)


def _hold(
    still: Json, span: FrameSpan, document: Json, frame: Frame, clock: Clock
) -> ReferenceLayer:
    """A held frame is laid out as the clip that it names; without one, as its fit says."""
    hold = still["hold"]
    film = SOURCES[hold["uploadId"]]
    assert isinstance(film, VideoSource)
    clips = document.get("clips", [])
    named = [clip for clip in clips if clip["id"] == still.get("sourceClipId", "")]
    clip = next((each for each in named if each["uploadId"] == film.upload_id), None)
    covers = clip is None and still.get("fit", "cover") == "cover"
    box = frame.fitted(film.width, film.height, cover=covers)
    held = min(clock.frame(hold["sourceSeconds"]), _available(film.upload_id, clock) - 1)

    def draw(_: int) -> Iterator[Shape]:
        if clip is not None:
            yield from _fill(clip, film, box, frame)
        yield from video_shapes(film, held, box, clock)

    return ReferenceLayer(span, draw)


def _still(still: Json, span: FrameSpan, frame: Frame) -> ReferenceLayer:
    picture = SOURCES[still["uploadId"]]
    assert isinstance(picture, PictureSource)
    covers = still.get("fit", "cover") == "cover"
    box = frame.fitted(picture.width, picture.height, cover=covers)
    return ReferenceLayer(span, lambda _: picture_shapes(picture, box, OPAQUE))


def _fill(clip: Json, film: VideoSource, box: Box, frame: Frame) -> Iterator[Shape]:
    """What lies behind a wide clip in a tall frame; all others lie on the background."""
    style = clip.get("bgFillStyle", "none")
    if not (film.width > film.height and frame.width < frame.height) or style == "none":
        return
    if style == "color":
        yield FlatShape(frame.whole, colour_of(clip.get("bgFillColor") or "#000000"))
    elif style == "image" and clip.get("bgFillImageUploadId") is not None:
        yield FlatShape(frame.whole, BLACK)
        yield from _covering(clip["bgFillImageUploadId"], frame)
    elif style == "blur":
        yield from _blur(clip, film, box, frame)


def _blur(clip: Json, film: VideoSource, box: Box, frame: Frame) -> Iterator[Shape]:
    """The clip itself covering the frame: known where its bar code does not reach."""
    yield UnknownShape(frame.whole)
    large = frame.fitted(film.width, film.height, cover=True)
    reach = 4 * frame.pixels(SIGMA[clip.get("bgFillBlur", "medium")])
    top = large.y + int(large.height * Fraction(30, 100)) - reach
    bottom = large.y + int(large.height * Fraction(70, 100)) + reach
    colour = _toned(film.colour, BRIGHTNESS[clip.get("bgFillBrightness", "neutral")])
    yield FlatShape(Box(0, 0, frame.width, min(top, box.y)), colour, tolerance=TONED)
    below = max(bottom, box.y + box.height)
    yield FlatShape(Box(0, below, frame.width, frame.height - below), colour, tolerance=TONED)


def _toned(colour: Colour, brightness: Fraction) -> Colour:
    """Brightness moves luma, of which 1 is all 8-bit codes; saturation scales chroma."""
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
