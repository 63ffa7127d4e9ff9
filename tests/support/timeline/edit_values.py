# SPDX-License-Identifier: Apache-2.0
"""The values that random edits of a timeline choose from, and the uploads they use."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from timeline.document.uploads import UploadDetails

Json = dict[str, Any]
COPY = 100
"""Added to the id of an upload, this is the id of another one with the same content."""

OTHER_SOUND = 2 * COPY
"""Added to the id of a video, this is the id of its copy of which another sound is heard."""

SOURCE_SECONDS = 100
WIDE, TALL, PICTURE, THIRD = (1920, 1080), (1080, 1920), (1920, 1000), (540, 108)
SHAPES: dict[int, tuple[int, int]] = {
    **dict.fromkeys((1, 2), WIDE),
    3: TALL,
    **dict.fromkeys((11, 12, 21, 22, 31, 41, 42, 81, 82), PICTURE),
    32: TALL,
    **dict.fromkeys((51, 52), THIRD),
    **dict.fromkeys((61, 62, 71, 72), (0, 0)),
}
"""The size of each upload; upload 3 has no audio."""

VIDEOS, IMAGES, LOGOS, GRAPHICS = (1, 2, 3, 1 + COPY), (11, 12), (21, 22), (31, 32, 31 + COPY)
FREEZE_FRAMES, THIRDS, NARRATIONS, MUSIC, BACKGROUNDS = (
    (41, 42),
    (51, 52),
    (61, 62),
    (71, 72),
    (81, 82),
)
COLORS = ("#10a0f0", "#10A0F0", "#e0e0e0", "#303030")
ROWS, COLUMNS = ("top", "middle", "bottom"), ("left", "center", "right")
GRID = tuple(f"{row}_{column}" for row in ROWS for column in COLUMNS)
FADES = ("none", "in", "out", "in_out")
SWITCH = (True, False)
BOOSTS = (0, 3, 9)

ROOT: Json = {
    "timelineBackgroundMode": ("none", "color", "image", "color"),
    "timelineBackgroundColor": (None, *COLORS),
    "timelineBackgroundUploadId": BACKGROUNDS,
}
OUTPUT: Json = {
    "aspect": ("auto", "16:9", "9:16", "1:1", "4:5"),
    "height": (None, 360, 540, 720, 1080),
    "fps": ("25", "50"),
    "quality": ("draft", "standard", "high"),
}
CLIP: Json = {
    "uploadId": VIDEOS,
    "bgFillStyle": ("none", "blur", "color", "image"),
    "bgFillColor": (None, *COLORS),
    "bgFillBlur": ("soft", "medium", "strong", "very_strong"),
    "bgFillBrightness": ("neutral", "dim1", "dim2", "dim3", "light1", "light2", "light3"),
    "bgFillImageUploadId": BACKGROUNDS,
    "audioEnabled": SWITCH,
    "boostDb": BOOSTS,
}
STILL: Json = {"uploadId": IMAGES, "fit": ("cover", "contain")}
FREEZE_FRAME: Json = {"fit": ("cover", "contain")}
OVERLAY: Json = {
    "uploadId": VIDEOS,
    "sizePctWidth": (25, 50, 90),
    "position": GRID,
    "plateStyle": ("none", "thin", "medium", "thick", "band"),
    "plateColor": COLORS,
    "plateOpacityPct": (0, 50, 85),
    "audioEnabled": SWITCH,
    "boostDb": BOOSTS,
}
OVERLAY_STILL: Json = {"uploadId": FREEZE_FRAMES, "sizePctWidth": (25, 50, 90), "position": GRID}
GRAPHIC: Json = {
    "uploadId": GRAPHICS,
    "fitMode": ("cover_full", "contain_transparent", "contain_transparent"),
    "sizePctWidth": (20, 50, 90),
    "position": GRID,
    "insetXPx": (0, 24, 100),
    "insetYPx": (0, 24, 100),
    "borderWidthPx": (0, 2, 4, 6),
    "borderColor": COLORS,
    "fade": FADES,
    "fadeDurationMs": (400, 800),
    "animate": ("none", "none", "none", "slide_in", "slide_out", "slide_in_out", "doc_reveal"),
    "animateDurationMs": (400, 800),
}
LOGO: Json = {
    "uploadId": LOGOS,
    "sizePctWidth": (10, 20, 40),
    "position": GRID,
    "opacityPct": (0, 50, 100),
    "fade": FADES,
    "insetXPx": (0, 40, 100),
    "insetYPx": (0, 40, 100),
}
SNAPSHOT: Json = {
    "sizeMode": ("pct", "pct", "match_image"),
    "baselineWidth": (1080, 1920),
    "sizePctWidth": (60, 82),
    "opacityPct": (50, 100),
    "timingRule": ("entire", "first_only"),
    "timingSeconds": (5, 10),
    "fade": FADES,
    "insetYPreset": ("small", "medium", "large"),
}
THIRD_OF: Json = {"uploadId": THIRDS}
PRESET: Json = {
    "style": ("none", "pill", "merged_pill"),
    "fontKey": ("caveat", "montserrat"),
    "fontSizePct": (3, 4.5),
    "trackingPct": (0, 10),
    "lineSpacingPct": (0, 50),
    "fontColor": COLORS,
    "shadowColor": COLORS,
    "shadowOffsetPx": (0, 2, 6),
    "shadowBlurPx": (0, 3),
    "shadowOpacityPct": (0, 30, 65),
    "fontGradientKey": (None, None, "flames", "sunset"),
    "outlineWidthPct": (None, 0, 10, 40),
    "outlineOpacityPct": (None, 0, 50),
    "outlineColor": (None, *COLORS),
    "pillBgColor": COLORS,
    "pillBgOpacityPct": (0, 55, 90),
    "alignment": COLUMNS,
    "position": ROWS,
    "maxWidthPct": (50, 90),
    "fade": FADES,
}
STYLE: Json = {
    "position": (None, *ROWS),
    "alignment": (None, *COLUMNS),
    "marginXPx": (None, 40, 150),
    "marginYPx": (None, 20, 150),
    "offsetXPx": (None, -40, 40),
    "offsetYPx": (None, -40, 40),
    "placementRect": (
        None,
        None,
        {"xPct": 10, "yPct": 20, "wPct": 50, "hPct": 30},
        {"xPct": 20, "yPct": 10, "wPct": 60, "hPct": 50},
    ),
    "fontKey": (None, "aladin"),
    "fontSizePct": (None, 6),
    "fontColor": (None, *COLORS),
    "fontGradientKey": (None, None, "chrome"),
}
TITLE: Json = {"text": ("words", "other words", " ")}
NARRATION: Json = {
    "uploadId": NARRATIONS,
    "sourceStartSeconds": (0, 1, 2.48),
    "gainDb": (-3, 0, 1.5),
    "boostDb": BOOSTS,
    "audioEnabled": SWITCH,
}
SEGMENT: Json = {
    "uploadId": MUSIC,
    "sourceStartSeconds": (0, 1, 2.48),
    "audioEnabled": (True, True, False),
    "musicMode": ("opener_cutoff", "replace", "mix", "mix_duck", "mix_duck"),
    "musicLevel": ("quiet", "medium", "loud"),
    "duckingIntensity": ("min", "medium", "max"),
    "gainDb": (None, None, -30),
    "programGainDb": (None, 0, -9),
    "duckingGate": (None, "sensitive", "normal", "strict"),
    "duckingAmountDb": (None, None, 9),
    "duckingShape": (None, "rolling", "abrupt"),
    "fadeInSeconds": (None, 0, 1),
    "fadeOutSeconds": (None, 0, 1),
    "openerFadeBeforeSeconds": (None, 0.5, 2),
    "openerFadeAfterSeconds": (None, 0.5, 2),
}
TRACKS: dict[str, Json] = {
    "videoOverlays": OVERLAY,
    "videoOverlayStills": OVERLAY_STILL,
    "graphics": GRAPHIC,
    "logos": LOGO,
    "lowerThirds": THIRD_OF,
    "screenTitles": TITLE,
    "narration": NARRATION,
    "audioSegments": SEGMENT,
}
"""The fields of the items of each track but the base track, with their values."""


def an_upload(upload_id: int) -> UploadDetails:
    """Return the details of the upload of an id."""
    content = upload_id % COPY
    width, height = SHAPES[content]
    is_video, is_audio = content in VIDEOS, content in NARRATIONS + MUSIC
    return UploadDetails(
        upload_id=upload_id,
        owner_user_id=7,
        kind="video" if is_video else "audio" if is_audio else "image",
        state="ready",
        width=width,
        height=height,
        fps=Fraction(25) if is_video else None,
        duration=Fraction(SOURCE_SECONDS) if is_video or is_audio else None,
        has_audio=is_audio or content in (1, 2),
        sha256=f"{content:064x}",
        audio_track=2 if upload_id >= OTHER_SOUND else None,
        storage_key=f"uploads/{upload_id}",
    )
