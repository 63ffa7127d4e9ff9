# SPDX-License-Identifier: Apache-2.0
"""How late a decoder stamps the pictures of a file that states only when they are decoded.

AVI states no order of presentation. Where frames lie between two others (B-frames), a decoder gives
each picture when a later one is read and stamps it with the time of that one: all of them one or
two frames late.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from media.probe import INGEST_FLAGS, Fields
from media.source_clock import Picture

AVI = "avi"

LATEST = Fraction(1)
"""A first picture that is stamped later, in seconds, is not there at all."""


def is_stamped_late(header: Fields, picture: Picture) -> bool:
    """Whether the stamps of decoded pictures may be late, so that one has to be decoded."""
    return header["format"]["format_name"] == AVI and bool(picture.times.unstated)


def late_argv(path: Path, index: int) -> list[str]:
    """Return the command that decodes the first picture of a video and prints its stamp."""
    return [
        *("ffmpeg", "-v", "error", "-nostdin", *INGEST_FLAGS, "-copyts", "-i", str(path)),
        *("-map", f"0:{index}", "-frames:v", "1", "-fps_mode", "passthrough"),
        *("-f", "framecrc", "-"),
    ]


def how_late(path: Path, picture: Picture, *, inspect: Callable[[Sequence[str]], str]) -> Fraction:
    """Return how many seconds too late the pictures of a video are stamped, 0 if none decodes."""
    lines = inspect(late_argv(path, int(picture.fields["index"]))).splitlines()
    stamps = [line for line in lines if line and not line.startswith("#")]
    if not stamps:
        return Fraction(0)
    tick = next(line.split()[-1] for line in lines if line.startswith("#tb 0:"))
    late = int(stamps[0].split(",")[2]) * Fraction(tick) - picture.first
    return late if 0 < late <= LATEST else Fraction(0)
