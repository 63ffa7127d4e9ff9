# SPDX-License-Identifier: Apache-2.0
"""The longest timeline a project may have, and the one with most items at once."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from timeline.document.uploads import UploadDetails
from timeline.document.validation import parse
from timeline.plan.sealed import SealedTimeline

Json = dict[str, Any]
SECONDS, CLIPS, GRAPHICS, MOST = 1200, 500, 200, 200
SOURCES, IMAGES, SOURCE_SECONDS = 20, 40, 600
VOICE, MUSIC, FIRST_IMAGE = 101, 102, 201
IMAGE_IDS = range(FIRST_IMAGE, FIRST_IMAGE + IMAGES)
OUTPUT = {"aspect": "16:9", "height": 360, "quality": "draft"}


def longest_timeline(*, seconds: int = SECONDS, repeats: bool = False) -> Json:
    """A timeline with 25 clips and 10 graphics a minute, narration and music.

    With `repeats` the same five clips and two graphics follow each other all the time.
    """
    clips, graphics = CLIPS * seconds // SECONDS, GRAPHICS * seconds // SECONDS
    return {
        "version": "create_video_v1",
        "output": OUTPUT,
        "clips": [
            _clip(n, n % 5 if repeats else n, Fraction(seconds, clips)) for n in range(clips)
        ],
        "graphics": [
            _graphic(n, n % 2 if repeats else n, Fraction(seconds, graphics))
            for n in range(graphics)
        ],
        "narration": [{"id": "voice", "uploadId": VOICE, "startSeconds": 0, "endSeconds": seconds}],
        "audioSegments": [
            {"id": "music", "uploadId": MUSIC, "musicMode": "mix_duck", "musicLevel": "medium",
             "duckingIntensity": "medium", "startSeconds": 0, "endSeconds": seconds},
        ],
    }  # fmt: skip


def crowded_timeline(*, seconds: int = 20) -> Json:
    """A timeline with 200 short items on each track that may have them."""
    every = Fraction(seconds, MOST)
    times = [
        {"startSeconds": float(n * every), "endSeconds": float((n + 1) * every)}
        for n in range(MOST)
    ]
    source = {"sourceStartSeconds": 0, "sourceEndSeconds": float(every), "plateStyle": "thick"}
    texts = [{"id": f"i{n}", "text": f"text {n}", "customStyle": {}} for n in range(5)]
    boxed = {"fitMode": "contain_transparent", "borderWidthPx": 4, "fade": "in_out"}
    tracks: dict[str, Json] = {
        "videoOverlays": source,
        "screenTitles": {"instances": texts, "presetSnapshot": {"fade": "in_out"}},
        "lowerThirds": {"configSnapshot": {"fade": "in_out"}},
        "logos": {"fade": "in_out", "opacityPct": 50},
        "graphics": boxed | {"animate": "slide_in_out", "animateDurationMs": 100},
    }
    document: Json = {
        "version": "create_video_v1",
        "output": OUTPUT,
        "timelineBackgroundMode": "image",
        "timelineBackgroundUploadId": FIRST_IMAGE,
    }
    for track, look in tracks.items():
        uploads = range(1, SOURCES + 1) if track == "videoOverlays" else IMAGE_IDS
        document[track] = [
            {"id": f"{track}{n}", "uploadId": uploads[n % len(uploads)], **time, **look}
            for n, time in enumerate(times)
        ]
    return document


def sealed(document: Json, uploads: dict[int, UploadDetails] | None = None) -> SealedTimeline:
    """Seal a timeline as drafts does; the uploads are those of `longest_uploads` unless given."""
    return SealedTimeline(parse(document), uploads or longest_uploads())


def longest_uploads() -> dict[int, UploadDetails]:
    """The uploads of both timelines, whose files do not exist."""
    videos = {n: _upload(n, "video") for n in range(1, SOURCES + 1)}
    images = {n: _upload(n, "image") for n in IMAGE_IDS}
    return videos | images | {n: _upload(n, "audio") for n in (VOICE, MUSIC)}


def _clip(number: int, shown: int, length: Fraction) -> Json:
    first = shown * 7 % (SOURCE_SECONDS - 10)
    return {
        "id": f"c{number}",
        "uploadId": 1 + shown % SOURCES,
        "startSeconds": float(number * length),
        "sourceStartSeconds": first,
        "sourceEndSeconds": float(first + length),
    }


def _graphic(number: int, shown: int, every: Fraction) -> Json:
    return {
        "id": f"g{number}",
        "uploadId": FIRST_IMAGE + shown % IMAGES,
        "fitMode": "contain_transparent",
        "sizePctWidth": 30,
        "fade": "in_out",
        "startSeconds": float(number * every),
        "endSeconds": float(number * every + every * Fraction(9, 10)),
    }


def _upload(upload_id: int, kind: str) -> UploadDetails:
    is_image = kind == "image"
    return UploadDetails(
        upload_id=upload_id,
        owner_user_id=7,
        kind=kind,
        state="ready",
        width=0 if kind == "audio" else 640,
        height=0 if kind == "audio" else 360,
        fps=Fraction(30) if kind == "video" else None,
        duration=None if is_image else Fraction(SECONDS if kind == "audio" else SOURCE_SECONDS),
        has_audio=not is_image,
        sha256=f"{upload_id:064x}",
        storage_key=f"uploads/{upload_id}/source",
    )
