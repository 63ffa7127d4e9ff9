# SPDX-License-Identifier: Apache-2.0
"""What each frame of a film shows, read from its document without the planner.

A frame is all that decides its pixels, from bottom to top, and nothing that does not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from tests.support.timeline.edit_values import COPY, SHAPES, SOURCE_SECONDS, Json
from tests.support.timeline.expected_titles import texts

Content = tuple[object, ...]
BASE_RATE, BLACK = 25, "#000000"
RATIOS = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1), "4:5": (4, 5)}


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """How a film is delivered."""

    width: int
    height: int
    rate: int

    @property
    def scale(self) -> Fraction:
        """Pixels of the film for a pixel of the document."""
        return Fraction(min(self.width, self.height), 1080)

    def frame(self, seconds: float) -> int:
        """The frame nearest to a time, of two the later."""
        return math.floor(Fraction(str(seconds)) * self.rate + Fraction(1, 2))


def output_format(document: Json) -> OutputFormat:
    """The size and the rate that the settings of a document mean."""
    output = document["output"]
    short, aspect = output["height"] or 1080, output["aspect"]
    clips = sorted(document["clips"], key=lambda clip: clip["startSeconds"])
    if aspect == "auto":
        width, height = _shape(clips[0]["uploadId"]) if clips else (9, 16)
        aspect = "9:16" if width < height else "16:9"
    across, down = RATIOS[aspect]
    long = _even(Fraction(short * max(across, down), min(across, down)))
    size = (long, short) if across > down else (short, long)
    return OutputFormat(*size, int(output["fps"]))


def frames(document: Json) -> list[Content]:
    """Say of every frame what is seen in it."""
    screen = output_format(document)
    delivered = (screen, document["output"]["quality"])
    end = end_of(document, screen)
    shown: list[list[object]] = [[delivered] for _ in range(end)]
    covered = [False] * end
    for start, n_frames, describe in _base(document, screen):
        for offset in range(n_frames):
            shown[start + offset].append(describe(offset))
            covered[start + offset] = True
    for frame in range(end):
        if not covered[frame]:
            shown[frame].append(("gap", _root(document)))
    for start, n_frames, layer in _above(document, screen):
        for offset in range(n_frames):
            shown[start + offset].append(layer(offset))
    return [tuple(frame) for frame in shown]


def content(upload_id: int) -> int:
    """What an upload shows; two uploads may be the same file."""
    return upload_id % COPY


def end_of(document: Json, screen: OutputFormat) -> int:
    """The number of frames of a film."""
    ends = [
        item["startSeconds"] + item["sourceEndSeconds"] - item["sourceStartSeconds"]
        if "sourceEndSeconds" in item
        else item["endSeconds"]
        for items in document.values()
        if isinstance(items, list)
        for item in items
        if isinstance(item, dict)
    ]
    return max(screen.frame(round(end, 2)) for end in ends)


Part = tuple[int, int, Callable[[int], object]]


def _base(document: Json, screen: OutputFormat) -> Iterator[Part]:
    for clip in document["clips"]:
        start, n_frames, first = _film_span(clip, screen)
        fill = _fill(clip, clip["uploadId"], document, screen)
        yield start, n_frames, _film("film", clip["uploadId"], first, screen, fill)
    clips = {clip["id"]: clip for clip in document["clips"]}
    for still in document["stills"]:
        start, n_frames = _span(still, screen)
        seen = _still(still, clips.get(still.get("sourceClipId")), document, screen)
        yield start, n_frames, lambda _offset, seen=seen: seen


def _film(
    kind: str, upload_id: int, first: int, screen: OutputFormat, *more: object
) -> Callable[[int], object]:
    last = SOURCE_SECONDS * screen.rate - 1
    return lambda offset: (kind, content(upload_id), min(first + offset, last), *more)


def _still(still: Json, clip: Json | None, document: Json, screen: OutputFormat) -> object:
    if not still.get("hold"):
        return "still", content(still["uploadId"]), still["fit"], _root(document)
    upload_id = still["hold"]["uploadId"]
    frame = screen.frame(still["hold"]["sourceSeconds"])
    if clip is not None and clip["uploadId"] == upload_id:
        return "film", content(upload_id), frame, _fill(clip, upload_id, document, screen)
    if _fits(upload_id, screen):
        return "film", content(upload_id), frame, None
    fill = "covering" if still["fit"] == "cover" else _root(document)
    return "film", content(upload_id), frame, fill


def _fill(clip: Json, upload_id: int, document: Json, screen: OutputFormat) -> object:
    if _fits(upload_id, screen):
        return None
    width, height = _shape(upload_id)
    if width <= height or screen.width >= screen.height:
        return _root(document)
    fills: Json = {
        "none": _root(document),
        "color": (clip["bgFillColor"] or BLACK).lower(),
        "image": ("picture", content(clip["bgFillImageUploadId"])),
        "blur": ("blur", clip["bgFillBlur"], clip["bgFillBrightness"]),
    }
    return fills[clip["bgFillStyle"]]


def _root(document: Json) -> object:
    kind = document["timelineBackgroundMode"]
    if kind == "image":
        return "picture", content(document["timelineBackgroundUploadId"])
    color = document["timelineBackgroundColor"] if kind == "color" else None
    return (color or BLACK).lower()


def _above(document: Json, screen: OutputFormat) -> Iterator[Part]:
    for item in document["videoOverlays"]:
        yield from _overlay(item, screen)
    tracks = {
        "videoOverlayStills": _overlay_still,
        "screenTitles": _title,
        "lowerThirds": _lower_third,
        "logos": _logo,
        "graphics": _graphic,
    }
    for track, describe in tracks.items():
        for item in document[track]:
            start, n_frames = _span(item, screen)
            if track == "lowerThirds" and item["configSnapshot"]["timingRule"] == "first_only":
                most = screen.frame(item["configSnapshot"]["timingSeconds"])
                n_frames = min(n_frames, most)
            layer = describe(item, n_frames, screen)
            if layer is not None:
                yield start, n_frames, layer


Layer = Callable[[int], object] | None


def _overlay(item: Json, screen: OutputFormat) -> Iterator[Part]:
    start, n_frames, first = _film_span(item, screen)
    place = item["sizePctWidth"], item["position"], _shape(item["uploadId"])
    if item["plateStyle"] != "none" and item["plateOpacityPct"]:
        color = item["plateColor"].lower()
        plate = ("plate", *place, item["plateStyle"], color, item["plateOpacityPct"])
        yield start, n_frames, lambda _offset: plate
    yield start, n_frames, _film("overlay", item["uploadId"], first, screen, *place)


def _overlay_still(item: Json, _n_frames: int, _screen: OutputFormat) -> Layer:
    still = "frozen", content(item["uploadId"]), item["sizePctWidth"], item["position"]
    return lambda _offset: still


def _title(item: Json, n_frames: int, screen: OutputFormat) -> Layer:
    drawn = texts(item, width=screen.width, height=screen.height)
    fade = item["presetSnapshot"]["fade"]
    length = min(screen.frame(0.35), n_frames // 2)
    if not drawn:
        return None
    return lambda offset: ("title", drawn, _phase(offset, n_frames, length, fade))


def _lower_third(item: Json, n_frames: int, screen: OutputFormat) -> Layer:
    style = item["configSnapshot"]
    percent = Fraction(style["sizePctWidth"])
    if style["sizeMode"] == "match_image":
        percent = Fraction(100 * _shape(item["uploadId"])[0], style["baselineWidth"])
    look = "third", content(item["uploadId"]), percent, style["insetYPreset"], style["opacityPct"]
    length = min(screen.frame(0.5), n_frames // 2)
    return lambda offset: (*look, _phase(offset, n_frames, length, style["fade"]))


def _logo(item: Json, n_frames: int, screen: OutputFormat) -> Layer:
    if not item["opacityPct"]:
        return None
    place = _place(item, item["position"], screen)
    look = "logo", content(item["uploadId"]), item["sizePctWidth"], place, item["opacityPct"]
    length = min(screen.frame(0.5), n_frames // 2)
    return lambda offset: (*look, _phase(offset, n_frames, length, item["fade"]))


def _graphic(item: Json, n_frames: int, screen: OutputFormat) -> Layer:
    animate, fade = item["animate"], item["fade"]
    fading = screen.frame(item["fadeDurationMs"] / 1000)
    moving = screen.frame(item["animateDurationMs"] / 1000)
    place: object = "cover"
    if animate == "doc_reveal":
        place, fade, fading = "whole", "in_out", moving
    elif animate != "none":
        position = item["position"].partition("_")[0] + "_center"
        place = item["sizePctWidth"], _place(item, position, screen)
    elif item["fitMode"] != "cover_full":
        place = item["sizePctWidth"], _place(item, item["position"], screen)
    look = "graphic", content(item["uploadId"]), place, place != "cover" and _border(item, screen)
    moves = {"slide_in": "in", "doc_reveal": "in", "slide_out": "out", "slide_in_out": "in_out"}
    return lambda offset: (
        *look,
        _phase(offset, n_frames, fading, fade),
        _phase(offset, n_frames, moving, moves.get(animate, "none")),
        animate == "doc_reveal",
    )


def _border(item: Json, screen: OutputFormat) -> object:
    if not item["borderWidthPx"]:
        return False
    width = math.floor(item["borderWidthPx"] * screen.scale + Fraction(1, 2))
    return _even(Fraction(width)), item["borderColor"].lower()


def _place(item: Json, position: str, screen: OutputFormat) -> object:
    """The upper left corner; insets push from the edge that something lies at, if there is room."""
    row, _, column = position.partition("_")
    across, down = _shape(item["uploadId"])
    width = screen.width * Fraction(item["sizePctWidth"], 100)
    free = screen.width - _even(width), screen.height - _even(width * down / across)
    insets = item["insetXPx"], item["insetYPx"]
    return tuple(
        _corner(side, room, math.floor(inset * screen.scale + Fraction(1, 2)))
        for side, room, inset in zip((column, row), free, insets, strict=True)
    )


def _corner(side: str, room: int, inset: int) -> int:
    kept = min(inset, max(0, room))
    places = {"left": kept, "top": kept, "right": room - kept, "bottom": room - kept}
    return 2 * math.floor(Fraction(places.get(side, Fraction(room, 2))) / 2 + Fraction(1, 2))


def _phase(offset: int, n_frames: int, length: int, kind: str) -> object:
    if offset < length and kind in ("in", "in_out"):
        return "in", offset, length
    if offset >= n_frames - length and kind in ("out", "in_out"):
        return "out", n_frames - offset, length
    return None


def _span(item: Json, screen: OutputFormat) -> tuple[int, int]:
    start = screen.frame(item["startSeconds"])
    return start, screen.frame(item["endSeconds"]) - start


def _film_span(item: Json, screen: OutputFormat) -> tuple[int, int, int]:
    first = screen.frame(item["sourceStartSeconds"])
    n_frames = screen.frame(item["sourceEndSeconds"]) - first
    return screen.frame(item["startSeconds"]), n_frames, first


def _shape(upload_id: int) -> tuple[int, int]:
    return SHAPES[content(upload_id)]


def _fits(upload_id: int, screen: OutputFormat) -> bool:
    width, height = _shape(upload_id)
    return width * screen.height == height * screen.width


def _even(value: Fraction) -> int:
    return max(2, 2 * math.floor(value / 2 + Fraction(1, 2)))
