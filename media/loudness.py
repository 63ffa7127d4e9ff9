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
# -2 dBTP before AAC leaves room for the codec's own overshoot.
CEILING = "0.794328"
INTEGRATED = re.compile(r"^\s*I:\s*(-?[\d.]+|-inf|nan) LUFS\s*$", re.MULTILINE)


def measure_argv(mix: Path) -> list[str]:
    """Measure a mix by EBU R128; the summary goes to standard error."""
    sound = ffmpeg.input(str(mix))["a:0"].filter("ebur128", framelog="verbose")
    argv = command(output(sound, path="-", options={"f": "null"}), progress=False)
    argv[argv.index("-v") + 1] = "info"
    return [argv[0], "-hide_banner", "-nostats", *argv[1:]]


def parse_loudness(stderr: str) -> Fraction:
    """Read the integrated loudness in LUFS from ebur128's summary; silence is -70."""
    found = INTEGRATED.findall(stderr)
    if not found:
        raise ValueError("no loudness summary in ffmpeg's answer")
    return Fraction(-70) if found[-1] in ("-inf", "nan") else Fraction(found[-1])


def static_gain(loudness: Fraction, *, samples: int) -> Fraction:
    """The one gain in dB for a programme; none when it is too short or too quiet to judge."""
    if samples < SHORTEST_SAMPLES or loudness < QUIETEST_LUFS:
        return Fraction(0)
    return min(MAX_GAIN_DB, TARGET_LUFS - loudness)


def limited(sound: Graph, gain: Fraction) -> Graph:
    """Apply a gain and hold true peaks under the ceiling, without moving a sample."""
    # "latency" gives back the limiter's look-ahead of 240 samples; the pad feeds its last window.
    return (
        sound.filter("volume", f"{float(gain):.2f}dB")
        .filter("apad", pad_dur="0.1")
        .filter("aresample", SAMPLE_RATE * OVERSAMPLING)
        .filter("alimiter", level=0, limit=CEILING, attack=5, release=50, latency=1)
        .filter("aresample", SAMPLE_RATE)
    )


def master_argv(mix: Path, target: Path, *, gain: Fraction, samples: int) -> list[str]:
    """Turn a measured mix into the film's sound: gain, limiter, one AAC encode."""
    sound = limited(ffmpeg.input(str(mix))["a:0"], gain)
    return audio_argv(sound, target, samples=samples)
