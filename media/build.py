# SPDX-License-Identifier: Apache-2.0
"""Which ffmpeg and which x264 an encode comes from, read out of one that they made."""

from __future__ import annotations

import re

_FFMPEG = re.compile(r"^ffmpeg version (\S+)", re.MULTILINE)
_X264 = re.compile(r"x264 - core (\d+)(?: r(\d+))?")


class EncoderMissing(Exception):
    """There is no ffmpeg here, or it cannot encode H.264."""


def version_argv() -> list[str]:
    """Ask ffmpeg which it is."""
    return ["ffmpeg", "-hide_banner", "-version"]


def sample_argv() -> list[str]:
    """Encode one tiny frame to the output: x264 writes its name into every stream."""
    return [
        *("ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i", "color=s=16x16:d=0.04"),
        *("-frames:v", "1", "-c:v", "libx264", "-f", "h264", "-"),
    ]


def parse_build(version: str, sample: str) -> str:
    """Name a build as "ffmpeg5.1.9-0+deb12u1-x264.164.3095"."""
    ffmpeg, x264 = _FFMPEG.search(version), _X264.search(sample)
    if ffmpeg is None or x264 is None:
        raise EncoderMissing("this ffmpeg does not say which it is, or has no x264")
    core = ".".join(part for part in x264.groups() if part)
    return f"ffmpeg{ffmpeg[1]}-x264.{core}"[:70]
