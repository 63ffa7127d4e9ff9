# SPDX-License-Identifier: Apache-2.0
"""Loudness: measure the whole mix once, then one static gain and a true-peak limiter."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import ffmpeg

from media.argv import Graph, command, output
from media.encode import audio_argv
from media.timecode import SAMPLE_RATE

TARGET_LUFS = Fraction(-16)
MAX_GAIN_DB = Fraction(20)
QUIETEST_LUFS = Fraction(-50)
SHORTEST_SAMPLES = SAMPLE_RATE * 2 // 5
OVERSAMPLING = 4
# What leaves room for the overshoot of AAC, in most films: below it is looked at and made again.
CEILING_DBTP = Fraction(-2)
MOST_DBTP = Fraction(-3, 2)
OVERSHOOT_DB = 5
"""AAC has never been seen to raise a true peak by more: clipped noise by 4.4."""

_INTEGRATED = re.compile(r"^\s*I:\s*(-?[\d.]+|-inf|nan) LUFS\s*$", re.MULTILINE)
_PEAK = re.compile(r"^\s*Peak:\s*(-?[\d.]+|-inf|nan) dBFS\s*$", re.MULTILINE)
_SILENCE = Fraction(-70)


def measure_argv(sound: Path) -> list[str]:
    """Measure a sound by EBU R128, with its true peak; the summary goes to standard error."""
    # Clipped noise hides 6 dB between its samples, so the highest sample would not do.
    heard = ffmpeg.input(str(sound))["a:0"].filter("ebur128", framelog="verbose", peak="true")
    argv = command(output(heard, path="-", options={"f": "null"}), progress=False)
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
        raise ValueError("no loudness summary in ffmpeg's answer")
    return _SILENCE if found[-1] in ("-inf", "nan") else Fraction(found[-1])


def static_gain(loudness: Fraction, *, samples: int) -> Fraction:
    """The one gain in dB for a programme; none when it is too short or too quiet to judge."""
    if samples < SHORTEST_SAMPLES or loudness < QUIETEST_LUFS:
        return Fraction(0)
    return min(MAX_GAIN_DB, TARGET_LUFS - loudness)


def limited(sound: Graph, *, ceiling: Fraction) -> Graph:
    """Hold true peaks under a ceiling, without moving a sample."""
    limit = f"{10 ** (float(ceiling) / 20):.6f}"
    # "latency" gives back the limiter's look-ahead of 240 samples; the pad feeds its last window.
    return (
        sound.filter("apad", pad_dur="0.1")
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
    ceiling: Fraction | None = CEILING_DBTP,
) -> list[str]:
    """Turn a measured mix into the film's sound: gain, limiter under a ceiling, one AAC encode."""
    sound = ffmpeg.input(str(mix))["a:0"].filter("volume", f"{float(gain):.2f}dB")
    if ceiling is not None:
        sound = limited(sound, ceiling=ceiling)
    return audio_argv(sound, target, samples=samples)
