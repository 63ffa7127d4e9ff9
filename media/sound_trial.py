# SPDX-License-Identifier: Apache-2.0
"""Tries whether a sound decodes, and finds when its first sample is heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from media.accepted import is_audio_codec
from media.probe import INGEST_FLAGS, Fields
from media.streams import AudioStream

TRIED_FRAMES = 8


@dataclass(frozen=True, slots=True)
class SoundStart:
    """A sound that decodes, with the moment of its first sample, and what its header states."""

    stream: AudioStream
    header: Fields = field(default_factory=dict)


def trial_argv(path: Path, index: int) -> list[str]:
    """Return the command that decodes the first frames of a sound and prints their times."""
    return [
        *("ffmpeg", "-v", "error", "-nostdin", *INGEST_FLAGS, "-copyts", "-i", str(path)),
        *("-map", f"0:{index}", "-frames:a", str(TRIED_FRAMES), "-f", "framecrc", "-"),
    ]


def first_sound(
    path: Path, stream: AudioStream, *, inspect: Callable[[Sequence[str]], str]
) -> SoundStart | None:
    """Return a sound with the moment at which it begins, None when nothing of it decodes."""
    if not is_audio_codec(stream.codec):
        return None
    lines = inspect(trial_argv(path, stream.index)).splitlines()
    times = [line for line in lines if line and not line.startswith("#")]
    if not times:
        return None
    tick = next(line.split()[-1] for line in lines if line.startswith("#tb 0:"))
    first = int(times[0].split(",")[2]) * Fraction(tick)
    return SoundStart(replace(stream, first=first))
