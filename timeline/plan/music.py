# SPDX-License-Identifier: Apache-2.0
"""The levels, ducking and fades of a music segment in decibels and samples."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from media.timecode import SAMPLE_RATE, as_fraction, round_half_up
from timeline.document.audio_tracks import AudioSegment
from timeline.plan.units import thousandths
from timeline.spec.mix import AudioItem, Ducking, Music, OpenerCutoff

LEVEL_DB = {"quiet": -24, "medium": -18, "loud": -12}
INTENSITY_DB = {"min": 6, "medium": 12, "max": 18}
THRESHOLD_MILLI = {"sensitive": 60, "normal": 80, "strict": 100}
SILENCE_DB = {"sensitive": -50, "normal": -44, "strict": -38}
DEFAULT_FADE_SECONDS = Fraction(35, 100)
DEFAULT_OPENER_FADE_SECONDS = Fraction(1)
DEFAULT_GATE = "normal"


def music_of(segment: AudioSegment, item: AudioItem) -> Music:
    """Resolve a segment that has a mode and a level; exact gains override the level words."""
    mode = segment.music_mode
    longest_fade = item.n_samples // 2
    fade_in = _samples(segment.fade_in_seconds, default=DEFAULT_FADE_SECONDS)
    fade_out = _samples(segment.fade_out_seconds, default=DEFAULT_FADE_SECONDS)
    return Music(
        item=replace(item, gain_milli_db=_gain(segment)),
        fade_in=min(fade_in, longest_fade),
        fade_out=min(fade_out, longest_fade),
        programme_milli_db=None if mode == "replace" else thousandths(segment.program_gain_db or 0),
        ducking=_ducking(segment) if mode == "mix_duck" else None,
        opener=_opener(segment) if mode == "opener_cutoff" else None,
    )


def _gain(segment: AudioSegment) -> int:
    if segment.gain_db is not None:
        return thousandths(segment.gain_db)
    return 1000 * LEVEL_DB[segment.music_level or "medium"]


def _ducking(segment: AudioSegment) -> Ducking:
    amount = segment.ducking_amount_db
    if amount is None:
        amount = INTENSITY_DB[segment.ducking_intensity or "medium"]
    threshold = THRESHOLD_MILLI[segment.ducking_gate or DEFAULT_GATE]
    return Ducking(thousandths(amount), threshold, segment.ducking_shape == "abrupt")


def _opener(segment: AudioSegment) -> OpenerCutoff:
    before, after = segment.opener_fade_before_seconds, segment.opener_fade_after_seconds
    return OpenerCutoff(
        silence_db=SILENCE_DB[segment.ducking_gate or DEFAULT_GATE],
        fade_before=_samples(before, default=DEFAULT_OPENER_FADE_SECONDS),
        fade_after=_samples(after, default=DEFAULT_OPENER_FADE_SECONDS),
    )


def _samples(seconds: int | float | None, *, default: Fraction) -> int:
    return round_half_up(as_fraction(default if seconds is None else seconds) * SAMPLE_RATE)
