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
    """Gain: the gain of the narration in decibels."""

    audio_enabled: bool = True
    """Sound: whether the narration is heard."""

    boost_db: BoostDb = 0
    """Boost: how much louder it is in addition to its gain, in decibels."""

    visualizer: NarrationVisualizer | None = None
    """Visualizer: a waveform of the narration; none by default."""


class AudioSegment(TrackItem):
    """Music under the programme or instead of it.

    Its `gainDb` replaces the named level when both are given.
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
    """Sound: whether the music is heard; its mode and level are required only then."""

    music_mode: Literal["opener_cutoff", "replace", "mix", "mix_duck"] | None = None
    """Mode: music that ends where speech begins, replaces the programme, is mixed, or is ducked."""

    music_level: Literal["quiet", "medium", "loud"] | None = None
    """Level: -24, -18 or -12 dB; `gainDb` replaces it when both are given."""

    ducking_intensity: Literal["min", "medium", "max"] | None = None
    """Ducking: how much the music is lowered: 6, 12 or 18 dB; `duckingAmountDb` replaces it."""

    audio_config_id: PresetId | None = None
    """Preset: the id of the audio preset from which the values were copied."""

    gain_db: Gain | None = None
    """Gain: the gain of the music in decibels."""

    program_gain_db: Gain | None = None
    """Programme gain: the gain of the programme during the music, in decibels; 0 by default."""

    ducking_gate: Literal["sensitive", "normal", "strict"] | None = None
    """Ducking gate: how loud the programme must be to lower or end the music."""

    ducking_amount_db: Amount | None = None
    """Ducking amount: by how many decibels the music is lowered at most."""

    ducking_shape: Literal["rolling", "abrupt"] | None = None
    """Ducking shape: lowered in proportion to the programme's level, or at once by the amount."""

    fade_in_seconds: FadeSeconds | None = None
    """Fade in: its length in seconds, at most half of the segment; 0.35 by default."""

    fade_out_seconds: FadeSeconds | None = None
    """Fade out: its length in seconds, at most half of the segment; 0.35 by default."""

    opener_fade_before_seconds: OpenerFade | None = None
    """Opener fade before: how long before the speech the music begins to fade; 1 by default."""

    opener_fade_after_seconds: OpenerFade | None = None
    """Opener fade after: how long after the start of the speech the fade ends; 1 by default."""
