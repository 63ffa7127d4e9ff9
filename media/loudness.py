# SPDX-License-Identifier: Apache-2.0
"""Loudness by EBU R128: measure the whole mix once, then one static gain and a limiter."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import ffmpeg

from media.argv import Graph, command, output
from media.audio_encoding import AudioEncoding
from media.encode import audio_argv
from media.timecode import SAMPLE_RATE

MAX_GAIN_DB = Fraction(20)
QUIETEST_LUFS = Fraction(-50)
SHORTEST_SAMPLES = SAMPLE_RATE * 2 // 5
OVERSAMPLING = 4
CEILING_DBTP = Fraction(-2)
"""The true peak before AAC: AAC raises peaks, but those of most exports by less than half a dB."""

MAX_DBTP = Fraction(-3, 2)
"""The highest true peak of the encoded audio; above it the audio is made again, more quietly."""

OVERSHOOT_DB = 5
"""More than AAC raises a true peak: the most that was measured is 4.4, of clipped noise."""

_INTEGRATED = re.compile(r"^\s*I:\s*(-?[\d.]+|-inf|nan) LUFS\s*$", re.MULTILINE)
_PEAK = re.compile(r"^\s*Peak:\s*(-?[\d.]+|-inf|nan) dBFS\s*$", re.MULTILINE)
_SILENCE = Fraction(-70)


def measure_argv(audio: Path) -> list[str]:
    """Return the command that measures loudness and true peak, written to standard error."""
    # The true peak, because clipped noise is up to 6 dB higher between its samples.
    measured = ffmpeg.input(str(audio))["a:0"].filter("ebur128", framelog="verbose", peak="true")
    argv = command(output(measured, path="-", options={"f": "null"}), progress=False)
    argv[argv.index("-v") + 1] = "info"
    return [argv[0], "-hide_banner", "-nostats", *argv[1:]]


def parse_loudness(stderr: str) -> Fraction:
    """Read the integrated loudness in LUFS from ebur128's summary; silence is -70."""
    return _read(_INTEGRATED, stderr)


def parse_peak(stderr: str) -> Fraction:
    """Read the true peak in dB of full scale from ebur128's summary; silence is -70."""
    return _read(_PEAK, stderr)


def _read(pattern: re.Pattern[str], stderr: str) -> Fraction:
    found = pattern.findall(stderr)
    if not found:
        raise ValueError("no loudness summary in ffmpeg's output")
    return _SILENCE if found[-1] in ("-inf", "nan") else Fraction(found[-1])


def static_gain(loudness: Fraction, *, samples: int, target_lufs: int) -> Fraction:
    """Return the gain in dB of a whole mix; 0 when it is too short or too quiet to measure."""
    if samples < SHORTEST_SAMPLES or loudness < QUIETEST_LUFS:
        return Fraction(0)
    return min(MAX_GAIN_DB, target_lufs - loudness)


def limited(audio: Graph, *, ceiling: Fraction) -> Graph:
    """Return audio whose true peaks are under a ceiling in dB; no sample is delayed."""
    limit = f"{10 ** (float(ceiling) / 20):.6f}"
    # "latency" removes the limiter's delay of 240 samples; the pad fills its last window.
    return (
        audio.filter("apad", pad_dur="0.1")
        .filter("aresample", SAMPLE_RATE * OVERSAMPLING)
        .filter("alimiter", level=0, limit=limit, attack=5, release=50, latency=1)
        .filter("aresample", SAMPLE_RATE)
    )


def master_argv(
    mix: Path,
    target: Path,
    *,
    gain: Fraction,
    samples: int,
    encoding: AudioEncoding,
    ceiling: Fraction | None = CEILING_DBTP,
) -> list[str]:
    """Return the command that encodes a measured mix: gain in dB, limiter, AAC.

    Without a ceiling there is no limiter.
    """
    audio = ffmpeg.input(str(mix))["a:0"].filter("volume", f"{float(gain):.2f}dB")
    if ceiling is not None:
        audio = limited(audio, ceiling=ceiling)
    return audio_argv(audio, target, samples=samples, encoding=encoding)
