# SPDX-License-Identifier: Apache-2.0
"""Short clips with which people try the product before they have files of their own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from media.argv import Options, command, output

SAMPLE_SECONDS = 5


@dataclass(frozen=True, slots=True)
class SampleClip:
    """A clip that is drawn by a filter, with a tone of so many hertz."""

    name: str
    source: str
    hertz: int


SAMPLE_CLIPS = (
    SampleClip("dials", "testsrc2=size=1920x1080:rate=30", 220),
    SampleClip(
        "dusk",
        "gradients=size=480x270:rate=30:c0=#12193f:c1=#e8743b:speed=0.02,scale=1920:1080",
        330,
    ),
    SampleClip("bars", "smptehdbars=size=1920x1080:rate=30,scroll=h=0.004", 440),
)


def sample_clip_argv(clip: SampleClip, target: Path) -> list[str]:
    """Return the command that makes a clip as an MP4 file."""
    picture = ffmpeg.input(clip.source, f="lavfi")["v:0"].filter("format", "yuv420p")
    sound = ffmpeg.input(f"sine=frequency={clip.hertz}:sample_rate=48000", f="lavfi")["a:0"]
    options: Options = {
        "t": SAMPLE_SECONDS,
        "c:v": "libx264",
        "preset": "veryfast",
        "threads": 1,
        "c:a": "aac",
        "movflags": "+faststart",
        "f": "mp4",
    }
    return command(output(picture, sound, path=str(target), options=options))
