# SPDX-License-Identifier: Apache-2.0
"""Golden films for the ear: music instead of, beside and under the programme, and openers."""

from __future__ import annotations

from typing import Any

from tests.support.golden.sound_cases import Case, Item, clip, film, music, overlay, voice
from tests.support.golden.sounds import (
    CLIP,
    HUSHED,
    LATE,
    LEFT,
    LONG,
    LOUD,
    OTHER,
    PEAKY,
    SPEECH,
    TALK,
    VOICE,
)

BASE = clip(CLIP, (0, 2.5), 0)
TALKING = clip(TALK, (0, 3), 0)
HEARD = clip(LATE, (0, 4), 0)
SILENT = clip(CLIP, (0, 2.5), 0, audioEnabled=False)


def _with(*segments: Item, base: Item = BASE, **more: Any) -> Item:
    return film(base, audioSegments=list(segments), **more)


def _ducked(base: Item = TALKING, fps: str = "30", **words: Any) -> Item:
    words = {"duckingIntensity": "medium", "uploadId": LONG} | words
    return _with(music("mix_duck", **words), base=base, fps=fps)


def _opened(*, base: Item = HEARD, fps: str = "30", **words: Any) -> Item:
    return _with(music("opener_cutoff", **words), base=base, fps=fps)


MIXED = (
    *(Case(f"mix-{level}", _with(music("mix", musicLevel=level))) for level in ("quiet", "medium")),
    Case("mix-loud-from-an-offset", _with(music("mix", 0.3, sourceStartSeconds=1.05))),
    *(Case(f"mix-gain-{db}", _with(music("mix", gainDb=db))) for db in (-60, -13.375, 0, 6)),
    Case("mix-gain-over-level", _with(music("mix", gainDb=-6, musicLevel="quiet"))),
    Case("mix-programme-down", _with(music("mix", 0.5, 1.8, programGainDb=-9.5)), is_short=True),
    Case("mix-programme-up", _with(music("mix", 0.5, 1.8, programGainDb=6))),
    Case("mix-programme-gone", _with(music("mix", 0.5, 1.8, programGainDb=-60))),
    Case("mix-without-fades", _with(music("mix", 0.5, 2, fadeInSeconds=0, fadeOutSeconds=0))),
    Case("mix-long-fades", _with(music("mix", 0.2, 2.3, fadeInSeconds=0.9, fadeOutSeconds=1.05))),
    Case("mix-fades-too-long", _with(music("mix", 0.4, 1.4, fadeInSeconds=10, fadeOutSeconds=7))),
    Case("mix-off", _with(music("mix", audioEnabled=False))),
    Case("mix-open-end", _with(music("mix", 1.21), fps="24000/1001")),
    Case("mix-longer-than-the-base", _with(music("mix", 1, 3.1))),
    Case("mix-behind-the-film", _with(music("mix", 0, 1), music("mix", 2.5))),
    Case("replace", _with(music("replace", 0.61, 1.913), fps="25"), is_short=True),
    Case("replace-ignores-programme-gain", _with(music("replace", 0.5, 2, programGainDb=3))),
    Case("replace-everything", _with(music("replace"), narration=[voice(0.5, 2)])),
    Case("replace-off", _with(music("replace", audioEnabled=False))),
    Case(
        "modes-one-after-another",
        _with(
            music("replace", 0, 0.9),
            music("mix", 0.9, 1.7, musicLevel="medium", sourceStartSeconds=0.5),
            music("mix_duck", 1.7, 2.5, duckingIntensity="min"),
            fps="60000/1001",
        ),
    ),
)

DUCKED = (
    *(Case(f"duck-{word}", _ducked(duckingIntensity=word)) for word in ("min", "max")),
    Case("duck-medium", _ducked(), is_short=True),
    *(Case(f"duck-gate-{gate}", _ducked(duckingGate=gate)) for gate in ("sensitive", "normal")),
    Case("duck-gate-strict", _ducked(duckingGate="strict")),
    Case("duck-abrupt", _ducked(duckingShape="abrupt"), is_short=True, is_mastered=True),
    Case("duck-abrupt-strict", _ducked(duckingShape="abrupt", duckingGate="strict")),
    Case("duck-rolling-said", _ducked(duckingShape="rolling", duckingIntensity="max")),
    *(Case(f"duck-by-{db}", _ducked(duckingAmountDb=db)) for db in (0, 9.5, 60)),
    Case("duck-amount-over-intensity", _ducked(duckingAmountDb=3, duckingIntensity="max")),
    Case("duck-under-a-shout", _ducked(base=clip(LOUD, (0, 2.5), 0))),
    Case("duck-under-nothing", _ducked(base=SILENT)),
    Case("duck-under-one-ear", _ducked(base=clip(LEFT, (0, 2.5), 0))),
    Case("duck-under-peaks", _ducked(base=clip(PEAKY, (0, 2.5), 0), duckingShape="abrupt")),
    Case("duck-from-within-a-word", _ducked(startSeconds=1.05, endSeconds=2.817)),
    Case("duck-at-24000/1001", _ducked(fps="24000/1001", startSeconds=0.511)),
    Case("duck-at-50", _ducked(fps="50", gainDb=-8.5, startSeconds=0.511)),
    Case("duck-with-a-quieter-programme", _ducked(programGainDb=-6)),
    Case(
        "duck-under-a-voice",
        _with(
            music("mix_duck", duckingIntensity="medium", uploadId=LONG),
            base=SILENT,
            narration=[voice(0.2, 2.5, SPEECH)],
        ),
        is_short=True,
    ),
    Case(
        "duck-under-voice-and-overlay",
        _with(
            music("mix_duck", duckingIntensity="max", uploadId=LONG, duckingGate="sensitive"),
            narration=[voice(1.3, 2.4, SPEECH, sourceStartSeconds=0.4)],
            videoOverlays=[overlay(TALK, (0.8, 1.7), 0.1)],
            fps="25",
        ),
    ),
    Case(
        "duck-never-under-music",
        _with(
            music("mix", 0, 1.2, gainDb=6),
            music("mix_duck", 1.2, 2.5, duckingIntensity="max"),
            base=SILENT,
        ),
    ),
)

OPENERS = (
    Case("opener", _opened(), is_short=True),
    *(
        Case(
            f"opener-fades-{before}-{after}",
            _opened(openerFadeBeforeSeconds=before, openerFadeAfterSeconds=after),
        )
        for before, after in ((0.5, 0.5), (0.5, 3), (2, 1.5), (1, 2.5))
    ),
    Case("opener-without-speech", _opened(base=SILENT)),
    Case("opener-under-speech-at-once", _opened(base=clip(LATE, (1.7, 3.9), 0))),
    Case("opener-from-later-on", _opened(startSeconds=0.9, endSeconds=3.1)),
    Case("opener-over-before-the-speech", _opened(endSeconds=1.2)),
    Case("opener-at-60", _opened(fps="60", gainDb=-7, programGainDb=-3)),
    *(
        Case(
            f"opener-hushed-{gate}",
            film(
                clip(OTHER, (0, 2.5), 0, audioEnabled=False),
                narration=[voice(0, 2.5, HUSHED)],
                audioSegments=[music("opener_cutoff", duckingGate=gate)],
            ),
        )
        for gate in ("sensitive", "normal", "strict")
    ),
    Case(
        "opener-for-a-voice",
        film(
            clip(OTHER, (0, 2.5), 0, audioEnabled=False),
            narration=[voice(1.4, 2.5, VOICE)],
            audioSegments=[music("opener_cutoff", openerFadeAfterSeconds=0.5)],
            fps="30000/1001",
        ),
    ),
)

EVERYTHING = Case(
    "everything-at-once",
    film(
        clip(CLIP, (0.517, 1.3337), 0, boostDb=3),
        clip(TALK, (0.7, 2.2), 0.9),
        fps="24000/1001",
        videoOverlays=[overlay(OTHER, (0.3, 1.2), 0.4, boostDb=6), overlay(CLIP, (3, 3.9), 1.5)],
        narration=[
            voice(0.3, 1.0, gainDb=-3.5, sourceStartSeconds=0.2),
            voice(1.4, 2.2, SPEECH, sourceStartSeconds=0.4),
        ],
        audioSegments=[
            music("replace", 0, 0.5, fadeOutSeconds=0.1),
            music("mix", 0.5, 1.1, gainDb=-10.5, programGainDb=-2.5),
            music("mix_duck", 1.1, duckingAmountDb=15, duckingGate="strict", uploadId=LONG),
        ],
    ),
    is_short=True,
)
