# SPDX-License-Identifier: Apache-2.0
"""Peaks of a sound, from which its waveform is drawn: the extremes of equal stretches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from media.timecode import SAMPLE_RATE

PEAK_RATES = (100, 10)
"""How many stretches there are a second, finest first."""

_SECONDS_AT_ONCE = 60
_FULL_SCALE = 1 << 15


def write_peaks(pcm: Path, target: Path, *, rate: int) -> None:
    """Write the peaks of a file of 16-bit stereo samples at 48 kHz.

    Each stretch is two signed bytes: the lowest and the highest sample of both channels, of which
    127 is full scale. The last stretch may be shorter.
    """
    with target.open("wb") as file:
        for samples in _blocks(pcm):
            file.write(_peaks(samples, SAMPLE_RATE // rate).tobytes())


def _blocks(pcm: Path) -> Iterator[np.ndarray]:
    """Read a file piece by piece, because that of a long sound does not fit into memory."""
    block = 4 * SAMPLE_RATE * _SECONDS_AT_ONCE
    with pcm.open("rb") as file:
        while data := file.read(block):
            whole = len(data) - len(data) % 4
            if whole:
                yield np.frombuffer(data[:whole], np.dtype("<i2"))


def _peaks(samples: np.ndarray, length: int) -> np.ndarray:
    starts = np.arange(0, len(samples), 2 * length)
    lowest = np.minimum.reduceat(samples, starts)
    highest = np.maximum.reduceat(samples, starts)
    pairs = np.stack([lowest, highest], axis=1).astype(np.int32)
    return np.rint(pairs * 127 / _FULL_SCALE).astype(np.int8)
