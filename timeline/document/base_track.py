# SPDX-License-Identifier: Apache-2.0
"""The base of a film: clips and stills, and what may happen on the cuts between them."""

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
    """What is seen on the cut to an item from the one it touches; it moves nothing in time."""

    kind: Literal["cut", "fade", "dissolve", "slide", "wipe", "zoom"] = "cut"
    duration_seconds: TransitionSeconds = 0.5
    direction: Literal["left", "right", "up", "down"] = "left"


class SourceRange(TrackItem):
    """A stretch of a source video."""

    upload_id: UploadId
    source_start_seconds: Seconds
    source_end_seconds: Seconds

    @property
    def source_length(self) -> Fraction:
        """The exact seconds of the source that are used."""
        return as_fraction(self.source_end_seconds) - as_fraction(self.source_start_seconds)


class Clip(SourceRange):
    """One stretch of a source video on the base track."""

    start_seconds: Seconds | None = None
    audio_enabled: bool = True
    boost_db: BoostDb = 0
    bg_fill_style: FillStyle = "none"
    bg_fill_brightness: FillBrightness = "neutral"
    bg_fill_blur: FillBlur = "medium"
    bg_fill_color: Color | None = None
    bg_fill_image_upload_id: UploadId | None = None
    speed_pct: SpeedPct = 100
    transition_in: Transition | None = None

    @property
    def length(self) -> Fraction:
        """The exact seconds this clip fills on the timeline."""
        if self.speed_pct == 100:
            return self.source_length
        return self.source_length * 100 / as_fraction(self.speed_pct)


class FreezeFrame(DocumentModel):
    """One frame of a source video, seen for as long as the still lasts."""

    upload_id: UploadId
    source_seconds: Seconds


class View(DocumentModel):
    """Where a moving still looks: the middle in parts of the picture, and how near."""

    x: Centre = 0.5
    y: Centre = 0.5
    scale: Zoom = 1


class Motion(DocumentModel):
    """A slow move over a still, from one view of it to another."""

    from_: View = Field(View(), alias="from")
    to: View = View()
    easing: Literal["linear", "ease_in", "ease_out", "ease_in_out"] = "linear"


class Still(TimedItem):
    """A picture on the base track: an image, or a held frame of a source video."""

    upload_id: UploadId | None = None
    hold: FreezeFrame | None = None
    source_clip_id: ItemId | None = None
    fit: Literal["cover", "contain"] = "cover"
    motion: Motion | None = None
    transition_in: Transition | None = None
