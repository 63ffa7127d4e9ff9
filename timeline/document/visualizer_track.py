# SPDX-License-Identifier: Apache-2.0
"""The visualizer track: drawings that move with the audio of another item."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from timeline.document.fields import (
    Color,
    Description,
    DocumentModel,
    ItemId,
    Name,
    Position,
    PresetId,
    TimedItem,
)
from timeline.document.numbers import within

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
Opacity = Annotated[int | float, *within(0, 1)]
Percentage = Annotated[int | float, *within(10, 100)]
Frequency = Annotated[int | float, *within(20, 20000)]


class NarrationVisualizer(DocumentModel):
    """A waveform of one narration."""

    enabled: bool = False
    """Enabled: whether the waveform is part of the export."""

    style: VisualizerStyle = "wave_line"
    """Style: what is drawn."""

    fg_color: Color = "#d4af37"
    """Foreground: the colour of the drawing."""

    bg_color: Backdrop = "transparent"
    """Background: the colour behind the drawing, or `transparent`."""

    opacity: Opacity = 1
    """Opacity: the opacity of the drawing, from 0 to 1."""


class VisualizerLayer(DocumentModel):
    """One drawing of a visualizer preset."""

    style: VisualizerStyle = "wave_line"
    """Style: what is drawn."""

    fg_color: Color = "#d4af37"
    """Foreground: the colour of the drawing."""

    bg_color: Backdrop = "transparent"
    """Background: the colour behind the drawing, or `transparent`."""

    opacity: Opacity = 1
    """Opacity: the opacity of the drawing, from 0 to 1."""

    scale: Literal["linear", "log"] = "linear"
    """Scale: the scale of the frequency axis."""

    bar_count: Annotated[int | float, *within(12, 128)] = 48
    """Bars: the number of bars or dots."""

    spectrum_mode: Literal["full", "voice"] = "full"
    """Spectrum: all frequencies, or only those between `voiceLowHz` and `voiceHighHz`."""

    band_mode: Literal["full", "band_1", "band_2", "band_3", "band_4"] = "full"
    """Band: all frequencies of the spectrum, or one of its four quarters."""

    voice_low_hz: Annotated[int | float, *within(20, 19990)] = 80
    """Voice from: the lowest frequency of a voice, in hertz."""

    voice_high_hz: Frequency = 4000
    """Voice to: the highest frequency of a voice, in hertz."""

    amplitude_gain_pct: Annotated[int | float, *within(0, 400)] = 100
    """Amplitude: the gain of the drawn amplitude in percent."""

    baseline_lift_pct: Annotated[int | float, *within(-100, 100)] = 0
    """Baseline: how far the baseline is raised, in percent of the height."""

    wave_vertical_gain_pct: Annotated[int | float, *within(25, 400)] = 100
    """Wave height: the vertical gain of a wave in percent."""

    wave_vertical_offset_pct: Annotated[int | float, *within(-50, 50)] = 0
    """Wave offset: the vertical offset of a wave in percent of the height."""

    line_width: Annotated[int | float, *within(1, 12)] = 2
    """Line width: the width of lines, in pixels at a short edge of 1080."""

    smoothing: Annotated[int | float, *within(0, 95)] = 0
    """Smoothing: how much a value is averaged with those beside it, in percent."""

    noise_gate: Annotated[int | float, *within(0, 30)] = 0
    """Noise gate: the amplitude in percent below which nothing is drawn."""

    temporal_smooth: Annotated[int | float, *within(0, 98)] = 0
    """Temporal smoothing: how much a value is averaged with those before it, in percent."""

    ring_base_radius: Annotated[int | float, *within(5, 90)] = 22
    """Ring radius: the radius of a ring in percent of the height."""

    ring_depth: Annotated[int | float, *within(1, 60)] = 18
    """Ring depth: how far a ring moves, in percent of the height."""

    orb_radius: Annotated[int | float, *within(5, 40)] = 11
    """Orb radius: the radius of an orb in percent of the height."""

    orb_band_count: Annotated[int | float, *within(1, 8)] = 1
    """Orb bands: the number of bands around an orb."""

    orb_band_spacing: Annotated[int | float, *within(1, 20)] = 5
    """Orb band spacing: the distance of the bands in percent of the height."""

    bar_top_shape: Literal["stepped", "smooth", "smooth_separated"] = "stepped"
    """Bar tops: separate steps, one smooth line, or a smooth line with gaps."""

    gradient_enabled: bool = False
    """Gradient: whether the drawing has a gradient instead of the foreground colour."""

    gradient_start: Color = "#d4af37"
    """Gradient start: the first colour of the gradient."""

    gradient_end: Color = "#f7d774"
    """Gradient end: the last colour of the gradient."""

    gradient_mode: Literal["vertical", "horizontal"] = "vertical"
    """Gradient direction: from bottom to top or from left to right."""

    clip_mode: Literal["none", "rect"] = "none"
    """Clipping: none, or a rectangle outside of which nothing is drawn."""

    clip_inset_pct: Annotated[int | float, *within(0, 40)] = 6
    """Clipping inset: the distance of the rectangle from the sides, in percent of the width."""

    clip_height_pct: Annotated[int | float, *within(10, 100)] = 100
    """Clipping height: the height of the rectangle in percent of the height."""


class VisualizerPreset(DocumentModel):
    """A visualizer preset as it was when it was chosen."""

    id: PresetId | None = None
    """Preset: the id of the preset that was copied."""

    name: Name = ""
    """Name: the preset's name, up to 255 characters."""

    description: Description | None = None
    """Description: the preset's description, up to 2000 characters."""

    instances: tuple[VisualizerLayer, ...] = Field(
        (VisualizerLayer(),), strict=False, min_length=1, max_length=MAX_VISUALIZER_LAYERS
    )
    """Drawings: the drawings of the visualizer, the first one at the bottom."""


class Visualizer(TimedItem):
    """A drawing that moves with the audio of another item."""

    preset_id: PresetId | None = None
    """Preset: the id of the preset."""

    preset_snapshot: VisualizerPreset
    """Preset: the preset as it was when it was chosen."""

    audio_source_kind: Literal["video", "video_overlay", "narration", "music"]
    """Source kind: the kind of item whose audio is drawn."""

    audio_source_segment_id: ItemId
    """Source item: the id of the item whose audio is drawn."""

    size_pct_width: Percentage = 100
    """Width: the width of the drawing in percent of the frame's width."""

    size_pct_height: Percentage = 25
    """Height: the height of the drawing in percent of the frame's height."""

    inset_x: Annotated[int | float, *within(0, 200)] = 0
    """Side margin: the distance from the left or right edge, in pixels at a short edge of 1080."""

    inset_y: Annotated[int | float, *within(0, 200)] = 0
    """Vertical margin: the distance from top or bottom, in pixels at a short edge of 1080."""

    position: Position = "bottom_center"
    """Position: where in the frame the drawing lies."""

    fit_mode: Literal["contain", "cover"] = "contain"
    """Fit: whether the drawing lies as a whole in its box or covers it."""
