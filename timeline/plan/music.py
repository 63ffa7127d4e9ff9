# SPDX-License-Identifier: Apache-2.0
"""What the words of a music segment mean in decibels and samples."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from media.timecode import SAMPLE_RATE, as_seconds, round_half_up
from timeline.document.timeline import AudioSegment
from timeline.spec.sound import AudioItem, Ducking, Music, Opener

LEVEL_DB = {"quiet": -24, "medium": -18, "loud": -12}
INTENSITY_DB = {"min": 6, "medium": 12, "max": 18}
THRESHOLD_MILLI = {"sensitive": 60, "normal": 80, "strict": 100}
SILENCE_DB = {"sensitive": -50, "normal": -44, "strict": -38}
FADE_SECONDS = Fraction(35, 100)
OPENER_FADE_SECONDS = 1
GATE = "normal"


def music_of(segment: AudioSegment, sound: AudioItem) -> Music:
    """Resolve a segment that has a mode and a level; exact gains override the words."""
    mode = segment.music_mode
    return Music(
        item=replace(sound, gain_milli_db=_gain(segment)),
        fade_in=_fade(segment.fade_in_seconds, FADE_SECONDS, longest=sound.n_samples // 2),
        fade_out=_fade(segment.fade_out_seconds, FADE_SECONDS, longest=sound.n_samples // 2),
        programme_milli_db=None if mode == "replace" else _milli(segment.program_gain_db or 0),
        ducking=_ducking(segment) if mode == "mix_duck" else None,
        opener=_opener(segment) if mode == "opener_cutoff" else None,
    )


def _gain(segment: AudioSegment) -> int:
    if segment.gain_db is not None:
        return _milli(segment.gain_db)
    return 1000 * LEVEL_DB[segment.music_level or "medium"]


def _ducking(segment: AudioSegment) -> Ducking:
    amount = segment.ducking_amount_db
    if amount is None:
        amount = INTENSITY_DB[segment.ducking_intensity or "medium"]
    threshold = THRESHOLD_MILLI[segment.ducking_gate or GATE]
    return Ducking(_milli(amount), threshold, segment.ducking_shape == "abrupt")


def _opener(segment: AudioSegment) -> Opener:
    return Opener(
        silence_db=SILENCE_DB[segment.ducking_gate or GATE],
        fade_before=_fade(segment.opener_fade_before_seconds, OPENER_FADE_SECONDS),
        fade_after=_fade(segment.opener_fade_after_seconds, OPENER_FADE_SECONDS),
    )


def _fade(seconds: float | None, usual: Fraction | int, *, longest: int | None = None) -> int:
    wanted = as_seconds(usual if seconds is None else seconds)
    samples = round_half_up(wanted * SAMPLE_RATE)
    return samples if longest is None else min(samples, longest)


def _milli(value: int | float) -> int:
    return round_half_up(1000 * as_seconds(value))
