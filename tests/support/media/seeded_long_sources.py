# SPDX-License-Identifier: Apache-2.0
"""Sources of three stretches, drawn by a seed: container, codec, key frames, rate, offset."""

from __future__ import annotations

import random

from tests.support.media.long_sources import LATER, MPEG2, LongSource, x264, x265

_RATES = ("24000/1001", "25", "30000/1001", "30", "50", "60")
_LATE = (*LATER, "-i", "SOURCE", "-map", "0:v", "-map", "1:a", "-c", "copy")
_EVERY_THIRD_DROPPED = "select='mod(n,3)'"


def long_source(seed: int) -> LongSource:
    """Draw a source; equal seeds give equal sources."""
    draw = random.Random(seed)
    coding, suffixes = draw.choice(_codings(draw))
    is_variable = draw.random() < 0.25 and "mpeg2video" not in coding
    if is_variable:
        coding = (*coding, "-fps_mode", "vfr")
    suffix = draw.choice(suffixes)
    copied = draw.choice(((), (), _cut(draw), _LATE))
    return LongSource(
        suffix,
        coding,
        rate="25" if "mpeg2video" in coding else draw.choice(_RATES),
        picture=_EVERY_THIRD_DROPPED if is_variable else "null",
        output=("-movflags", "+frag_keyframe+empty_moov") if _is_fragmented(draw, suffix) else (),
        sound=draw.choice((("-c:a", "aac", "-b:a", "64k"), ())) if not copied else ("-c:a", "aac"),
        copied=() if suffix == ".ts" else copied,
    )


def _codings(draw: random.Random) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Draw the options of each codec, with the suffixes of the containers that take it."""
    gop = draw.choice((24, 50, 75, 120, 240))
    frames = draw.choice(("bframes=0", "bframes=2", "bframes=5:b-pyramid=normal:b-adapt=0"))
    is_open = draw.choice((0, 1))
    pictures = f"keyint={gop}:min-keyint={min(gop, 12)}:scenecut=0:open-gop={is_open}:{frames}"
    mixed = f"keyint={gop}:min-keyint=1:scenecut=40:{frames}"
    return (
        (x264(pictures), (".mp4", ".mov", ".mkv", ".ts")),
        (x264(mixed), (".mp4", ".mkv")),
        (x265(f"keyint={gop}:open-gop={is_open}:bframes=3"), (".mp4", ".mkv", ".ts")),
        (MPEG2, (".ts", ".mkv")),
    )


def _is_fragmented(draw: random.Random, suffix: str) -> bool:
    return suffix == ".mp4" and draw.random() < 0.3


def _cut(draw: random.Random) -> tuple[str, ...]:
    return ("-ss", f"{draw.uniform(0.5, 4):.2f}", "-i", "SOURCE", "-c", "copy")
