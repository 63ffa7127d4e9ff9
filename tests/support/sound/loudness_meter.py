# SPDX-License-Identifier: Apache-2.0
"""An independent meter of loudness (ITU-R BS.1770) and true peaks of stereo at 48 kHz."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float64]
SILENCE = -120.0
BLOCK, HOP = 19_200, 4_800

PRE_FILTER = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The two filters of K-weighting: numerator and denominator of each."""


def integrated(sound: Sound) -> float:
    """Return the gated loudness of a programme in LUFS."""
    weighted = _k_weighted(sound)
    starts = range(0, len(sound) - BLOCK + 1, HOP)
    powers = np.array([(weighted[at : at + BLOCK] ** 2).mean(axis=0).sum() for at in starts])
    for gate in (_power(-70.0), None):
        if not len(powers):
            return SILENCE
        powers = powers[powers > (powers.mean() / 10 if gate is None else gate)]
    return _loudness(float(powers.mean())) if len(powers) else SILENCE


def true_peak(sound: Sound) -> float:
    """Return the true peak in dB of full scale, from four times as many samples."""
    n_samples = len(sound)
    spectrum = np.fft.rfft(np.vstack([sound, np.zeros((4_800, 2))]), axis=0)
    finer = np.fft.irfft(spectrum, n=4 * (n_samples + 4_800), axis=0) * 4
    return float(20 * np.log10(max(np.abs(finer).max(), 1e-6)))


def _k_weighted(sound: Sound) -> Sound:
    # A second of silence at the end keeps the filters' tails out of the beginning.
    length = len(sound) + 48_000
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(length))
    response = np.ones_like(turn)
    for above, below in (PRE_FILTER, HIGH_PASS):
        response *= np.polyval(above[::-1], turn) / np.polyval(below[::-1], turn)
    spectrum = np.fft.rfft(sound, n=length, axis=0) * response[:, None]
    return np.asarray(np.fft.irfft(spectrum, n=length, axis=0)[: len(sound)])


def _loudness(power: float) -> float:
    return float(-0.691 + 10 * np.log10(power))


def _power(loudness: float) -> float:
    return float(10 ** ((loudness + 0.691) / 10))
