# SPDX-License-Identifier: Apache-2.0
"""Whether the sound that is heard of a file is silent while another one is not.

Some recorders write a track for each microphone, of which the first may not be plugged in. Parts of
the file are decoded, and only if those of the first sound are silent, the same parts of the others,
of which somebody may choose one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from media.probe import INGEST_FLAGS
from media.sound_choice import SoundChoice
from media.streams import AudioTrack, MediaProbe
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


def heard_tracks(
    path: Path,
    sounds: SoundChoice,
    probe: MediaProbe,
    *,
    inspect: Callable[[Sequence[str]], str],
) -> tuple[AudioTrack, ...]:
    """Return the sounds of a file; each silent one beside another has a warning that says so.

    They are listened to only when the one that players prefer is silent.
    """
    others = [each for each in sounds.tracks if each.is_decodable]
    if sounds.preferred is None or len(others) < 2:
        return sounds.tracks

    def peak(index: int) -> float:
        printed = inspect(peaks_argv(path, index, probe.playing_time))
        return max((float(each) for each in _LINE.findall(printed)), default=0.0)

    preferred = sounds.preferred.stream.index
    peaks = {preferred: peak(preferred)}
    if peaks[preferred] > SILENT:
        return sounds.tracks
    for other in others[:MOST_TRACKS]:
        if other.index != preferred:
            peaks[other.index] = peak(other.index)
    return _warned(sounds.tracks, peaks)


def _warned(tracks: Sequence[AudioTrack], peaks: Mapping[int, float]) -> tuple[AudioTrack, ...]:
    places = {each.index: place for place, each in enumerate(tracks, start=1)}
    heard = next((each.index for each in tracks if peaks.get(each.index, SILENT) > HEARD), None)
    if heard is None:
        return tuple(tracks)
    return tuple(
        replace(each, warning=_WARNING.format(silent=places[each.index], other=places[heard]))
        if peaks.get(each.index, HEARD) <= SILENT
        else each
        for each in tracks
    )


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
