# SPDX-License-Identifier: Apache-2.0
"""The settings of an export's audio encode."""

from __future__ import annotations

from dataclasses import dataclass

from media.timecode import SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class AudioEncoding:
    """How a mix is mastered and encoded: samples a second, channels, bit rate and loudness."""

    sample_rate: int
    channels: int
    bitrate_kbps: int
    target_lufs: int


EXPORT_AUDIO = AudioEncoding(sample_rate=SAMPLE_RATE, channels=2, bitrate_kbps=192, target_lufs=-16)
"""Stereo at 48 kHz, at the loudness that most podcast and video platforms ask for."""
