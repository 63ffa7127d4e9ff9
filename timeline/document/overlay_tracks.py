# SPDX-License-Identifier: Apache-2.0
"""The pictures above the base: video overlays, their stills, graphics, logos, lower thirds."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from media.timecode import as_fraction
from timeline.document.base_track import SourceRange
from timeline.document.fields import (
    BoostDb,
    Color,
    Description,
    DocumentModel,
    Fade,
    Inset,
    ItemId,
    Name,
    Position,
    PresetId,
    TimedItem,
    TimingRule,
    UploadId,
)
from timeline.document.numbers import Percent, Seconds, one_of, within

OverlaySize = Annotated[int | float, *one_of(25, 33, 40, 50, 70, 90, 100)]
GraphicSize = Annotated[int | float, *within(10, 100)]
GraphicInset = Annotated[int | float, *within(0, 300)]
BorderWidth = Annotated[int | float, *one_of(0, 2, 4, 6)]
Milliseconds = Annotated[int | float, *within(100, 2000)]
LogoInset = Annotated[int | float, *within(0, 9999)]
Width = Annotated[int | float, *within(1, 100)]
MOST_OF_A_SEGMENT = Fraction(45, 100)


class VideoOverlay(SourceRange):
    """A picture in the picture: a stretch of a source video in a box."""

    start_seconds: Seconds
    audio_enabled: bool = False
    boost_db: BoostDb = 0
    size_pct_width: OverlaySize = 40
    position: Position = "bottom_right"
    plate_style: Literal["none", "thin", "medium", "thick", "band"] = "none"
    plate_color: Color = "#000000"
    plate_opacity_pct: Percent = 85

    @property
    def length(self) -> Fraction:
        """The exact seconds this overlay fills on the timeline."""
        return self.source_length


class VideoOverlayStill(TimedItem):
    """A frozen frame of an overlay, in the box of that overlay."""

    upload_id: UploadId
    source_video_overlay_id: ItemId | None = None
    size_pct_width: OverlaySize = 40
    position: Position = "bottom_right"


class Graphic(TimedItem):
    """An image over everything, full or in a box, that may fade, slide or unfold."""

    upload_id: UploadId
    fit_mode: Literal["cover_full", "contain_transparent"] = "cover_full"
    size_pct_width: GraphicSize = 70
    position: Position = "middle_center"
    inset_x_px: GraphicInset = 24
    inset_y_px: GraphicInset = 24
    border_width_px: BorderWidth = 0
    border_color: Color = "#ffffff"
    fade: Fade = "none"
    fade_duration_ms: Milliseconds = 600
    animate: Literal["none", "slide_in", "slide_out", "slide_in_out", "doc_reveal"] = "none"
    animate_duration_ms: Milliseconds = 600

    @property
    def fade_seconds(self) -> Fraction:
        """How long each fade takes: what was asked for, but no more than 45 % of the segment."""
        return self._at_most(self.fade_duration_ms)

    @property
    def animate_seconds(self) -> Fraction:
        """How long each move takes, with the same limit as a fade."""
        return self._at_most(self.animate_duration_ms)

    def _at_most(self, milliseconds: int | float) -> Fraction:
        length = as_fraction(self.end_seconds) - as_fraction(self.start_seconds)
        return min(as_fraction(milliseconds) / 1000, length * MOST_OF_A_SEGMENT)


class Logo(TimedItem):
    """A mark in a corner; insets count pixels of a frame whose short edge is 1080."""

    upload_id: UploadId
    size_pct_width: Width = 20
    position: Position = "top_left"
    opacity_pct: Percent = 100
    fade: Fade = "none"
    inset_x_px: LogoInset = 100
    inset_y_px: LogoInset = 100


class LowerThirdSnapshot(DocumentModel):
    """A lower-third preset as it was when it was chosen."""

    id: PresetId | None = None
    name: Name = ""
    description: Description | None = None
    size_mode: Literal["pct", "match_image"] = "pct"
    baseline_width: Annotated[int | float, *one_of(1080, 1920)] = 1080
    position: Literal["bottom_center"] = "bottom_center"
    size_pct_width: Width = 82
    opacity_pct: Percent = 100
    timing_rule: TimingRule = "first_only"
    timing_seconds: Annotated[int | float, *one_of(5, 10, 15, 20)] = 10
    fade: Fade = "none"
    inset_x_preset: Inset | None = None
    inset_y_preset: Inset = "medium"


class LowerThird(TimedItem):
    """An image at the foot of the picture, laid out by its preset."""

    upload_id: UploadId
    config_id: PresetId | None = None
    config_snapshot: LowerThirdSnapshot = LowerThirdSnapshot()
