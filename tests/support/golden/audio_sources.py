# SPDX-License-Identifier: Apache-2.0
"""The audio of the golden sources, computed to the sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.support.sound.reference import factor

RATE = 48_000
Sound = NDArray[np.float64]

CLIP, OTHER, VOICE, MUSIC, TALK, SPEECH = 1, 2, 3, 4, 5, 6
LATE, PEAKY, LOUD, FAINT, QUIET, LONG, LEFT, HUSHED = 7, 8, 9, 10, 11, 12, 13, 14
DRUMS, TAPS, HISSES, CLIPPED = 15, 16, 17, 18


def noise(seconds: float, *, seed: int, peak: float = 0.1) -> Sound:
    """Return noise that correlates with itself at no other offset, up to a peak.

    It has no frequencies above 12 kHz, which AAC removes and so makes the noise less loud.
    """
    rough = np.random.default_rng(seed).normal(size=(round(seconds * RATE), 2))
    spectrum = np.fft.rfft(rough, axis=0)
    spectrum[len(spectrum) // 2 :] = 0
    made = np.fft.irfft(spectrum, n=len(rough), axis=0)
    return np.asarray(made * peak / np.abs(made).max())


def tone(seconds: float, *, hertz: float, decibels: float) -> Sound:
    """Return a tone of a level (RMS, dB of full scale)."""
    wave = np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
    return np.asarray(np.repeat(wave[:, None], 2, axis=1) * factor(decibels) * np.sqrt(2))


def soft_noise(seconds: float, *, decibels: float, seed: int = 7) -> Sound:
    """Return noise with little treble, like most audio, at a level (RMS, dB of full scale)."""
    rough = noise(seconds + 0.01, seed=seed).mean(axis=1)
    smooth = np.convolve(rough, np.ones(24), mode="same")[: round(seconds * RATE)]
    smooth *= factor(decibels) / np.sqrt((smooth**2).mean())
    return np.repeat(smooth[:, None], 2, axis=1)


def speech(seconds: float, words: Mapping[float, float], *, floor: float = -60) -> Sound:
    """Return words of 0.3 s over a noise floor: level by start in seconds, levels in dB."""
    made = noise(seconds, seed=5, peak=factor(floor))
    for start, decibels in words.items():
        first = round(start * RATE)
        made[first : first + 14_400] += tone(0.3, hertz=180, decibels=decibels)
    return made


def _peaky() -> Sound:
    made = soft_noise(4, decibels=-32)
    for first in range(2000, len(made), 9600):
        made[first : first + 24] += 0.7 * np.hanning(24)[:, None]
    return made


def _drums(*, bed: float, hit: float) -> Sound:
    """Return hits of noise that decay, over steady noise; levels are in dB."""
    made = soft_noise(3, decibels=bed)
    decay = np.exp(-(np.arange(len(made)) % 14_400) / 600)
    return np.asarray(made + noise(3, seed=9, peak=factor(hit)) * decay[:, None])


def _hisses() -> Sound:
    """Return noise with short bursts of 12 kHz, whose peaks AAC raises."""
    made = soft_noise(3, decibels=-40)
    for first in range(12_000, len(made) - 48, 12_000):
        made[first : first + 48] += tone(0.001, hertz=12_000, decibels=-3.5)
    return made


def _clipped() -> Sound:
    """Return noise clipped at -6.5 dB, whose true peaks are higher, and higher still in AAC."""
    made, cut = soft_noise(3, decibels=-19), factor(-6.5)
    hit = noise(900 / RATE, seed=5, peak=20 * cut)
    for first in range(12_000, len(made) - len(hit), 24_000):
        made[first : first + len(hit)] = hit
    return np.clip(made, -cut, cut)


def _late() -> Sound:
    """Return a click of 50 ms, which is not speech, and later speech."""
    made = speech(4, dict.fromkeys((1.6, 2.0, 2.4, 2.8, 3.2), -18))
    made[round(0.7 * RATE) : round(0.75 * RATE)] += tone(0.05, hertz=300, decibels=-20)
    return made


def _left() -> Sound:
    made = speech(3, {0.4: -12, 0.8: -12, 1.2: -12})
    made[:, 1] = 0
    return made


@dataclass(frozen=True, slots=True)
class AudioSource:
    """The samples of an upload, and whether it is a video or audio."""

    samples: Callable[[], Sound]
    is_video: bool


UPLOADS = {
    CLIP: AudioSource(lambda: noise(4, seed=1), True),
    OTHER: AudioSource(lambda: noise(2.5, seed=2), True),
    VOICE: AudioSource(lambda: noise(2.345, seed=3), False),
    MUSIC: AudioSource(lambda: noise(1.7, seed=4), False),
    TALK: AudioSource(lambda: speech(4, {0.9: -23.2, 1.3: -20.9, 1.7: -17}), True),
    SPEECH: AudioSource(lambda: speech(3, {0.5: -8, 0.9: -8, 1.3: -8}), False),
    LATE: AudioSource(_late, True),
    PEAKY: AudioSource(_peaky, True),
    LOUD: AudioSource(lambda: soft_noise(3, decibels=-13), True),
    FAINT: AudioSource(lambda: soft_noise(3, decibels=-56), True),
    QUIET: AudioSource(lambda: soft_noise(3, decibels=-42), True),
    LONG: AudioSource(lambda: soft_noise(6, decibels=-20, seed=8), False),
    LEFT: AudioSource(_left, True),
    DRUMS: AudioSource(lambda: _drums(bed=-34, hit=-2), True),
    TAPS: AudioSource(lambda: _drums(bed=-25, hit=-2.5), True),
    HISSES: AudioSource(_hisses, True),
    CLIPPED: AudioSource(_clipped, True),
    HUSHED: AudioSource(lambda: speech(3, {0.6: -47, 1.4: -41}, floor=-80), False),
}
"""Every upload of the golden audio cases by its id."""
