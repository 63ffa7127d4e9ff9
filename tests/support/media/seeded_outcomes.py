# SPDX-License-Identifier: Apache-2.0
"""What becomes of seeded videos, measured against what another decoder finds in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np

from media.ingest import mezzanine_argv
from media.normalise import FIELD_RATE_FACTOR
from media.timecode import DEFAULT_RATE, SAMPLE_RATE
from tests.support.media.ffmpeg import run, sound_of, source_of
from tests.support.media.independent_decoder import (
    IndependentFrame,
    IndependentSound,
    code_like,
    decode_fields,
    decode_frames,
    decode_mezzanine,
    decode_sound,
    expected_frames,
    frame_colours,
    time_zero,
)
from tests.support.media.seeded_sources import SeededSource, write_source

LEAST_LIKENESS = 30
"""The peak signal-to-noise ratio, in decibels, that the colours of each frame have at least."""

MOST_SOUND_OFFSET = float(1000 / DEFAULT_RATE.fps)
"""So many milliseconds, one frame, the sound may be moved against the picture."""

_SQUARE = 2
_SEARCHED = SAMPLE_RATE // 2


@dataclass(frozen=True, slots=True)
class SeededOutcome:
    """How a mezzanine and its sound differ from what another decoder finds in a seeded video.

    Of its `frames`, `exact` are those that the other decoder puts there, too; each other frame is
    one frame from there. The sound is later against the picture by `sound_offset` milliseconds,
    None without a sound. `likeness` is that of the colours of the least alike frame in decibels.
    """

    frames: int
    exact: int
    sound_offset: float | None
    likeness: float
    warnings: tuple[str, ...]


def measure_outcome(source: SeededSource, folder: Path) -> SeededOutcome:
    """Make a seeded video and its mezzanine, and compare them.

    Asserts that the frames are in order, each at most one frame from where it belongs, alike, and
    that the sound is where it belongs.
    """
    path, target = write_source(source, folder), folder / "mezzanine.mov"
    opened = source_of(path)
    run(
        mezzanine_argv(
            opened.path, target, probe=opened.probe, rate=DEFAULT_RATE, height_class=1080
        )
    )
    found = decode_mezzanine(target)
    sound = decode_sound(path)
    decoded = decode_frames(path, rotation=source.rotation)
    zero = time_zero(decoded, sound)
    expected = expected_frames(_presented(source, path, decoded), len(found), zero=zero)

    shown = [
        _shown(frame, number, expected, rotation=source.rotation)
        for number, frame in enumerate(found)
    ]
    codes = [each.code for each in shown if each.code]
    assert codes == sorted(codes)
    likeness = min(
        _likeness(frame_colours(frame, parity=same.parity), same.colours)
        for frame, same in zip(found, shown, strict=True)
    )
    assert likeness >= LEAST_LIKENESS
    exact = sum(one is other for one, other in zip(shown, expected, strict=True))
    moved = _sound_offset(path, sound, shown, zero=zero) if sound else None
    assert moved is None or abs(moved) <= MOST_SOUND_OFFSET
    return SeededOutcome(len(found), exact, moved, likeness, opened.probe.warnings)


def _presented(
    source: SeededSource, path: Path, decoded: list[IndependentFrame]
) -> list[IndependentFrame]:
    """Return what is presented one after the other: frames, or fields of interlaced video."""
    if not source.fields:
        return decoded
    rate = Fraction(source.rate)
    is_each_shown = DEFAULT_RATE.fps > rate * FIELD_RATE_FACTOR
    return decode_fields(path, first=source.fields, period=1 / rate, is_each_shown=is_each_shown)


def _shown(
    frame: av.VideoFrame, number: int, expected: Sequence[IndependentFrame], *, rotation: int
) -> IndependentFrame:
    """Return which frame is shown: the expected one, or else one beside it."""
    near = [expected[number], *expected[max(0, number - 1) : number + 2]]
    for one in near:
        if one.code is not None and one.code == code_like(frame, one, rotation=rotation):
            return one
    raise AssertionError(f"frame {number} does not show {expected[number].code}")


def _likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Return the peak signal-to-noise ratio of two pictures in decibels.

    Colours are compared by squares of two pixels a side, because a file has one for each.
    """
    error = float(((_squares(one) - _squares(other)) ** 2).mean())
    return float(10 * np.log10(255**2 / max(error, 1e-6)))


def _squares(colours: np.ndarray) -> np.ndarray:
    rows, columns = (size // _SQUARE for size in colours.shape[:2])
    whole = colours[: rows * _SQUARE, : columns * _SQUARE].astype(float)
    squares = whole.reshape(rows, _SQUARE, columns, _SQUARE, 3)
    return np.asarray(squares.mean(axis=(1, 3)))


def _sound_offset(
    path: Path, other: IndependentSound, shown: Sequence[IndependentFrame], *, zero: Fraction
) -> float:
    """Return the milliseconds by which the sound is later against the picture."""
    ours = sound_of(path, DEFAULT_RATE.samples(len(shown))).astype(float).mean(axis=1)
    sound = _lag(ours, other.samples, start=round((other.at - zero) * SAMPLE_RATE)) / SAMPLE_RATE
    begins = [0, *(n for n, (a, b) in enumerate(pairwise(shown), start=1) if a is not b)]
    # The first frame is shown from time zero, whenever it begins.
    late = [n / DEFAULT_RATE.fps - (shown[n].at - zero) for n in begins[1:]]
    return 1000 * (sound - float(sum(late) / len(late)))


def _lag(ours: np.ndarray, other: np.ndarray, *, start: int) -> int:
    """Return by how many samples a sound is later than another that begins at sample `start`."""
    size = 2 * (len(ours) + len(other) + abs(start))
    spectrum = np.fft.rfft(ours, size) * np.conj(np.fft.rfft(other.astype(float), size))
    alike = np.fft.irfft(spectrum, size)
    lags = np.arange(start - _SEARCHED, start + _SEARCHED)
    return int(lags[alike[lags % size].argmax()]) - start
