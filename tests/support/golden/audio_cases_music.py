# SPDX-License-Identifier: Apache-2.0
"""Golden audio cases of music: modes, levels, ducking and openers."""

from __future__ import annotations

from typing import Any

from tests.support.golden.audio_cases import (
    AudioCase,
    Item,
    audio_document,
    clip,
    music,
    narration,
    overlay,
)
from tests.support.golden.audio_sources import (
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
    return audio_document(base, audioSegments=list(segments), **more)


def _ducked(base: Item = TALKING, fps: str = "30", **words: Any) -> Item:
    words = {"duckingIntensity": "medium", "uploadId": LONG} | words
    return _with(music("mix_duck", **words), base=base, fps=fps)


def _opened(*, base: Item = HEARD, fps: str = "30", **words: Any) -> Item:
    return _with(music("opener_cutoff", **words), base=base, fps=fps)


MIXED = (
    *(
        AudioCase(f"mix-{level}", _with(music("mix", musicLevel=level)))
        for level in ("quiet", "medium")
    ),
    AudioCase("mix-loud-from-an-offset", _with(music("mix", 0.3, sourceStartSeconds=1.05))),
    *(AudioCase(f"mix-gain-{db}", _with(music("mix", gainDb=db))) for db in (-60, -13.375, 0, 6)),
    AudioCase("mix-gain-over-level", _with(music("mix", gainDb=-6, musicLevel="quiet"))),
    AudioCase(
        "mix-programme-down", _with(music("mix", 0.5, 1.8, programGainDb=-9.5)), is_short=True
    ),
    AudioCase("mix-programme-up", _with(music("mix", 0.5, 1.8, programGainDb=6))),
    AudioCase("mix-programme-gone", _with(music("mix", 0.5, 1.8, programGainDb=-60))),
    AudioCase("mix-without-fades", _with(music("mix", 0.5, 2, fadeInSeconds=0, fadeOutSeconds=0))),
    AudioCase(
        "mix-long-fades", _with(music("mix", 0.2, 2.3, fadeInSeconds=0.9, fadeOutSeconds=1.05))
    ),
    AudioCase(
        "mix-fades-too-long", _with(music("mix", 0.4, 1.4, fadeInSeconds=10, fadeOutSeconds=7))
    ),
    AudioCase("mix-off", _with(music("mix", audioEnabled=False))),
    AudioCase("mix-open-end", _with(music("mix", 1.21), fps="24000/1001")),
    AudioCase("mix-longer-than-the-base", _with(music("mix", 1, 3.1))),
    AudioCase("mix-behind-the-film", _with(music("mix", 0, 1), music("mix", 2.5))),
    AudioCase("replace", _with(music("replace", 0.61, 1.913), fps="25"), is_short=True),
    AudioCase("replace-ignores-programme-gain", _with(music("replace", 0.5, 2, programGainDb=3))),
    AudioCase("replace-everything", _with(music("replace"), narration=[narration(0.5, 2)])),
    AudioCase("replace-off", _with(music("replace", audioEnabled=False))),
    AudioCase(
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
    *(AudioCase(f"duck-{word}", _ducked(duckingIntensity=word)) for word in ("min", "max")),
    AudioCase("duck-medium", _ducked(), is_short=True),
    *(
        AudioCase(f"duck-gate-{gate}", _ducked(duckingGate=gate))
        for gate in ("sensitive", "normal")
    ),
    AudioCase("duck-gate-strict", _ducked(duckingGate="strict")),
    AudioCase("duck-abrupt", _ducked(duckingShape="abrupt"), is_short=True, is_mastered=True),
    AudioCase("duck-abrupt-strict", _ducked(duckingShape="abrupt", duckingGate="strict")),
    AudioCase("duck-rolling-said", _ducked(duckingShape="rolling", duckingIntensity="max")),
    *(AudioCase(f"duck-by-{db}", _ducked(duckingAmountDb=db)) for db in (0, 9.5, 60)),
    AudioCase("duck-amount-over-intensity", _ducked(duckingAmountDb=3, duckingIntensity="max")),
    AudioCase("duck-under-a-shout", _ducked(base=clip(LOUD, (0, 2.5), 0))),
    AudioCase("duck-under-nothing", _ducked(base=SILENT)),
    AudioCase("duck-under-one-ear", _ducked(base=clip(LEFT, (0, 2.5), 0))),
    AudioCase("duck-under-peaks", _ducked(base=clip(PEAKY, (0, 2.5), 0), duckingShape="abrupt")),
    AudioCase("duck-from-within-a-word", _ducked(startSeconds=1.05, endSeconds=2.817)),
    AudioCase("duck-at-24000/1001", _ducked(fps="24000/1001", startSeconds=0.511)),
    AudioCase("duck-at-50", _ducked(fps="50", gainDb=-8.5, startSeconds=0.511)),
    AudioCase("duck-with-a-quieter-programme", _ducked(programGainDb=-6)),
    AudioCase(
        "duck-under-a-voice",
        _with(
            music("mix_duck", duckingIntensity="medium", uploadId=LONG),
            base=SILENT,
            narration=[narration(0.2, 2.5, SPEECH)],
        ),
        is_short=True,
    ),
    AudioCase(
        "duck-under-voice-and-overlay",
        _with(
            music("mix_duck", duckingIntensity="max", uploadId=LONG, duckingGate="sensitive"),
            narration=[narration(1.3, 2.4, SPEECH, sourceStartSeconds=0.4)],
            videoOverlays=[overlay(TALK, (0.8, 1.7), 0.1)],
            fps="25",
        ),
    ),
    AudioCase(
        "duck-never-under-music",
        _with(
            music("mix", 0, 1.2, gainDb=6),
            music("mix_duck", 1.2, 2.5, duckingIntensity="max"),
            base=SILENT,
        ),
    ),
)

OPENERS = (
    AudioCase("opener", _opened(), is_short=True),
    *(
        AudioCase(
            f"opener-fades-{before}-{after}",
            _opened(openerFadeBeforeSeconds=before, openerFadeAfterSeconds=after),
        )
        for before, after in ((0.5, 0.5), (0.5, 3), (2, 1.5), (1, 2.5))
    ),
    AudioCase("opener-without-speech", _opened(base=SILENT)),
    AudioCase("opener-under-speech-at-once", _opened(base=clip(LATE, (1.7, 3.9), 0))),
    AudioCase("opener-from-later-on", _opened(startSeconds=0.9, endSeconds=3.1)),
    AudioCase("opener-over-before-the-speech", _opened(endSeconds=1.2)),
    AudioCase("opener-at-60", _opened(fps="60", gainDb=-7, programGainDb=-3)),
    *(
        AudioCase(
            f"opener-hushed-{gate}",
            audio_document(
                clip(OTHER, (0, 2.5), 0, audioEnabled=False),
                narration=[narration(0, 2.5, HUSHED)],
                audioSegments=[music("opener_cutoff", duckingGate=gate)],
            ),
        )
        for gate in ("sensitive", "normal", "strict")
    ),
    AudioCase(
        "opener-for-a-voice",
        audio_document(
            clip(OTHER, (0, 2.5), 0, audioEnabled=False),
            narration=[narration(1.4, 2.5, VOICE)],
            audioSegments=[music("opener_cutoff", openerFadeAfterSeconds=0.5)],
            fps="30000/1001",
        ),
    ),
)

EVERYTHING = AudioCase(
    "everything-at-once",
    audio_document(
        clip(CLIP, (0.517, 1.3337), 0, boostDb=3),
        clip(TALK, (0.7, 2.2), 0.9),
        fps="24000/1001",
        videoOverlays=[overlay(OTHER, (0.3, 1.2), 0.4, boostDb=6), overlay(CLIP, (3, 3.9), 1.5)],
        narration=[
            narration(0.3, 1.0, gainDb=-3.5, sourceStartSeconds=0.2),
            narration(1.4, 2.2, SPEECH, sourceStartSeconds=0.4),
        ],
        audioSegments=[
            music("replace", 0, 0.5, fadeOutSeconds=0.1),
            music("mix", 0.5, 1.1, gainDb=-10.5, programGainDb=-2.5),
            music("mix_duck", 1.1, duckingAmountDb=15, duckingGate="strict", uploadId=LONG),
        ],
    ),
    is_short=True,
)
