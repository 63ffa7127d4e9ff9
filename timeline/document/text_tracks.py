# SPDX-License-Identifier: Apache-2.0
"""Text over the picture: screen titles with their styles, and captions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from timeline.document.fields import (
    Color,
    Description,
    DocumentModel,
    Fade,
    ItemId,
    Name,
    PresetId,
    TimedItem,
    TimingRule,
    UploadId,
)
from timeline.document.numbers import Percent, Seconds, within

MAX_TITLE_LENGTH = 1000
MAX_TITLE_LINES = 30
MAX_TITLE_INSTANCES = 5
TitleText = Annotated[
    str,
    StringConstraints(
        max_length=MAX_TITLE_LENGTH, pattern=rf"^[^\n]*(\n[^\n]*){{0,{MAX_TITLE_LINES - 1}}}$"
    ),
]
FontKey = Literal[
    "dejavu_sans_bold",
    "dejavu_sans",
    "aladin",
    "caveat",
    "condiment",
    "merriweather",
    "montserrat",
    "permanent_marker",
    "pirata_one",
    "titan_one",
]
GradientKey = Literal["chrome", "colorful_chrome", "flames", "glacier_ice", "sunset"]
Alignment = Literal["left", "center", "right"]
FontSize = Annotated[int | float, *within(0.5, 20)]
Margin = Annotated[int | float, *within(0, 1000)]
Offset = Annotated[int | float, *within(-1000, 1000)]
ShadowOffset = Annotated[int | float, *within(-50, 50)]


class TitlePreset(DocumentModel):
    """A screen-title preset as it was when it was chosen."""

    id: PresetId | None = None
    name: Name = ""
    description: Description | None = None
    style: Literal["none", "pill", "merged_pill"] = "none"
    font_key: FontKey = "dejavu_sans_bold"
    size_key: Annotated[int | float, *within(10, 40)] = 18
    font_size_pct: Annotated[int | float, *within(1, 8)] = 4.5
    tracking_pct: Annotated[int | float, *within(-20, 50)] = 0
    line_spacing_pct: Annotated[int | float, *within(-20, 200)] = 0
    font_color: Color = "#ffffff"
    shadow_color: Color = "#000000"
    shadow_offset_px: ShadowOffset = 2
    shadow_blur_px: Annotated[int | float, *within(0, 20)] = 0
    shadow_opacity_pct: Percent = 65
    font_gradient_key: GradientKey | None = None
    outline_width_pct: Percent | None = None
    outline_opacity_pct: Percent | None = None
    outline_color: Color | None = None
    pill_bg_color: Color = "#000000"
    pill_bg_opacity_pct: Percent = 55
    alignment: Alignment = "center"
    position: Literal["top", "middle", "bottom"] = "top"
    max_width_pct: Annotated[int | float, *within(10, 100)] = 90
    timing_rule: TimingRule = "first_only"
    timing_seconds: Seconds | None = 10
    fade: Fade = "out"


class PlacementRect(DocumentModel):
    """The box of a text in hundredths of the frame."""

    x_pct: Percent
    y_pct: Percent
    w_pct: Percent
    h_pct: Percent


class TitleStyle(DocumentModel):
    """What one text changes of its preset; what is left out stays as the preset has it."""

    position: Literal["top", "middle", "bottom"] | None = None
    alignment: Alignment | None = None
    margin_x_px: Margin | None = None
    margin_y_px: Margin | None = None
    offset_x_px: Offset | None = None
    offset_y_px: Offset | None = None
    placement_rect: PlacementRect | None = None
    font_key: FontKey | None = None
    font_size_pct: FontSize | None = None
    font_color: Color | None = None
    font_gradient_key: GradientKey | None = None


class TitleInstance(DocumentModel):
    """One of several text boxes of a title."""

    id: ItemId
    text: TitleText = ""
    custom_style: TitleStyle | None = None


class ScreenTitle(TimedItem):
    """Text on the screen; with instances, they are shown and the title's own text is not."""

    preset_id: PresetId | None = None
    preset_snapshot: TitlePreset | None = None
    text: TitleText = ""
    instances: tuple[TitleInstance, ...] = Field((), strict=False, max_length=MAX_TITLE_INSTANCES)
    custom_style: TitleStyle | None = None
    render_upload_id: UploadId | None = None


class Word(DocumentModel):
    """A spoken word and when it is heard."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    start_seconds: Seconds
    end_seconds: Seconds


class Caption(TimedItem):
    """What is said, shown while it is said."""

    style: Literal["modern", "cinematic", "bold"] = "modern"
    words: tuple[Word, ...] = Field((), strict=False, max_length=500)
