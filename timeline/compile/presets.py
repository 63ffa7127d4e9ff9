# SPDX-License-Identifier: Apache-2.0
"""The fields of presets: logos, audio, lower thirds, screen titles and visualizers."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints

from timeline.document.audio_tracks import Amount, Gain, OpenerFade
from timeline.document.fields import Description, DocumentModel, Fade, Inset, Position
from timeline.document.numbers import Percent, within
from timeline.document.overlay_tracks import LowerThirdFormat, Width
from timeline.document.text_tracks import TitleFormat
from timeline.document.visualizer_track import MAX_VISUALIZER_LAYERS, VisualizerLayer

PresetName = Annotated[str, StringConstraints(min_length=1, max_length=120)]
LogoSeconds = Annotated[int | float, *within(0, 3600)]
MusicSeconds = Annotated[int | float, *within(2, 20)]


class PresetFields(DocumentModel):
    """What every preset has."""

    name: PresetName
    """Name: the preset's name, 1 to 120 characters."""

    description: Description | None = None
    """Description: up to 2000 characters."""

    def normalised(self) -> Self:
        """Return the preset with the fields that follow from others."""
        return self


class LogoPreset(PresetFields):
    """Where and when a logo is shown."""

    name: PresetName = "Standard watermark"
    """Name: the preset's name, 1 to 120 characters."""

    position: Position = "bottom_right"
    """Position: where in the frame the logo lies."""

    size_pct_width: Width = 15
    """Width: the width of the logo in percent of the frame's width."""

    opacity_pct: Percent = 35
    """Opacity: the opacity of the logo in percent."""

    timing_rule: Literal["entire", "start_after", "first_only", "last_only"] = "entire"
    """Timing: shown throughout, after the first seconds, or only in the first or last ones."""

    timing_seconds: LogoSeconds | None = None
    """Timing length: the number of those seconds, 0 to 3600; null when shown throughout."""

    fade: Fade = "none"
    """Fade: whether the logo fades in, out or both, over half a second."""

    inset_x_preset: Inset | None = "medium"
    """Side margin: 6, 10 or 14 % of the frame's width from the side; null in the centre."""

    inset_y_preset: Inset | None = "medium"
    """Vertical margin: 6, 10 or 14 % of the height from top or bottom; null in the middle."""

    def normalised(self) -> Self:
        """Return the logo without insets and seconds that its position and timing do not use."""
        row, _, column = self.position.partition("_")
        # An image on a centred axis has no distance from an edge.
        unused = {
            "inset_x_preset": column == "center",
            "inset_y_preset": row == "middle",
            "timing_seconds": self.timing_rule == "entire",
        }
        changes = {name: None for name, is_unused in unused.items() if is_unused}
        return self.model_copy(update=changes)


class AudioPreset(PresetFields):
    """How music and the sound of the video are mixed."""

    name: PresetName = "Mix (Medium)"
    """Name: the preset's name, 1 to 120 characters."""

    mode: Literal["replace", "mix"] = "mix"
    """Mode: the music replaces the sound of the video, or is mixed with it."""

    video_gain_db: Gain = 0
    """Video volume: how much louder or softer the video is meanwhile, in decibels (`mix`)."""

    music_gain_db: Gain = -18
    """Music volume: how much softer the music is than its file, in decibels."""

    ducking_mode: Literal["none", "rolling", "abrupt"] = "none"
    """Lower under speech: whether speech lowers the music, gradually or at once (`mix`)."""

    ducking_gate: Literal["sensitive", "normal", "strict"] = "normal"
    """Reacts to: how loud the video must be to lower or end the music."""

    ducking_amount_db: Amount = 12
    """Lower by: by how many decibels the music is lowered at most."""

    audio_duration_seconds: MusicSeconds | None = None
    """Length of the music: 2 to 20 seconds; by default it lasts as long as the video."""

    audio_fade_enabled: bool = True
    """Fades: whether the music fades in and out over 0.35 seconds."""

    opener_cut_fade_before_seconds: OpenerFade | None = 0.5
    """Fade before speech: music ends where speech begins (`mix`, `abrupt`); how long before."""

    opener_cut_fade_after_seconds: OpenerFade | None = None
    """Fade into speech: how long after that it ends; without either it is only lowered."""


class LowerThirdPreset(PresetFields, LowerThirdFormat):
    """How lower thirds are laid out, and for how long they are shown."""

    def normalised(self) -> Self:
        """Return the lower third without a horizontal inset, as it lies in the centre."""
        return self.model_copy(update={"inset_x_preset": None})


class ScreenTitlePreset(PresetFields, TitleFormat):
    """How screen titles are drawn, and for how long they are shown."""


class VisualizerDesign(PresetFields):
    """The drawings of a visualizer."""

    instances: tuple[VisualizerLayer, ...] = Field(
        (VisualizerLayer(),), strict=False, min_length=1, max_length=MAX_VISUALIZER_LAYERS
    )
    """Drawings: 1 to 8 drawings, the first one at the bottom."""
