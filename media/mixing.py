# SPDX-License-Identifier: Apache-2.0
"""The arithmetic of a mix: gains, fades, ducking, and where speech begins, in exact samples."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.timecode import SAMPLE_RATE

Samples = NDArray[np.float32]
Curve = NDArray[np.float64]

STEP = SAMPLE_RATE // 100
"""Levels and gain curves are known every ten milliseconds."""

DUCK_ATTACK, DUCK_RELEASE = 0.020, 0.250
GATE_ATTACK, GATE_RELEASE = 0.005, 0.100
SPEECH_STEPS = 12
"""Shorter sounds are no speech, and shorter silences do not end it."""

_FLOOR_DB = -200.0


@dataclass(frozen=True, slots=True)
class Duck:
    """By how many decibels music gives way, and from which level of the key on."""

    amount_db: float
    threshold: float
    is_abrupt: bool


def amplitude(milli_db: float) -> float:
    """The factor of a gain in thousandths of a decibel."""
    return float(10 ** (milli_db / 20_000))


def levels(sound: Samples) -> Curve:
    """The level of the louder channel in each step, in dB of full scale; a last part is padded."""
    steps = -(-len(sound) // STEP)
    if len(sound) % STEP:
        sound = np.pad(sound, ((0, steps * STEP - len(sound)), (0, 0)))
    channels = np.moveaxis(sound.reshape(steps, STEP, -1), 2, 0)
    # Each channel alone, and in single precision: six times as fast as all of them at once.
    power = np.max([np.einsum("sp,sp->s", one, one) for one in channels], axis=0) / STEP
    loud: Curve = 10 * np.log10(np.maximum(power, 10 ** (_FLOOR_DB / 10)))
    return loud


def ducked(key: Curve, duck: Duck) -> Curve:
    """The gain of ducked music at each step, in dB.

    The ratio is that of a compressor, 1 + amount/2, but what it takes away ends at the amount:
    music gives way to a whisper over the threshold and to a shout alike.
    """
    over = key - 20 * math.log10(duck.threshold)
    wanted = np.clip(over * duck.amount_db / 2, 0, duck.amount_db)
    if duck.is_abrupt:
        wanted = np.where(over > 0, duck.amount_db, 0.0)
    attack, release = (
        1 - math.exp(-STEP / SAMPLE_RATE / seconds)
        for seconds in (
            (GATE_ATTACK, GATE_RELEASE) if duck.is_abrupt else (DUCK_ATTACK, DUCK_RELEASE)
        )
    )
    taken = np.empty_like(wanted)
    now = 0.0
    for step, target in enumerate(wanted.tolist()):
        now += (target - now) * (attack if target > now else release)
        taken[step] = now
    return -taken


def speech_start(key: Curve, *, silence_db: float) -> int | None:
    """The sample at which speech begins, None when nobody speaks."""
    first = last = None
    for step in np.flatnonzero(key > silence_db).tolist():
        if last is None or step - last > SPEECH_STEPS:
            first = step
        last = step
        assert first is not None
        if last - first + 1 >= SPEECH_STEPS:
            return int(first) * STEP
    return None


def gain_at(curve: Curve, first: int, n_samples: int) -> Curve:
    """The factors of a gain curve for consecutive samples, each step holding in its middle."""
    middles = np.arange(len(curve)) * STEP + (STEP - 1) / 2
    wanted = np.interp(np.arange(first, first + n_samples), middles, curve)
    # The exponential is twice as fast as a power of ten.
    factors: Curve = np.exp(wanted * (math.log(10) / 20))
    return factors


def ramp(first: int, n_samples: int, *, start: int, length: int) -> Curve:
    """Factors that rise from nothing at a sample to one so many samples later."""
    at = np.arange(first, first + n_samples, dtype=np.float64) - start
    return np.clip(at / length, 0, 1) if length else (at >= 0).astype(np.float64)


def fades(first: int, n_samples: int, *, length: int, fade_in: int, fade_out: int) -> Curve:
    """The factors of a sound of some length that begins and ends gently."""
    factors = np.ones(n_samples)
    rising = min(n_samples, max(0, fade_in - first))
    factors[:rising] = ramp(first, rising, start=0, length=fade_in)
    even = min(n_samples, max(0, length - fade_out - first))
    falling = ramp(first + even, n_samples - even, start=length - fade_out, length=fade_out)
    factors[even:] *= 1 - falling
    return factors
