# SPDX-License-Identifier: Apache-2.0
"""The audio tracks: narration and music."""

from __future__ import annotations

from typing import Annotated, Literal

from timeline.document.fields import BoostDb, PresetId, TimedItem, TrackItem, UploadId
from timeline.document.numbers import Seconds, one_of, within
from timeline.document.visualizer_track import NarrationVisualizer

NarrationGain = Annotated[int | float, *within(-12, 12)]
Gain = Annotated[int | float, *within(-60, 6)]
Amount = Annotated[int | float, *within(0, 60)]
FadeSeconds = Annotated[int | float, *within(0, 10)]
OpenerFade = Annotated[int | float, *one_of(0.5, 1, 1.5, 2, 2.5, 3)]


class Narration(TimedItem):
    """A voice over the programme."""

    upload_id: UploadId
    """Upload: the id of the audio."""

    source_start_seconds: Seconds = 0
    """Source start: the time in the audio at which it begins to be heard, in seconds."""

    gain_db: NarrationGain = 0
    """Volume: how much louder or softer the narration is than its file, in decibels."""

    audio_enabled: bool = True
    """Sound: whether the narration is heard."""

    boost_db: BoostDb = 0
    """Boost: how much louder it is in addition to its volume, in decibels."""

    visualizer: NarrationVisualizer | None = None
    """Visualizer: a waveform of the narration; none by default."""


class AudioSegment(TrackItem):
    """Music under the programme or instead of it.

    Its `gainDb` replaces the named level when both are given, and its `duckingAmountDb` the named
    amount.
    """

    upload_id: UploadId
    """Upload: the id of the audio, which is repeated until the segment ends."""

    start_seconds: Seconds = 0
    """Start: the time on the timeline at which the music begins, in seconds."""

    end_seconds: Seconds | None = None
    """End: the time at which the music ends, in seconds; by default the end of the timeline."""

    source_start_seconds: Seconds = 0
    """Source start: the time in the audio at which it begins to be heard, in seconds."""

    audio_enabled: bool = True
    """Sound: whether the music is heard; its mix and level are required only then."""

    music_mode: Literal["opener_cutoff", "replace", "mix", "mix_duck"] | None = None
    """Mix: music until speech begins, instead of other sound, beside it, or lowered under it."""

    music_level: Literal["quiet", "medium", "loud"] | None = None
    """Level: quiet is -24 dB, medium -18 dB, loud -12 dB; an exact level replaces it."""

    ducking_intensity: Literal["min", "medium", "max"] | None = None
    """Lower by: slight is 6 dB, medium 12 dB, strong 18 dB; an exact amount replaces it."""

    audio_config_id: PresetId | None = None
    """Preset: the id of the audio preset from which the values were copied."""

    gain_db: Gain | None = None
    """Exact level: how loud the music is, in decibels, instead of quiet, medium or loud."""

    program_gain_db: Gain | None = None
    """Clips during it: how much louder or softer clips are meanwhile, in decibels; 0 by default."""

    ducking_gate: Literal["sensitive", "normal", "strict"] | None = None
    """Reacts to: how loud clips and overlays must be to lower or end the music."""

    ducking_amount_db: Amount | None = None
    """Exact amount: by how many decibels the music is lowered at most."""

    ducking_shape: Literal["rolling", "abrupt"] | None = None
    """Lowered: more the louder the other sound is, or at once by the whole amount."""

    fade_in_seconds: FadeSeconds | None = None
    """Fade in: its length in seconds, at most half of the segment; 0.35 by default."""

    fade_out_seconds: FadeSeconds | None = None
    """Fade out: its length in seconds, at most half of the segment; 0.35 by default."""

    opener_fade_before_seconds: OpenerFade | None = None
    """Fade before speech: how long before the speech the music begins to fade; 1 by default."""

    opener_fade_after_seconds: OpenerFade | None = None
    """Fade into speech: how long after the start of the speech the fade ends; 1 by default."""
