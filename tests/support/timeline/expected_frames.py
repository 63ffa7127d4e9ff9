# SPDX-License-Identifier: Apache-2.0
"""The expected content of each frame of a timeline, read from its document without the planner.

The content of a frame is everything that decides its pixels, from bottom to top.
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
    """The size and frame rate of an export."""

    width: int
    height: int
    rate: int

    @property
    def scale(self) -> Fraction:
        """The pixels of the export for one pixel of the document."""
        return Fraction(min(self.width, self.height), 1080)

    def frame(self, seconds: float) -> int:
        """Return the frame nearest to a time, halves rounded up."""
        return math.floor(Fraction(str(seconds)) * self.rate + Fraction(1, 2))


def output_format(document: Json) -> OutputFormat:
    """Return the format that the settings of a document ask for."""
    settings = document["output"]
    short, aspect = settings["height"] or 1080, settings["aspect"]
    clips = sorted(document["clips"], key=lambda clip: clip["startSeconds"])
    if aspect == "auto":
        width, height = _shape(clips[0]["uploadId"]) if clips else (9, 16)
        aspect = "9:16" if width < height else "16:9"
    across, down = RATIOS[aspect]
    long = _even(Fraction(short * max(across, down), min(across, down)))
    size = (long, short) if across > down else (short, long)
    return OutputFormat(*size, int(settings["fps"]))


def frames(document: Json) -> list[Content]:
    """Return the content of every frame."""
    output = output_format(document)
    settings = (output, document["output"]["quality"])
    end = end_of(document, output)
    shown: list[list[object]] = [[settings] for _ in range(end)]
    covered = [False] * end
    for start, n_frames, describe in _base(document, output):
        for offset in range(n_frames):
            shown[start + offset].append(describe(offset))
            covered[start + offset] = True
    for frame in range(end):
        if not covered[frame]:
            shown[frame].append(("gap", _root(document)))
    for start, n_frames, layer in _above(document, output):
        for offset in range(n_frames):
            shown[start + offset].append(layer(offset))
    return [tuple(frame) for frame in shown]


def content(upload_id: int) -> int:
    """Return the id of an upload's content; two uploads may have the same."""
    return upload_id % COPY


def end_of(document: Json, output: OutputFormat) -> int:
    """Return the number of frames of a timeline."""
    ends = [
        item["startSeconds"] + item["sourceEndSeconds"] - item["sourceStartSeconds"]
        if "sourceEndSeconds" in item
        else item["endSeconds"]
        for items in document.values()
        if isinstance(items, list)
        for item in items
        if isinstance(item, dict)
    ]
    return max(output.frame(round(end, 2)) for end in ends)


Part = tuple[int, int, Callable[[int], object]]


def _base(document: Json, output: OutputFormat) -> Iterator[Part]:
    for clip in document["clips"]:
        start, n_frames, first = _video_span(clip, output)
        fill = _fill(clip, clip["uploadId"], document, output)
        yield start, n_frames, _video("video", clip["uploadId"], first, output, fill)
    clips = {clip["id"]: clip for clip in document["clips"]}
    for still in document["stills"]:
        start, n_frames = _span(still, output)
        shown = _still(still, clips.get(still.get("sourceClipId")), document, output)
        yield start, n_frames, lambda _offset, shown=shown: shown


def _video(
    kind: str, upload_id: int, first: int, output: OutputFormat, *more: object
) -> Callable[[int], object]:
    last = SOURCE_SECONDS * output.rate - 1
    return lambda offset: (kind, content(upload_id), min(first + offset, last), *more)


def _still(still: Json, clip: Json | None, document: Json, output: OutputFormat) -> object:
    if not still.get("hold"):
        return "still", content(still["uploadId"]), still["fit"], _root(document)
    upload_id = still["hold"]["uploadId"]
    frame = output.frame(still["hold"]["sourceSeconds"])
    if clip is not None and clip["uploadId"] == upload_id:
        return "video", content(upload_id), frame, _fill(clip, upload_id, document, output)
    if _fits(upload_id, output):
        return "video", content(upload_id), frame, None
    fill = "covering" if still["fit"] == "cover" else _root(document)
    return "video", content(upload_id), frame, fill


def _fill(clip: Json, upload_id: int, document: Json, output: OutputFormat) -> object:
    if _fits(upload_id, output):
        return None
    width, height = _shape(upload_id)
    if width <= height or output.width >= output.height:
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


def _above(document: Json, output: OutputFormat) -> Iterator[Part]:
    for item in document["videoOverlays"]:
        yield from _overlay(item, output)
    tracks = {
        "videoOverlayStills": _overlay_still,
        "screenTitles": _title,
        "lowerThirds": _lower_third,
        "logos": _logo,
        "graphics": _graphic,
    }
    for track, describe in tracks.items():
        for item in document[track]:
            start, n_frames = _span(item, output)
            if track == "lowerThirds" and item["configSnapshot"]["timingRule"] == "first_only":
                most = output.frame(item["configSnapshot"]["timingSeconds"])
                n_frames = min(n_frames, most)
            layer = describe(item, n_frames, output)
            if layer is not None:
                yield start, n_frames, layer


Layer = Callable[[int], object] | None


def _overlay(item: Json, output: OutputFormat) -> Iterator[Part]:
    start, n_frames, first = _video_span(item, output)
    place = item["sizePctWidth"], item["position"], _shape(item["uploadId"])
    if item["plateStyle"] != "none" and item["plateOpacityPct"]:
        color = item["plateColor"].lower()
        plate = ("plate", *place, item["plateStyle"], color, item["plateOpacityPct"])
        yield start, n_frames, lambda _offset: plate
    yield start, n_frames, _video("overlay", item["uploadId"], first, output, *place)


def _overlay_still(item: Json, _n_frames: int, _screen: OutputFormat) -> Layer:
    still = "frozen", content(item["uploadId"]), item["sizePctWidth"], item["position"]
    return lambda _offset: still


def _title(item: Json, n_frames: int, output: OutputFormat) -> Layer:
    drawn = texts(item, width=output.width, height=output.height)
    fade = item["presetSnapshot"]["fade"]
    length = min(output.frame(0.35), n_frames // 2)
    if not drawn:
        return None
    return lambda offset: ("title", drawn, _phase(offset, n_frames, length, fade))


def _lower_third(item: Json, n_frames: int, output: OutputFormat) -> Layer:
    style = item["configSnapshot"]
    percent = Fraction(style["sizePctWidth"])
    if style["sizeMode"] == "match_image":
        percent = Fraction(100 * _shape(item["uploadId"])[0], style["baselineWidth"])
    look = "third", content(item["uploadId"]), percent, style["insetYPreset"], style["opacityPct"]
    length = min(output.frame(0.5), n_frames // 2)
    return lambda offset: (*look, _phase(offset, n_frames, length, style["fade"]))


def _logo(item: Json, n_frames: int, output: OutputFormat) -> Layer:
    if not item["opacityPct"]:
        return None
    place = _place(item, item["position"], output)
    look = "logo", content(item["uploadId"]), item["sizePctWidth"], place, item["opacityPct"]
    length = min(output.frame(0.5), n_frames // 2)
    return lambda offset: (*look, _phase(offset, n_frames, length, item["fade"]))


def _graphic(item: Json, n_frames: int, output: OutputFormat) -> Layer:
    animate, fade = item["animate"], item["fade"]
    fading = output.frame(item["fadeDurationMs"] / 1000)
    moving = output.frame(item["animateDurationMs"] / 1000)
    place: object = "cover"
    if animate == "doc_reveal":
        place, fade, fading = "whole", "in_out", moving
    elif animate != "none":
        position = item["position"].partition("_")[0] + "_center"
        place = item["sizePctWidth"], _place(item, position, output)
    elif item["fitMode"] != "cover_full":
        place = item["sizePctWidth"], _place(item, item["position"], output)
    look = "graphic", content(item["uploadId"]), place, place != "cover" and _border(item, output)
    moves = {"slide_in": "in", "doc_reveal": "in", "slide_out": "out", "slide_in_out": "in_out"}
    return lambda offset: (
        *look,
        _phase(offset, n_frames, fading, fade),
        _phase(offset, n_frames, moving, moves.get(animate, "none")),
        animate == "doc_reveal",
    )


def _border(item: Json, output: OutputFormat) -> object:
    if not item["borderWidthPx"]:
        return False
    width = math.floor(item["borderWidthPx"] * output.scale + Fraction(1, 2))
    return _even(Fraction(width)), item["borderColor"].lower()


def _place(item: Json, position: str, output: OutputFormat) -> object:
    """Return the top left corner; an inset is from the edge of the position, if there is room."""
    row, _, column = position.partition("_")
    across, down = _shape(item["uploadId"])
    width = output.width * Fraction(item["sizePctWidth"], 100)
    free = output.width - _even(width), output.height - _even(width * down / across)
    insets = item["insetXPx"], item["insetYPx"]
    return tuple(
        _corner(side, room, math.floor(inset * output.scale + Fraction(1, 2)))
        for side, room, inset in zip((column, row), free, insets, strict=True)
    )


def _corner(side: str, room: int, inset: int) -> int:
    inset = min(inset, max(0, room))
    places = {"left": inset, "top": inset, "right": room - inset, "bottom": room - inset}
    return 2 * math.floor(Fraction(places.get(side, Fraction(room, 2))) / 2 + Fraction(1, 2))


def _phase(offset: int, n_frames: int, length: int, kind: str) -> object:
    if offset < length and kind in ("in", "in_out"):
        return "in", offset, length
    if offset >= n_frames - length and kind in ("out", "in_out"):
        return "out", n_frames - offset, length
    return None


def _span(item: Json, output: OutputFormat) -> tuple[int, int]:
    start = output.frame(item["startSeconds"])
    return start, output.frame(item["endSeconds"]) - start


def _video_span(item: Json, output: OutputFormat) -> tuple[int, int, int]:
    first = output.frame(item["sourceStartSeconds"])
    n_frames = output.frame(item["sourceEndSeconds"]) - first
    return output.frame(item["startSeconds"]), n_frames, first


def _shape(upload_id: int) -> tuple[int, int]:
    return SHAPES[content(upload_id)]


def _fits(upload_id: int, output: OutputFormat) -> bool:
    width, height = _shape(upload_id)
    return width * output.height == height * output.width


def _even(value: Fraction) -> int:
    return max(2, 2 * math.floor(value / 2 + Fraction(1, 2)))
