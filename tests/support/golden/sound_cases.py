# SPDX-License-Identifier: Apache-2.0
"""Golden films for the ear: clips, overlays and voices at every frame rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.support.golden.sounds import (
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
class Case:
    """A document with a name, and what of it is judged before every merge: its mix, its master."""

    name: str
    document: Item
    is_short: bool = False
    is_mastered: bool = False


def clip(upload: int, source: tuple[float, float], start: float | None = None, **more: Any) -> Item:
    """A clip on the base, right behind the one before it unless it says where it starts."""
    place = {} if start is None else {"startSeconds": start}
    ends = {"sourceStartSeconds": source[0], "sourceEndSeconds": source[1]}
    return {"id": f"c{upload}-{source[0]}-{start}", "uploadId": upload} | ends | place | more


def overlay(upload: int, source: tuple[float, float], start: float, **more: Any) -> Item:
    """A film over the film, heard unless it says otherwise."""
    return clip(upload, source, start, **({"sizePctWidth": 40, "audioEnabled": True} | more))


def voice(start: float, end: float, upload: int = VOICE, **more: Any) -> Item:
    """A voice over the programme."""
    place = {"startSeconds": start, "endSeconds": end}
    return {"id": f"n{start}", "uploadId": upload} | place | more


def music(mode: str, start: float | None = None, end: float | None = None, **more: Any) -> Item:
    """Music of some mode; from the beginning, and to the end of the film."""
    place = {"startSeconds": start} if start is not None else {}
    place |= {"endSeconds": end} if end is not None else {}
    level = {} if "gainDb" in more else {"musicLevel": "loud"}
    return {"id": f"m{start}", "uploadId": MUSIC, "musicMode": mode} | place | level | more


def film(*clips: Item, fps: str = "30", **tracks: Any) -> Item:
    """A document."""
    return {"clips": list(clips), "output": {"fps": fps}} | tracks


def _at(fps: str) -> Item:
    """Cuts, offsets and lengths that lie on no grid."""
    return film(
        clip(CLIP, (0.517, 1.3337), 0),
        clip(OTHER, (0.1013, 0.9), 0.8167, boostDb=3),
        clip(CLIP, (3.0001, 3.71), 1.777),
        fps=fps,
        narration=[
            voice(0.2051, 0.977, sourceStartSeconds=0.333),
            voice(0.977, 1.499, sourceStartSeconds=1.1049, gainDb=-2.5),
        ],
        audioSegments=[
            music("mix", 0.0333, 1.1111, sourceStartSeconds=0.7071),
            music("mix", 1.1111, sourceStartSeconds=0.0417, gainDb=-9.125),
        ],
    )


def _overlaid(fps: str) -> Item:
    """Overlays whose snapped lengths are longer and shorter than their places."""
    return film(
        clip(CLIP, (0, 2.6), 0, audioEnabled=False),
        fps=fps,
        videoOverlays=[
            overlay(OTHER, (0.01, 0.718), 0.5137),
            overlay(CLIP, (1.0193, 1.5371), 1.2217, boostDb=6),
            overlay(OTHER, (1.7, 2.1), 1.9),
        ],
    )


PLAIN = film(clip(CLIP, (0.5, 2.1), 0), clip(OTHER, (0.1, 1.3), 1.7))
BASE = clip(CLIP, (0, 2.5), 0)

CLIPS = (
    Case("clips-with-a-gap", PLAIN, is_short=True),
    Case("clips-in-sequence", film(clip(CLIP, (0.4, 1.1)), clip(OTHER, (1, 1.777)), fps="25")),
    *(Case(f"clip-boost-{db}", film(clip(CLIP, (0, 1), 0, boostDb=db))) for db in (0, 3, 6, 9)),
    Case("clip-without-sound-between", film(BASE, clip(OTHER, (0, 0.4), audioEnabled=False))),
    Case("clip-all-silent", film(clip(CLIP, (0, 1), 0, audioEnabled=False))),
    Case("clip-to-the-end-of-its-source", film(clip(OTHER, (1.6, 2.5)), clip(CLIP, (0, 0.5)))),
    Case("clip-beyond-its-source", film(clip(OTHER, (1.6, 3.2), 0), clip(CLIP, (0, 0.3), 1.7))),
    Case("clip-of-one-frame", film(clip(CLIP, (1, 1.001), 0), clip(OTHER, (1, 2)), fps="24")),
    Case("clips-touching-by-a-hair", film(clip(CLIP, (0, 0.7), 0), clip(OTHER, (0, 1), 0.7009))),
    Case("clip-of-the-left-ear", film(clip(LEFT, (0, 2), 0))),
    Case("same-source-again", film(clip(CLIP, (1, 1.5), 0), clip(CLIP, (1, 1.5), 0.75), fps="50")),
    *(Case(f"at-{fps}", _at(fps), is_short=fps == "24000/1001") for fps in RATES),
)

LAYERS = (
    *(Case(f"overlays-{fps}", _overlaid(fps), is_short=fps == "24") for fps in RATES[1::2]),
    Case("overlay-mute", film(BASE, videoOverlays=[overlay(OTHER, (0, 1), 1, audioEnabled=False)])),
    Case(
        "overlay-mute-unless-told",
        film(BASE, videoOverlays=[clip(OTHER, (0, 1), 0.5, sizePctWidth=25)]),
    ),
    Case("overlay-boost-9", film(BASE, videoOverlays=[overlay(OTHER, (0.5, 2), 0.25, boostDb=9)])),
    Case("overlay-behind-the-base", film(BASE, videoOverlays=[overlay(OTHER, (0, 1.3), 2)])),
    Case(
        "overlays-touching",
        film(BASE, videoOverlays=[overlay(OTHER, (0, 0.9), 0.2), overlay(CLIP, (2, 3), 1.1)]),
    ),
    Case("voice-alone", film(narration=[voice(0.5, 2)], fps="60")),
    Case("voice-mute", film(BASE, narration=[voice(0.5, 2, audioEnabled=False)])),
    *(
        Case(f"voice-gain-{gain}", film(BASE, narration=[voice(0.5, 2, gainDb=gain)]))
        for gain in (-12, -4.5, 12)
    ),
    *(
        Case(f"voice-boost-{boost}", film(BASE, narration=[voice(0.5, 2, boostDb=boost)]))
        for boost in (3, 6, 9)
    ),
    Case("voice-gain-and-boost", film(BASE, narration=[voice(0, 2, gainDb=-7.25, boostDb=6)])),
    Case("voice-longer-than-its-source", film(BASE, narration=[voice(0.1, 3, VOICE)])),
    Case(
        "voice-in-halves",
        film(
            BASE,
            narration=[voice(0.21, 1.033), voice(1.033, 2.4, sourceStartSeconds=0.823)],
            fps="30000/1001",
        ),
        is_short=True,
    ),
)

LOUDNESS = (
    Case("loud", film(clip(LOUD, (0, 2.5), 0))),
    Case("quiet-needs-more-than-may-be-given", film(clip(QUIET, (0, 2.5), 0)), is_mastered=True),
    Case("faint-stays-faint", film(clip(FAINT, (0, 2), 0)), is_mastered=True),
    Case("peaky-is-limited", film(clip(PEAKY, (0, 3), 0)), is_mastered=True),
    Case("drums-that-aac-makes-higher", film(clip(DRUMS, (0, 2.5), 0)), is_mastered=True),
    Case("hisses-that-aac-makes-higher", film(clip(HISSES, (0, 2.5), 0))),
    Case("clipped-hides-its-peaks", film(clip(CLIPPED, (0, 2.5), 0)), is_mastered=True),
    Case("taps-are-limited-by-less-than-3-db", film(clip(TAPS, (0, 2.5), 0)), is_mastered=True),
    Case("short-of-0.4-s", film(clip(CLIP, (0, 0.375), 0), fps="24"), is_mastered=True),
    Case("just-0.4-s", film(clip(CLIP, (0, 0.4), 0), fps="25")),
    Case("talk", film(clip(TALK, (0, 3), 0))),
    Case(
        "talk-and-silence", film(clip(TALK, (0.8, 2.1), 0), clip(CLIP, (0, 1), audioEnabled=False))
    ),
    Case("speech-over-talk", film(clip(TALK, (0, 3), 0), narration=[voice(0.2, 2.8, SPEECH)])),
    Case("ends-with-a-fade-of-length", film(BASE, audioSegments=[music("mix", fadeOutSeconds=2)])),
)
