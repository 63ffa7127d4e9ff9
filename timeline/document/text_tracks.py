# SPDX-License-Identifier: Apache-2.0
"""The text tracks: screen titles and captions."""

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
Row = Literal["top", "middle", "bottom"]
FontSize = Annotated[int | float, *within(0.5, 20)]
Margin = Annotated[int | float, *within(0, 1000)]
Offset = Annotated[int | float, *within(-1000, 1000)]
ShadowOffset = Annotated[int | float, *within(-50, 50)]


class TitleFormat(DocumentModel):
    """How screen titles are drawn, and for how long."""

    style: Literal["none", "pill", "merged_pill"] = "none"
    """Style: text alone, on a rounded box for each line, or on one box for all lines."""

    font_key: FontKey = "dejavu_sans_bold"
    """Font: the name of a shipped font."""

    size_key: Annotated[int | float, *within(10, 40)] = 18
    """Size key: the size of the text as editors show it; `fontSizePct` decides."""

    font_size_pct: Annotated[int | float, *within(1, 8)] = 4.5
    """Font size: in percent of the frame's height."""

    tracking_pct: Annotated[int | float, *within(-20, 50)] = 0
    """Tracking: the extra space between letters in percent of the font size."""

    line_spacing_pct: Annotated[int | float, *within(-20, 200)] = 0
    """Line spacing: the extra height of a line in percent of its height."""

    font_color: Color = "#ffffff"
    """Colour: the colour of the letters."""

    shadow_color: Color = "#000000"
    """Shadow colour: the colour of the shadow."""

    shadow_offset_px: ShadowOffset = 2
    """Shadow offset: right and down, in pixels at a short edge of 1080."""

    shadow_blur_px: Annotated[int | float, *within(0, 20)] = 0
    """Shadow blur: the blur of the shadow, in pixels at a short edge of 1080."""

    shadow_opacity_pct: Percent = 65
    """Shadow opacity: the opacity of the shadow in percent."""

    font_gradient_key: GradientKey | None = None
    """Gradient: a gradient instead of the colour; none by default."""

    outline_width_pct: Percent | None = None
    """Outline width: in percent of a tenth of the font size; no outline by default."""

    outline_opacity_pct: Percent | None = None
    """Outline opacity: the opacity of the outline in percent; 100 by default."""

    outline_color: Color | None = None
    """Outline colour: by default black or white, whichever contrasts with the letters."""

    pill_bg_color: Color = "#000000"
    """Box colour: the colour of the rounded box."""

    pill_bg_opacity_pct: Percent = 55
    """Box opacity: the opacity of the rounded box in percent."""

    alignment: Alignment = "center"
    """Alignment: how the lines are aligned."""

    position: Row = "top"
    """Position: where in the frame the text lies."""

    max_width_pct: Annotated[int | float, *within(10, 100)] = 90
    """Maximum width: the width at which lines wrap, in percent of the frame's width."""

    timing_rule: TimingRule = "first_only"
    """Timing: for how long editors make a new title: the whole clip or its first seconds."""

    timing_seconds: Seconds | None = 10
    """Timing length: the length of a new title in seconds (`first_only`)."""

    fade: Fade = "out"
    """Fade: whether the title fades in, out or both, over 0.35 seconds."""


class TitlePreset(TitleFormat):
    """A screen-title preset as it was when it was chosen."""

    id: PresetId | None = None
    """Preset: the id of the preset that was copied."""

    name: Name = ""
    """Name: the preset's name, up to 255 characters."""

    description: Description | None = None
    """Description: the preset's description, up to 2000 characters."""


class PlacementRect(DocumentModel):
    """The rectangle of a text."""

    x_pct: Percent
    """Left: the left edge in percent of the frame's width."""

    y_pct: Percent
    """Top: the top edge in percent of the frame's height."""

    w_pct: Percent
    """Width: the width in percent of the frame's width."""

    h_pct: Percent
    """Height: the height in percent of the frame's height."""


class TitleStyle(DocumentModel):
    """What one text changes of its preset; what is left out is as in the preset."""

    position: Row | None = None
    """Position: where in the frame the text lies."""

    alignment: Alignment | None = None
    """Alignment: how the lines are aligned."""

    margin_x_px: Margin | None = None
    """Side margin: the distance from the side edges, in pixels at a short edge of 1080."""

    margin_y_px: Margin | None = None
    """Vertical margin: the distance from top or bottom, in pixels at a short edge of 1080."""

    offset_x_px: Offset | None = None
    """Shift right: how far the text is moved right, in pixels at a short edge of 1080."""

    offset_y_px: Offset | None = None
    """Shift down: how far the text is moved down, in pixels at a short edge of 1080."""

    placement_rect: PlacementRect | None = None
    """Rectangle: the rectangle in which the text lies, instead of the frame without margins."""

    font_key: FontKey | None = None
    """Font: the name of a shipped font."""

    font_size_pct: FontSize | None = None
    """Font size: in percent of the frame's height."""

    font_color: Color | None = None
    """Colour: the colour of the letters; it replaces the preset's gradient."""

    font_gradient_key: GradientKey | None = None
    """Gradient: a gradient instead of the colour."""


class TitleInstance(DocumentModel):
    """One of several texts of a screen title."""

    id: ItemId
    """Id: a name of 1 to 80 characters that no other instance of the title has."""

    text: TitleText = ""
    """Text: up to 1000 characters in 30 lines."""

    custom_style: TitleStyle | None = None
    """Style: what this text changes of the preset."""


class ScreenTitle(TimedItem):
    """Text above the picture."""

    preset_id: PresetId | None = None
    """Preset: the id of the preset; with it, a snapshot is required."""

    preset_snapshot: TitlePreset | None = None
    """Preset: the preset as it was when it was chosen."""

    text: TitleText = ""
    """Text: up to 1000 characters in 30 lines; not shown if there are instances."""

    instances: tuple[TitleInstance, ...] = Field((), strict=False, max_length=MAX_TITLE_INSTANCES)
    """Instances: several texts, each with its own style."""

    custom_style: TitleStyle | None = None
    """Style: what the title's own text changes of the preset."""

    render_upload_id: UploadId | None = None
    """Rendered image: the id of an image that a client rendered; exports do not use it."""


class Word(DocumentModel):
    """A spoken word."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    """Text: the word, up to 200 characters."""

    start_seconds: Seconds
    """Start: the time on the timeline at which the word begins, in seconds."""

    end_seconds: Seconds
    """End: the time on the timeline at which the word ends, in seconds."""


class Caption(TimedItem):
    """Words that are shown while they are spoken."""

    style: Literal["modern", "cinematic", "bold"] = "modern"
    """Style: how the words are drawn."""

    burned_in: bool = True
    """Burned in: whether the picture has the words; else a production can have them as captions."""

    words: tuple[Word, ...] = Field((), strict=False, max_length=500)
    """Words: the words in order, all of them between the caption's start and end."""
