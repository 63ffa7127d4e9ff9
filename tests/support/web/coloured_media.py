# SPDX-License-Identifier: Apache-2.0
"""Files whose picture and sound tell which time of them is shown."""

from __future__ import annotations

from pathlib import Path

from tests.support.media.ffmpeg import run
from tests.support.media.once import make_once


def red_then_blue(path: Path, *, seconds: int, codec: str = "libx264") -> Path:
    """Make a video that is red and loud in its first half, then blue and silent."""
    half = f"s=640x360:r=30:d={seconds / 2}"
    inputs = [f"color=red:{half}", f"color=blue:{half}", _tone(seconds)]
    sources = [part for each in inputs for part in ("-f", "lavfi", "-i", each)]
    graph = ["-filter_complex", "[0:v][1:v]concat=n=2", "-map", "2:a", "-c:a", "aac"]
    picture = ["-c:v", codec, "-pix_fmt", "yuv420p", "-t", str(seconds)]
    return _made_once(path, [*sources, *graph, *picture])


def loud_then_silent(path: Path, *, seconds: int) -> Path:
    """Make a sound that is loud in its first half, then silent."""
    return _made_once(path, ["-f", "lavfi", "-i", _tone(seconds)])


def _made_once(path: Path, arguments: list[str]) -> Path:
    argv = ["ffmpeg", "-v", "error", *arguments]
    return make_once(path, argv, lambda target: run([*argv, str(target)]))


def _tone(seconds: int) -> str:
    return f"aevalsrc=exprs=0.9*sin(2*PI*440*t)*lt(t\\,{seconds / 2}):s=48000:d={seconds}"
