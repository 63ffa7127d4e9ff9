# SPDX-License-Identifier: Apache-2.0
"""The arithmetic of a mix in samples: gains, fades, ducking and the start of speech."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.timecode import SAMPLE_RATE

Samples = NDArray[np.float32]
Curve = NDArray[np.float64]

STEP_SAMPLES = SAMPLE_RATE // 100
"""Levels and gain curves have one value for every ten milliseconds."""

DUCK_ATTACK, DUCK_RELEASE = 0.020, 0.250
GATE_ATTACK, GATE_RELEASE = 0.005, 0.100
SPEECH_STEPS = 12
"""Noises of fewer steps are not speech, and silences of fewer steps do not end it."""

_FLOOR_DB = -200.0


@dataclass(frozen=True, slots=True)
class DuckSettings:
    """How many decibels music is lowered, and above which amplitude of the key signal (0 to 1)."""

    amount_db: float
    threshold: float
    is_abrupt: bool


def amplitude(milli_db: float) -> float:
    """Return the factor of a gain in thousandths of a decibel."""
    return float(10 ** (milli_db / 20_000))


def levels(audio: Samples) -> Curve:
    """Return the level of the louder channel in each step, in dB of full scale.

    The last step is padded with silence.
    """
    steps = -(-len(audio) // STEP_SAMPLES)
    if len(audio) % STEP_SAMPLES:
        audio = np.pad(audio, ((0, steps * STEP_SAMPLES - len(audio)), (0, 0)))
    channels = np.moveaxis(audio.reshape(steps, STEP_SAMPLES, -1), 2, 0)
    # One channel at a time and in single precision, which is six times as fast.
    power = np.max([np.einsum("sp,sp->s", one, one) for one in channels], axis=0) / STEP_SAMPLES
    loud: Curve = 10 * np.log10(np.maximum(power, 10 ** (_FLOOR_DB / 10)))
    return loud


def ducked(key: Curve, duck: DuckSettings) -> Curve:
    """Return the gain of ducked music at each step, in dB.

    It is that of a compressor with the ratio 1 + amount/2 which takes away at most the amount.
    """
    over = key - 20 * math.log10(duck.threshold)
    reduction = np.clip(over * duck.amount_db / 2, 0, duck.amount_db)
    if duck.is_abrupt:
        reduction = np.where(over > 0, duck.amount_db, 0.0)
    attack, release = (
        1 - math.exp(-STEP_SAMPLES / SAMPLE_RATE / seconds)
        for seconds in (
            (GATE_ATTACK, GATE_RELEASE) if duck.is_abrupt else (DUCK_ATTACK, DUCK_RELEASE)
        )
    )
    smoothed = np.empty_like(reduction)
    current = 0.0
    for step, target in enumerate(reduction.tolist()):
        current += (target - current) * (attack if target > current else release)
        smoothed[step] = current
    return -smoothed


def speech_start(key: Curve, *, silence_db: float) -> int | None:
    """Return the sample at which speech begins, None when there is no speech."""
    first = last = None
    for step in np.flatnonzero(key > silence_db).tolist():
        if last is None or step - last > SPEECH_STEPS:
            first = step
        last = step
        assert first is not None
        if last - first + 1 >= SPEECH_STEPS:
            return int(first) * STEP_SAMPLES
    return None


def gain_at(curve: Curve, first: int, n_samples: int) -> Curve:
    """Return the factors of a gain curve for consecutive samples, interpolated between steps."""
    middles = np.arange(len(curve)) * STEP_SAMPLES + (STEP_SAMPLES - 1) / 2
    gains = np.interp(np.arange(first, first + n_samples), middles, curve)
    # The exponential is twice as fast as a power of ten.
    factors: Curve = np.exp(gains * (math.log(10) / 20))
    return factors


def ramp(first: int, n_samples: int, *, start: int, length: int) -> Curve:
    """Return factors that rise from 0 at sample `start` to 1 after `length` samples."""
    at = np.arange(first, first + n_samples, dtype=np.float64) - start
    return np.clip(at / length, 0, 1) if length else (at >= 0).astype(np.float64)


def fades(first: int, n_samples: int, *, length: int, fade_in: int, fade_out: int) -> Curve:
    """Return the factors of a range of audio of `length` samples that fades in and out."""
    factors = np.ones(n_samples)
    rising = min(n_samples, max(0, fade_in - first))
    factors[:rising] = ramp(first, rising, start=0, length=fade_in)
    even = min(n_samples, max(0, length - fade_out - first))
    falling = ramp(first + even, n_samples - even, start=length - fade_out, length=fade_out)
    factors[even:] *= 1 - falling
    return factors
