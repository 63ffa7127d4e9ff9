# SPDX-License-Identifier: Apache-2.0
"""What is heard besides the clips, and what is drawn from it: narration, music, visualizers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from timeline.document.fields import (
    BoostDb,
    Color,
    Description,
    DocumentModel,
    ItemId,
    Name,
    Position,
    PresetId,
    TimedItem,
    TrackItem,
    UploadId,
)
from timeline.document.numbers import Seconds, one_of, within

MAX_VISUALIZER_LAYERS = 8
VisualizerStyle = Literal[
    "wave_line",
    "wave_fill",
    "center_wave",
    "spectrum_bars",
    "dot_spectrum",
    "mirror_bars",
    "stacked_bands",
    "ring_wave",
    "pulse_orb",
    "radial_bars",
]
Backdrop = Annotated[str, StringConstraints(pattern=r"^(transparent|#[0-9a-fA-F]{6})$")]
NarrationGain = Annotated[int | float, *within(-12, 12)]
Gain = Annotated[int | float, *within(-60, 6)]
Amount = Annotated[int | float, *within(0, 60)]
FadeSeconds = Annotated[int | float, *within(0, 10)]
OpenerFade = Annotated[int | float, *one_of(0.5, 1, 1.5, 2, 2.5, 3)]
Opacity = Annotated[int | float, *within(0, 1)]
Share = Annotated[int | float, *within(10, 100)]
Frequency = Annotated[int | float, *within(20, 20000)]


class NarrationVisualizer(DocumentModel):
    """The simple waveform of a voice, which is part of the film when enabled."""

    enabled: bool = False
    style: VisualizerStyle = "wave_line"
    fg_color: Color = "#d4af37"
    bg_color: Backdrop = "transparent"
    opacity: Opacity = 1


class Narration(TimedItem):
    """A voice over the programme."""

    upload_id: UploadId
    source_start_seconds: Seconds = 0
    gain_db: NarrationGain = 0
    audio_enabled: bool = True
    boost_db: BoostDb = 0
    visualizer: NarrationVisualizer | None = None


class AudioSegment(TrackItem):
    """Music under or instead of the programme, to the end of the film unless it says when it ends.

    The exact gains override the words of its level.
    """

    upload_id: UploadId
    start_seconds: Seconds = 0
    end_seconds: Seconds | None = None
    source_start_seconds: Seconds = 0
    audio_enabled: bool = True
    music_mode: Literal["opener_cutoff", "replace", "mix", "mix_duck"] | None = None
    music_level: Literal["quiet", "medium", "loud"] | None = None
    ducking_intensity: Literal["min", "medium", "max"] | None = None
    audio_config_id: PresetId | None = None
    gain_db: Gain | None = None
    program_gain_db: Gain | None = None
    ducking_gate: Literal["sensitive", "normal", "strict"] | None = None
    ducking_amount_db: Amount | None = None
    ducking_shape: Literal["rolling", "abrupt"] | None = None
    fade_in_seconds: FadeSeconds | None = None
    fade_out_seconds: FadeSeconds | None = None
    opener_fade_before_seconds: OpenerFade | None = None
    opener_fade_after_seconds: OpenerFade | None = None


class VisualizerLayer(DocumentModel):
    """One drawing of a visualizer preset."""

    style: VisualizerStyle = "wave_line"
    fg_color: Color = "#d4af37"
    bg_color: Backdrop = "transparent"
    opacity: Opacity = 1
    scale: Literal["linear", "log"] = "linear"
    bar_count: Annotated[int | float, *within(12, 128)] = 48
    spectrum_mode: Literal["full", "voice"] = "full"
    band_mode: Literal["full", "band_1", "band_2", "band_3", "band_4"] = "full"
    voice_low_hz: Annotated[int | float, *within(20, 19990)] = 80
    voice_high_hz: Frequency = 4000
    amplitude_gain_pct: Annotated[int | float, *within(0, 400)] = 100
    baseline_lift_pct: Annotated[int | float, *within(-100, 100)] = 0
    wave_vertical_gain_pct: Annotated[int | float, *within(25, 400)] = 100
    wave_vertical_offset_pct: Annotated[int | float, *within(-50, 50)] = 0
    line_width: Annotated[int | float, *within(1, 12)] = 2
    smoothing: Annotated[int | float, *within(0, 95)] = 0
    noise_gate: Annotated[int | float, *within(0, 30)] = 0
    temporal_smooth: Annotated[int | float, *within(0, 98)] = 0
    ring_base_radius: Annotated[int | float, *within(5, 90)] = 22
    ring_depth: Annotated[int | float, *within(1, 60)] = 18
    orb_radius: Annotated[int | float, *within(5, 40)] = 11
    orb_band_count: Annotated[int | float, *within(1, 8)] = 1
    orb_band_spacing: Annotated[int | float, *within(1, 20)] = 5
    bar_top_shape: Literal["stepped", "smooth", "smooth_separated"] = "stepped"
    gradient_enabled: bool = False
    gradient_start: Color = "#d4af37"
    gradient_end: Color = "#f7d774"
    gradient_mode: Literal["vertical", "horizontal"] = "vertical"
    clip_mode: Literal["none", "rect"] = "none"
    clip_inset_pct: Annotated[int | float, *within(0, 40)] = 6
    clip_height_pct: Annotated[int | float, *within(10, 100)] = 100


class VisualizerPreset(DocumentModel):
    """A visualizer preset as it was when it was chosen: its drawings, the first at the bottom."""

    id: PresetId | None = None
    name: Name = ""
    description: Description | None = None
    instances: tuple[VisualizerLayer, ...] = Field(
        (VisualizerLayer(),), strict=False, min_length=1, max_length=MAX_VISUALIZER_LAYERS
    )


class Visualizer(TimedItem):
    """A drawing that moves with the sound of one item of the document."""

    preset_id: PresetId | None = None
    preset_snapshot: VisualizerPreset
    audio_source_kind: Literal["video", "video_overlay", "narration", "music"]
    audio_source_segment_id: ItemId
    size_pct_width: Share = 100
    size_pct_height: Share = 25
    inset_x: Annotated[int | float, *within(0, 200)] = 0
    inset_y: Annotated[int | float, *within(0, 200)] = 0
    position: Position = "bottom_center"
    fit_mode: Literal["contain", "cover"] = "contain"
