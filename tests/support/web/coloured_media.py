# SPDX-License-Identifier: Apache-2.0
"""Files whose picture and sound tell which time of them is shown."""

from __future__ import annotations

from pathlib import Path

from tests.support.media.ffmpeg import run


def red_then_blue(path: Path, *, seconds: int) -> Path:
    """Make a video that is red and loud in its first half, then blue and silent."""
    half = f"s=640x360:r=30:d={seconds / 2}"
    pictures = ["-f", "lavfi", "-i", f"color=red:{half}", "-f", "lavfi", "-i", f"color=blue:{half}"]
    graph = ["-filter_complex", "[0:v][1:v]concat=n=2", *_sound(seconds), "-shortest"]
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    run(
        [
            "ffmpeg",
            "-v",
            "error",
            *pictures,
            "-f",
            "lavfi",
            "-i",
            _tone(seconds),
            *graph,
            *codecs,
            str(path),
        ]
    )
    return path


def loud_then_silent(path: Path, *, seconds: int) -> Path:
    """Make a sound that is loud in its first half, then silent."""
    run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", _tone(seconds), str(path)])
    return path


def _tone(seconds: int) -> str:
    return f"aevalsrc=exprs=0.9*sin(2*PI*440*t)*lt(t\\,{seconds / 2}):s=48000:d={seconds}"


def _sound(seconds: int) -> list[str]:
    return ["-map", "2:a", "-t", str(seconds), "-c:a", "aac"]
