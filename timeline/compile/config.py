# SPDX-License-Identifier: Apache-2.0
"""The configuration of a production draft: what a production shows and plays beside its video."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from timeline.compile.grid import GridSeconds
from timeline.document.fields import DocumentModel, ItemId, Name, PresetId, UploadId
from timeline.document.numbers import one_of
from timeline.document.text_tracks import TitleText

MAX_EDIT_RANGES = 21
MAX_OVERLAYS = 20
Story = Annotated[str, StringConstraints(max_length=2000)]
FreezeSeconds = Annotated[int | float, *one_of(2, 3, 4, 5)]
TitleSeconds = Annotated[int | float, *one_of(0, 2, 3, 4, 5)]
Cover = Annotated[Literal["cover"], BeforeValidator(lambda _: "cover")]
Opaque = Annotated[Literal[100], BeforeValidator(lambda _: 100)]


class EditRange(DocumentModel):
    """A range of the video that is kept."""

    start: GridSeconds
    """Start: the time in the video at which the range begins, in seconds, rounded to tenths."""

    end: GridSeconds
    """End: the time in the video at which the range ends, in seconds, after its start."""


class Edit(DocumentModel):
    """What is kept of the video; without ranges and trims, all of it."""

    ranges: tuple[EditRange, ...] | None = Field(default=None, strict=False)
    """Ranges: what is kept, in the order of time, at most 21; they replace the trims."""

    trim_start_seconds: GridSeconds | None = None
    """Trim start: in older drafts, the time in the video at which it begins, in seconds."""

    trim_end_seconds: GridSeconds | None = None
    """Trim end: in older drafts, the time in the video at which it ends, in seconds."""


class FreezeIntro(DocumentModel):
    """An intro that shows the first frame of the edited video."""

    kind: Literal["freeze_first_frame"]
    """Kind: the first frame of the edited video."""

    seconds: FreezeSeconds = 2
    """Length: 2, 3, 4 or 5 seconds."""


class TitleImageIntro(DocumentModel):
    """An intro that shows an image."""

    kind: Literal["title_image"]
    """Kind: an image."""

    upload_id: UploadId
    """Upload: the id of an image of the role `title_page`."""

    hold_seconds: TitleSeconds = 2
    """Length: 2, 3, 4 or 5 seconds; with 0 the image is the poster and is shown for 0.1 s."""


Intro = Annotated[FreezeIntro | TitleImageIntro, Field(discriminator="kind")]
INTRO_KINDS = ("freeze_first_frame", "title_image")


class Overlay(DocumentModel):
    """An image that covers the edited video for a while."""

    id: ItemId
    """Id: a name of 1 to 80 characters that no other overlay has."""

    kind: Literal["image"] = "image"
    """Kind: an image."""

    track: Literal["A"] = "A"
    """Track: the only track of overlays."""

    upload_id: UploadId
    """Upload: the id of an image of the role `overlay`."""

    start_seconds: GridSeconds
    """Start: the time in the edited video, without intro, in seconds, rounded to tenths."""

    end_seconds: GridSeconds
    """End: the time in the edited video at which the image ends, in seconds, after its start."""

    fit: Cover = "cover"
    """Fit: the image covers the frame; any other value is stored as `cover`."""

    opacity_pct: Opaque = 100
    """Opacity: the image is opaque; any other value is stored as 100."""


class Overlays(DocumentModel):
    """What lies over the edited video."""

    overlays: tuple[Overlay, ...] | None = Field(default=None, strict=False)
    """Overlays: the images over the edited video, at most 20; they may touch, not overlap."""


class DraftConfig(DocumentModel):
    """The configuration of a production draft; every key may be left out or null."""

    name: Name | None = None
    """Name: the name of the production, up to 255 characters; by default that of the video."""

    default_story_text: Story | None = None
    """Story: the text with which the production is published, up to 2000 characters."""

    music_upload_id: UploadId | None = None
    """Music: the id of an audio upload that is music; it is repeated while the video lasts."""

    audio_config_id: PresetId | None = None
    """Audio preset: how music and video are mixed; by default music of -18 dB."""

    logo_upload_id: UploadId | None = None
    """Logo: the id of a logo."""

    logo_config_id: PresetId | None = None
    """Logo preset: where and when the logo is shown; by default the standard watermark."""

    lower_third_upload_id: UploadId | None = None
    """Lower third: the id of an image of the role `lower_third`."""

    lower_third_config_id: PresetId | None = None
    """Lower third preset: how the lower third is laid out; by default as a new preset."""

    screen_title_text: TitleText | None = None
    """Screen title: up to 1000 characters in 30 lines; producing it needs its preset."""

    screen_title_preset_id: PresetId | None = None
    """Screen title preset: how the screen title is drawn, and for how long."""

    edit: Edit | None = None
    """Edit: what is kept of the video."""

    intro: Intro | None = None
    """Intro: what is shown before the video."""

    timeline: Overlays | None = None
    """Timeline: what lies over the edited video."""
