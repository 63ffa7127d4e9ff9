# SPDX-License-Identifier: Apache-2.0
"""The base track: clips, stills and the transitions between them."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from media.timecode import as_fraction
from timeline.document.fields import (
    BoostDb,
    Color,
    DocumentModel,
    FillBlur,
    FillBrightness,
    FillStyle,
    ItemId,
    TimedItem,
    TrackItem,
    UploadId,
)
from timeline.document.numbers import Seconds, SpeedPct, within

Centre = Annotated[int | float, *within(0, 1)]
Zoom = Annotated[int | float, *within(1, 2)]
TransitionSeconds = Annotated[int | float, *within(0.1, 2)]


class Transition(DocumentModel):
    """The transition on the cut from the item before, which must touch; it moves no item."""

    kind: Literal["cut", "fade", "dissolve", "slide", "wipe", "zoom"] = "cut"
    """Kind: a cut, a fade through the background, or how the two pictures replace each other."""

    duration_seconds: TransitionSeconds = 0.5
    """Duration: the length of the transition in seconds, at most half of the shorter item."""

    direction: Literal["left", "right", "up", "down"] = "left"
    """Direction: where a slide or wipe moves to."""


class SourceRange(TrackItem):
    """A time range of a source video."""

    upload_id: UploadId
    """Upload: the id of the source video."""

    source_start_seconds: Seconds
    """Source start: the time in the source at which the range begins, in seconds."""

    source_end_seconds: Seconds
    """Source end: the time in the source at which the range ends, in seconds, after its start."""

    @property
    def source_length(self) -> Fraction:
        """The exact length of the range in seconds of the source."""
        return as_fraction(self.source_end_seconds) - as_fraction(self.source_start_seconds)


class Clip(SourceRange):
    """A range of a source video on the base track."""

    start_seconds: Seconds | None = None
    """Start: when the clip begins, in seconds; without it, where the clip before it ends."""

    audio_enabled: bool = True
    """Sound: whether the clip's own audio is part of the programme."""

    boost_db: BoostDb = 0
    """Boost: how much louder its audio is, in decibels."""

    bg_fill_style: FillStyle = "none"
    """Fill style: what a landscape clip in a portrait frame has above and below it."""

    bg_fill_brightness: FillBrightness = "neutral"
    """Fill brightness: how much lighter or darker a blurred fill is than the clip."""

    bg_fill_blur: FillBlur = "medium"
    """Fill blur: how strongly a blurred fill is blurred."""

    bg_fill_color: Color | None = None
    """Fill colour: the colour of a fill of the style `color`; black by default."""

    bg_fill_image_upload_id: UploadId | None = None
    """Fill image: the id of the image upload of a fill of the style `image`."""

    speed_pct: SpeedPct = 100
    """Speed: the playback speed in percent; 200 is twice as fast."""

    transition_in: Transition | None = None
    """Transition: how the clip replaces the item before it; a cut by default."""

    @property
    def length(self) -> Fraction:
        """The exact length of the clip in seconds of the timeline."""
        if self.speed_pct == 100:
            return self.source_length
        return self.source_length * 100 / as_fraction(self.speed_pct)


class FreezeFrame(DocumentModel):
    """One frame of a source video, shown as long as its still."""

    upload_id: UploadId
    """Upload: the id of the source video."""

    source_seconds: Seconds
    """Source time: the time of the frame in the source, in seconds."""


class View(DocumentModel):
    """The part of a picture that the frame shows."""

    x: Centre = 0.5
    """Centre x: the centre of the part, from 0 at the left edge of the picture to 1."""

    y: Centre = 0.5
    """Centre y: the centre of the part, from 0 at the top edge of the picture to 1."""

    scale: Zoom = 1
    """Scale: the enlargement; at 2, half the picture's width fills the frame's."""


class Motion(DocumentModel):
    """A slow move over a still from one view to another."""

    from_: View = Field(View(), alias="from")
    """From: the view at the start of the still."""

    to: View = View()
    """To: the view at the end of the still."""

    easing: Literal["linear", "ease_in", "ease_out", "ease_in_out"] = "linear"
    """Easing: how the speed of the move changes."""


class Still(TimedItem):
    """An image or a freeze frame of a source video on the base track."""

    upload_id: UploadId | None = None
    """Upload: the id of the image; a still has either it or `hold`."""

    hold: FreezeFrame | None = None
    """Freeze frame: the frame of a source video to show instead of an image."""

    source_clip_id: ItemId | None = None
    """Source clip: the id of the clip from which a freeze frame was taken; it has its fill."""

    fit: Literal["cover", "contain"] = "cover"
    """Fit: whether the picture covers the frame or lies in it as a whole."""

    motion: Motion | None = None
    """Motion: a slow move over the picture; none by default."""

    transition_in: Transition | None = None
    """Transition: how the still replaces the item before it; a cut by default."""
