# SPDX-License-Identifier: Apache-2.0
"""Golden audio cases: clips, overlays, narration and loudness at every frame rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.support.golden.audio_sources import (
    CLIP,
    CLIPPED,
    DRUMS,
    FAINT,
    HISSES,
    LEFT,
    LOUD,
    MUSIC,
    OTHER,
    PEAKY,
    QUIET,
    SPEECH,
    TALK,
    TAPS,
    VOICE,
)

Item = dict[str, Any]
RATES = ("24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60")


@dataclass(frozen=True, slots=True)
class AudioCase:
    """A document; `make test` checks the mix of short cases and the master of mastered ones."""

    name: str
    document: Item
    is_short: bool = False
    is_mastered: bool = False


def clip(upload: int, source: tuple[float, float], start: float | None = None, **more: Any) -> Item:
    """Return a clip; without a start it follows the clip before it."""
    place = {} if start is None else {"startSeconds": start}
    ends = {"sourceStartSeconds": source[0], "sourceEndSeconds": source[1]}
    return {"id": f"c{upload}-{source[0]}-{start}", "uploadId": upload} | ends | place | more


def overlay(upload: int, source: tuple[float, float], start: float, **more: Any) -> Item:
    """Return a video overlay whose audio is enabled."""
    return clip(upload, source, start, **({"sizePctWidth": 40, "audioEnabled": True} | more))


def narration(start: float, end: float, upload: int = VOICE, **more: Any) -> Item:
    """Return a narration."""
    place = {"startSeconds": start, "endSeconds": end}
    return {"id": f"n{start}", "uploadId": upload} | place | more


def music(mode: str, start: float | None = None, end: float | None = None, **more: Any) -> Item:
    """Return a music segment, by default over the whole timeline."""
    place = {"startSeconds": start} if start is not None else {}
    place |= {"endSeconds": end} if end is not None else {}
    level = {} if "gainDb" in more else {"musicLevel": "loud"}
    return {"id": f"m{start}", "uploadId": MUSIC, "musicMode": mode} | place | level | more


def audio_document(*clips: Item, fps: str = "30", **tracks: Any) -> Item:
    """Return a document."""
    return {"clips": list(clips), "output": {"fps": fps}} | tracks


def _at(fps: str) -> Item:
    """Return a document whose cuts, offsets and lengths are between frames."""
    return audio_document(
        clip(CLIP, (0.517, 1.3337), 0),
        clip(OTHER, (0.1013, 0.9), 0.8167, boostDb=3),
        clip(CLIP, (3.0001, 3.71), 1.777),
        fps=fps,
        narration=[
            narration(0.2051, 0.977, sourceStartSeconds=0.333),
            narration(0.977, 1.499, sourceStartSeconds=1.1049, gainDb=-2.5),
        ],
        audioSegments=[
            music("mix", 0.0333, 1.1111, sourceStartSeconds=0.7071),
            music("mix", 1.1111, sourceStartSeconds=0.0417, gainDb=-9.125),
        ],
    )


def _overlaid(fps: str) -> Item:
    """Return a document of overlays whose rounded lengths differ from their times."""
    return audio_document(
        clip(CLIP, (0, 2.6), 0, audioEnabled=False),
        fps=fps,
        videoOverlays=[
            overlay(OTHER, (0.01, 0.718), 0.5137),
            overlay(CLIP, (1.0193, 1.5371), 1.2217, boostDb=6),
            overlay(OTHER, (1.7, 2.1), 1.9),
        ],
    )


PLAIN = audio_document(clip(CLIP, (0.5, 2.1), 0), clip(OTHER, (0.1, 1.3), 1.7))
BASE = clip(CLIP, (0, 2.5), 0)

CLIPS = (
    AudioCase("clips-with-a-gap", PLAIN, is_short=True),
    AudioCase(
        "clips-in-sequence",
        audio_document(clip(CLIP, (0.4, 1.1)), clip(OTHER, (1, 1.777)), fps="25"),
    ),
    *(
        AudioCase(f"clip-boost-{db}", audio_document(clip(CLIP, (0, 1), 0, boostDb=db)))
        for db in (0, 3, 6, 9)
    ),
    AudioCase(
        "clip-without-sound-between",
        audio_document(BASE, clip(OTHER, (0, 0.4), audioEnabled=False)),
    ),
    AudioCase("clip-all-silent", audio_document(clip(CLIP, (0, 1), 0, audioEnabled=False))),
    AudioCase(
        "clip-to-the-end-of-its-source",
        audio_document(clip(OTHER, (1.6, 2.5)), clip(CLIP, (0, 0.5))),
    ),
    AudioCase(
        "clip-beyond-its-source",
        audio_document(clip(OTHER, (1.6, 3.2), 0), clip(CLIP, (0, 0.3), 1.7)),
    ),
    AudioCase(
        "clip-of-one-frame",
        audio_document(clip(CLIP, (1, 1.001), 0), clip(OTHER, (1, 2)), fps="24"),
    ),
    AudioCase(
        "clips-touching-by-a-hair",
        audio_document(clip(CLIP, (0, 0.7), 0), clip(OTHER, (0, 1), 0.7009)),
    ),
    AudioCase("clip-of-the-left-ear", audio_document(clip(LEFT, (0, 2), 0))),
    AudioCase(
        "same-source-again",
        audio_document(clip(CLIP, (1, 1.5), 0), clip(CLIP, (1, 1.5), 0.75), fps="50"),
    ),
    *(AudioCase(f"at-{fps}", _at(fps), is_short=fps == "24000/1001") for fps in RATES),
)

LAYERS = (
    *(AudioCase(f"overlays-{fps}", _overlaid(fps), is_short=fps == "24") for fps in RATES[1::2]),
    AudioCase(
        "overlay-mute",
        audio_document(BASE, videoOverlays=[overlay(OTHER, (0, 1), 1, audioEnabled=False)]),
    ),
    AudioCase(
        "overlay-mute-unless-told",
        audio_document(BASE, videoOverlays=[clip(OTHER, (0, 1), 0.5, sizePctWidth=25)]),
    ),
    AudioCase(
        "overlay-boost-9",
        audio_document(BASE, videoOverlays=[overlay(OTHER, (0.5, 2), 0.25, boostDb=9)]),
    ),
    AudioCase(
        "overlay-behind-the-base", audio_document(BASE, videoOverlays=[overlay(OTHER, (0, 1.3), 2)])
    ),
    AudioCase(
        "overlays-touching",
        audio_document(
            BASE, videoOverlays=[overlay(OTHER, (0, 0.9), 0.2), overlay(CLIP, (2, 3), 1.1)]
        ),
    ),
    AudioCase("voice-alone", audio_document(narration=[narration(0.5, 2)], fps="60")),
    AudioCase(
        "voice-mute", audio_document(BASE, narration=[narration(0.5, 2, audioEnabled=False)])
    ),
    *(
        AudioCase(
            f"voice-gain-{gain}", audio_document(BASE, narration=[narration(0.5, 2, gainDb=gain)])
        )
        for gain in (-12, -4.5, 12)
    ),
    *(
        AudioCase(
            f"voice-boost-{boost}",
            audio_document(BASE, narration=[narration(0.5, 2, boostDb=boost)]),
        )
        for boost in (3, 6, 9)
    ),
    AudioCase(
        "voice-gain-and-boost",
        audio_document(BASE, narration=[narration(0, 2, gainDb=-7.25, boostDb=6)]),
    ),
    AudioCase(
        "voice-longer-than-its-source", audio_document(BASE, narration=[narration(0.1, 3, VOICE)])
    ),
    AudioCase(
        "voice-in-halves",
        audio_document(
            BASE,
            narration=[narration(0.21, 1.033), narration(1.033, 2.4, sourceStartSeconds=0.823)],
            fps="30000/1001",
        ),
        is_short=True,
    ),
)

LOUDNESS = (
    AudioCase("loud", audio_document(clip(LOUD, (0, 2.5), 0))),
    AudioCase(
        "quiet-needs-more-than-may-be-given",
        audio_document(clip(QUIET, (0, 2.5), 0)),
        is_mastered=True,
    ),
    AudioCase("faint-stays-faint", audio_document(clip(FAINT, (0, 2), 0)), is_mastered=True),
    AudioCase("peaky-is-limited", audio_document(clip(PEAKY, (0, 3), 0)), is_mastered=True),
    AudioCase(
        "drums-that-aac-makes-higher", audio_document(clip(DRUMS, (0, 2.5), 0)), is_mastered=True
    ),
    AudioCase("hisses-that-aac-makes-higher", audio_document(clip(HISSES, (0, 2.5), 0))),
    AudioCase(
        "clipped-hides-its-peaks", audio_document(clip(CLIPPED, (0, 2.5), 0)), is_mastered=True
    ),
    AudioCase(
        "taps-are-limited-by-less-than-3-db",
        audio_document(clip(TAPS, (0, 2.5), 0)),
        is_mastered=True,
    ),
    AudioCase(
        "short-of-0.4-s", audio_document(clip(CLIP, (0, 0.375), 0), fps="24"), is_mastered=True
    ),
    AudioCase("just-0.4-s", audio_document(clip(CLIP, (0, 0.4), 0), fps="25")),
    AudioCase("talk", audio_document(clip(TALK, (0, 3), 0))),
    AudioCase(
        "talk-and-silence",
        audio_document(clip(TALK, (0.8, 2.1), 0), clip(CLIP, (0, 1), audioEnabled=False)),
    ),
    AudioCase(
        "speech-over-talk",
        audio_document(clip(TALK, (0, 3), 0), narration=[narration(0.2, 2.8, SPEECH)]),
    ),
    AudioCase(
        "ends-with-a-fade-of-length",
        audio_document(BASE, audioSegments=[music("mix", fadeOutSeconds=2)]),
    ),
)
