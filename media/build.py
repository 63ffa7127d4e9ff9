# SPDX-License-Identifier: Apache-2.0
"""The versions of ffmpeg and x264, read from a sample encode."""

from __future__ import annotations

import re

_FFMPEG = re.compile(r"^ffmpeg version (\S+)", re.MULTILINE)
_X264 = re.compile(r"x264 - core (\d+)(?: r(\d+))?")


class EncoderMissing(Exception):
    """ffmpeg is missing, or it cannot encode H.264: install one with libx264."""


def version_argv() -> list[str]:
    """Return the command that prints ffmpeg's version."""
    return ["ffmpeg", "-hide_banner", "-version"]


def sample_argv() -> list[str]:
    """Return the command that encodes one small frame to standard output.

    x264 writes its version into every stream.
    """
    return [
        *("ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i", "color=s=16x16:d=0.04"),
        *("-frames:v", "1", "-c:v", "libx264", "-f", "h264", "-"),
    ]


def parse_build(version: str, sample: str) -> str:
    """Return the name of a build, for example "ffmpeg5.1.9-0+deb12u1-x264.164.3095"."""
    ffmpeg, x264 = _FFMPEG.search(version), _X264.search(sample)
    if ffmpeg is None or x264 is None:
        raise EncoderMissing("this ffmpeg states no version, or has no x264")
    core = ".".join(part for part in x264.groups() if part)
    return f"ffmpeg{ffmpeg[1]}-x264.{core}"[:70]
