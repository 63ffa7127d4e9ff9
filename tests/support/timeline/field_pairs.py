# SPDX-License-Identifier: Apache-2.0
"""Pairs of timelines that differ in one field of a spec, which random edits seldom make."""

from __future__ import annotations

from tests.support.timeline.edit_values import (
    GRAPHICS,
    IMAGES,
    NARRATIONS,
    OTHER_SOUND,
    TALL,
    VIDEOS,
    Json,
    an_upload,
)
from timeline.document.validation import parse

SIZE = {"aspect": "9:16", "height": 1080, "fps": "25"}
WIDE = SIZE | {"aspect": "16:9"}
BOX = {"xPct": 10, "yPct": 20, "wPct": 50, "hPct": 30}


def field_pairs() -> dict[str, tuple[Json, Json]]:
    """Return, for each field, two timelines whose specs are equal but for this field."""
    return {
        "Crop.source": (_graphic("top_center"), _graphic("bottom_center")),
        "VideoLayer.box": (_overlay("top_center"), _overlay("bottom_center")),
        "VideoLayer.start": (_overlay(), _overlay(start=0.4)),
        "VideoLayer.n_frames": (_overlay(), _overlay(end=2)),
        "EncoderProfile.width": (_gap("1:1"), _gap("16:9")),
        "EncoderProfile.height": (_gap("1:1"), _gap("9:16")),
        "TextImageSpec.alignment": (
            _title({"alignment": "left"}),
            _title({"alignment": "center", "offsetXPx": -270}),
        ),
        "TextImageSpec.position": (
            _title({"position": "top"}),
            _title({"position": "middle", "offsetYPx": -288}),
        ),
        "TextImageSpec.size_milli": (
            _title({}, fontSizePct=3, lineSpacingPct=50),
            _title({}, fontSizePct=4.5, lineSpacingPct=0),
        ),
        "Outline.reach_milli": (
            _title({}, outlineWidthPct=10),
            _title({}, outlineWidthPct=40),
        ),
        "TextImageLayer.start": (_title({}, fade="none"), _title({}, start=0.4, fade="none")),
        "VideoSegment.n_frames": (_clip(3.2), _clip(4)),
        "GapSegment.n_frames": (_gap("1:1"), _gap("1:1", 4)),
        "FreezeFrameSegment.n_frames": (_hold(3.2), _hold(4)),
        "StillSegment.n_frames": (_still(3.2), _still(4)),
        "PcmKey.audio_track": (_sound(VIDEOS[0]), _sound(VIDEOS[0] + OTHER_SOUND)),
        "Ducking.threshold_milli": (_music("sensitive"), _music("strict")),
    }


def _timeline(output: Json, *, end: float = 3, **tracks: Json) -> Json:
    """Return a timeline of three seconds with one item on some tracks."""
    voice = {"id": "v", "uploadId": NARRATIONS[0], "startSeconds": 0, "endSeconds": end}
    items: Json = {track: [{"id": track, **item}] for track, item in tracks.items()}
    document = {"version": "create_video_v1", "output": output, "narration": [voice], **items}
    return parse(document).to_document()


def _gap(aspect: str, end: float = 3) -> Json:
    return _timeline(SIZE | {"aspect": aspect, "height": 720}, end=end)


def _graphic(position: str) -> Json:
    """Return a graphic taller than the frame, of which each position shows another part."""
    item = {"uploadId": _tall(GRAPHICS), "startSeconds": 0, "endSeconds": 3, "sizePctWidth": 90}
    layout = {"position": position, "fitMode": "contain_transparent", "insetYPx": 0}
    return _timeline(WIDE, graphics=item | layout)


def _overlay(position: str = "top_center", *, start: float = 0.2, end: float = 1) -> Json:
    """Return a video overlay taller than the frame."""
    item = {"uploadId": _tall(VIDEOS), "startSeconds": start, "sizePctWidth": 90}
    source = {"sourceStartSeconds": 0, "sourceEndSeconds": end, "position": position}
    return _timeline(WIDE, videoOverlays=item | source)


def _hold(end: float) -> Json:
    """Return a freeze frame until the end of the timeline."""
    frame = {"uploadId": VIDEOS[0], "sourceSeconds": 1}
    return _timeline(WIDE, stills={"hold": frame, "startSeconds": 0, "endSeconds": end})


def _clip(end: float) -> Json:
    """Return a clip until the end of the timeline."""
    source = {"sourceStartSeconds": 0, "sourceEndSeconds": end, "audioEnabled": False}
    return _timeline(WIDE, clips={"uploadId": VIDEOS[0], "startSeconds": 0, **source})


def _sound(upload_id: int) -> Json:
    """Return a clip whose sound is heard."""
    source = {"sourceStartSeconds": 0, "sourceEndSeconds": 3}
    return _timeline(WIDE, clips={"uploadId": upload_id, "startSeconds": 0, **source})


def _still(end: float) -> Json:
    """Return a still until the end of the timeline."""
    return _timeline(WIDE, stills={"uploadId": IMAGES[0], "startSeconds": 0, "endSeconds": end})


def _title(style: Json, *, start: float = 0.2, **preset: object) -> Json:
    times = {"startSeconds": start, "endSeconds": start + 2, "text": "words"}
    styled = {"presetSnapshot": preset, "customStyle": style | {"placementRect": BOX}}
    return _timeline(SIZE, screenTitles=times | styled)


def _music(gate: str) -> Json:
    item = {"uploadId": 71, "startSeconds": 0, "endSeconds": 3, "musicMode": "mix_duck"}
    words = {"musicLevel": "loud", "duckingIntensity": "min", "duckingGate": gate}
    return _timeline(SIZE, audioSegments=item | words)


def _tall(uploads: tuple[int, ...]) -> int:
    return next(each for each in uploads if an_upload(each).height == TALL[1])
