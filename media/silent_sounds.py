# SPDX-License-Identifier: Apache-2.0
"""Whether the sound that is heard of a file is silent while another one is not.

Some recorders write a track for each microphone, of which the first may not be plugged in. Parts of
the file are decoded, and only if those of the first sound are silent, the same parts of the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from media.probe import INGEST_FLAGS
from media.sound_choice import SoundChoice
from media.streams import MediaProbe
from media.timecode import SAMPLE_RATE, seconds_text

PARTS = 8
PART = Fraction(2)
"""So many parts of a file are listened to, each so many seconds long; a shorter file wholly."""

SILENT, HEARD = -60.0, -45.0
"""Peaks in decibels of full scale: what is lower is silent, what is higher is heard."""

MOST_TRACKS = 8
_PEAK = "lavfi.astats.Overall.Peak_level"
_LINE = re.compile(rf"^{re.escape(_PEAK)}=(\S+)$", re.MULTILINE)
_WARNING = (
    "Sound track {silent} is silent; track {other} is not: choose it in the details of this file."
)


def silence(
    path: Path,
    sounds: SoundChoice,
    probe: MediaProbe,
    *,
    inspect: Callable[[Sequence[str]], str],
) -> tuple[str, ...]:
    """Tell that the preferred sound of a file is silent, and which one is not."""
    others = [each for each in sounds.tracks if each.is_decodable]
    if sounds.preferred is None or len(others) < 2:
        return ()

    def peak(index: int) -> float:
        printed = inspect(peaks_argv(path, index, probe.playing_time))
        return max((float(each) for each in _LINE.findall(printed)), default=0.0)

    silent = sounds.preferred.stream.index
    if peak(silent) > SILENT:
        return ()
    places = {each.index: place for place, each in enumerate(sounds.tracks, start=1)}
    for other in others[:MOST_TRACKS]:
        if other.index != silent and peak(other.index) > HEARD:
            return (_WARNING.format(silent=places[silent], other=places[other.index]),)
    return ()


def peaks_argv(path: Path, index: int, length: Fraction) -> list[str]:
    """Return the command that prints the peaks of parts of a sound, in decibels of full scale."""
    count = PARTS if length > PARTS * PART else 1
    argv = ["ffmpeg", "-v", "error", "-nostdin"]
    for part in range(count):
        only = ("-ss", seconds_text(length * part / PARTS), "-t", seconds_text(PART))
        argv += [*INGEST_FLAGS, *(only if count > 1 else ()), "-i", str(path)]
    parts = "".join(f"[{number}:{index}]" for number in range(count))
    peaks = "astats=metadata=1:measure_perchannel=none:measure_overall=Peak_level"
    printed = f"ametadata=mode=print:key={_PEAK}:file=-"
    graph = f"{parts}concat=n={count}:v=0:a=1,asetnsamples={SAMPLE_RATE},{peaks},{printed}[out]"
    return [*argv, "-filter_complex", graph, "-map", "[out]", "-f", "null", "-"]
