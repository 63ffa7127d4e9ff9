# SPDX-License-Identifier: Apache-2.0
"""The tracks above the base track: video overlays, their stills, graphics, logos, lower thirds."""

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
MAX_FADE_RATIO = Fraction(45, 100)
"""No fade or move of a graphic takes a larger part of its duration."""


class VideoOverlay(SourceRange):
    """A range of a source video in a box above the base track."""

    start_seconds: Seconds
    """Start: the time on the timeline at which the overlay begins, in seconds."""

    audio_enabled: bool = False
    """Sound: whether the overlay's own audio is part of the programme."""

    boost_db: BoostDb = 0
    """Boost: how much louder its audio is, in decibels."""

    size_pct_width: OverlaySize = 40
    """Width: the width of the box in percent of the frame's width."""

    position: Position = "bottom_right"
    """Position: where in the frame the box lies."""

    plate_style: Literal["none", "thin", "medium", "thick", "band"] = "none"
    """Plate style: a plate of some width behind the box, or a band across the frame."""

    plate_color: Color = "#000000"
    """Plate colour: the colour of the plate."""

    plate_opacity_pct: Percent = 85
    """Plate opacity: the opacity of the plate in percent."""

    @property
    def length(self) -> Fraction:
        """The exact length of the overlay in seconds of the timeline."""
        return self.source_length


class VideoOverlayStill(TimedItem):
    """A freeze frame of a video overlay, in that overlay's box."""

    upload_id: UploadId
    """Upload: the id of the image of the role `freeze_frame`."""

    source_video_overlay_id: ItemId | None = None
    """Source overlay: the id of the video overlay from which the frame was taken."""

    size_pct_width: OverlaySize = 40
    """Width: the width of the box in percent of the frame's width."""

    position: Position = "bottom_right"
    """Position: where in the frame the box lies."""


class Graphic(TimedItem):
    """An image above the other pictures, in the whole frame or in a box."""

    upload_id: UploadId
    """Upload: the id of the image of the role `overlay`."""

    fit_mode: Literal["cover_full", "contain_transparent"] = "cover_full"
    """Fit: whether the image covers the frame or lies as a whole in a box."""

    size_pct_width: GraphicSize = 70
    """Width: the width of the box in percent of the frame's width."""

    position: Position = "middle_center"
    """Position: where in the frame the box lies."""

    inset_x_px: GraphicInset = 24
    """Side margin: the distance from the left or right edge, in pixels at a short edge of 1080."""

    inset_y_px: GraphicInset = 24
    """Vertical margin: the distance from top or bottom, in pixels at a short edge of 1080."""

    is_below_texts: bool = False
    """Below texts: whether it lies below screen titles, lower thirds and logos, not above them."""

    border_width_px: BorderWidth = 0
    """Border width: the width of the border of a box, in pixels at a short edge of 1080."""

    border_color: Color = "#ffffff"
    """Border colour: the colour of the border."""

    fade: Fade = "none"
    """Fade: whether the graphic fades in, out or both."""

    fade_duration_ms: Milliseconds = 600
    """Fade duration: the length of a fade in milliseconds, at most 45 % of the graphic's."""

    animate: Literal["none", "slide_in", "slide_out", "slide_in_out", "doc_reveal"] = "none"
    """Animation: whether the graphic slides in or out, or is revealed from its centre."""

    animate_duration_ms: Milliseconds = 600
    """Animation duration: its length in milliseconds, at most 45 % of the graphic's."""

    @property
    def fade_seconds(self) -> Fraction:
        """The length of each fade in seconds, at most 45 % of the graphic's."""
        return self._limited(self.fade_duration_ms)

    @property
    def animate_seconds(self) -> Fraction:
        """The length of each movement in seconds, at most 45 % of the graphic's."""
        return self._limited(self.animate_duration_ms)

    def _limited(self, milliseconds: int | float) -> Fraction:
        length = as_fraction(self.end_seconds) - as_fraction(self.start_seconds)
        return min(as_fraction(milliseconds) / 1000, length * MAX_FADE_RATIO)


class Logo(TimedItem):
    """A logo at one of the positions of the grid."""

    upload_id: UploadId
    """Upload: the id of the logo."""

    size_pct_width: Width = 20
    """Width: the width of the logo in percent of the frame's width."""

    position: Position = "top_left"
    """Position: where in the frame the logo lies."""

    opacity_pct: Percent = 100
    """Opacity: the opacity of the logo in percent."""

    fade: Fade = "none"
    """Fade: whether the logo fades in, out or both, over half a second."""

    inset_x_px: LogoInset = 100
    """Side margin: the distance from the left or right edge, in pixels at a short edge of 1080."""

    inset_y_px: LogoInset = 100
    """Vertical margin: the distance from top or bottom, in pixels at a short edge of 1080."""


class LowerThirdFormat(DocumentModel):
    """How lower thirds are laid out, and for how long they are shown."""

    size_mode: Literal["pct", "match_image"] = "pct"
    """Size mode: a width in percent of the frame, or the image's own width."""

    baseline_width: Annotated[int | float, *one_of(1080, 1920)] = 1080
    """Baseline width: the frame width in pixels for which the image was drawn (`match_image`)."""

    position: Literal["bottom_center"] = "bottom_center"
    """Position: where in the frame the image lies."""

    size_pct_width: Width = 82
    """Width: the width of the image in percent of the frame's width (`pct`)."""

    opacity_pct: Percent = 100
    """Opacity: the opacity of the image in percent."""

    timing_rule: TimingRule = "first_only"
    """Timing: shown for the whole item, or only for its first seconds."""

    timing_seconds: Annotated[int | float, *one_of(5, 10, 15, 20)] = 10
    """Timing length: for how many seconds it is shown (`first_only`)."""

    fade: Fade = "none"
    """Fade: whether the image fades in, out or both, over half a second."""

    inset_x_preset: Inset | None = None
    """Side margin: the distance from the side edges; an image in the centre has none."""

    inset_y_preset: Inset = "medium"
    """Bottom margin: the distance from the bottom: 6, 10 or 14 % of the frame's height."""


class LowerThirdSnapshot(LowerThirdFormat):
    """A lower-third preset as it was when it was chosen."""

    id: PresetId | None = None
    """Preset: the id of the preset that was copied."""

    name: Name = ""
    """Name: the preset's name, up to 255 characters."""

    description: Description | None = None
    """Description: the preset's description, up to 2000 characters."""


class LowerThird(TimedItem):
    """An image at the bottom of the frame, laid out by its preset."""

    upload_id: UploadId
    """Upload: the id of the image of the role `lower_third`."""

    config_id: PresetId | None = None
    """Preset: the id of the preset; with it, a snapshot is required."""

    config_snapshot: LowerThirdSnapshot = LowerThirdSnapshot()
    """Preset: the preset as it was when it was chosen; it decides the layout."""
