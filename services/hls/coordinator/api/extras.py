# SPDX-License-Identifier: Apache-2.0
"""The JSON of captions, chapters, posters and dropped renditions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pydantic import Field

from chassis.rest import Id, Moment, RequestBody, RequestPath, ResponseBody
from services.hls.coordinator.domain.cues import LONGEST_CAPTIONS
from services.hls.coordinator.domain.text_tracks import (
    LONGEST_LABEL,
    LONGEST_TITLE,
    MOST_CHAPTERS,
    ProductionChapter,
    TextTrack,
)

_CUES = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nGood evening.\n"


class CaptionsPath(RequestPath):
    """The path of captions."""

    production_id: int = Field(description="The production.", examples=[7])
    language: str = Field(description="A tag of BCP 47.", examples=["en"])


class RenditionPath(RequestPath):
    """The path of a rendition."""

    production_id: int = Field(description="The production.", examples=[7])
    rendition: str = Field(description="The name of the rendition.", examples=["360p"])


class NewCaptions(RequestBody):
    """Captions to be stored."""

    text: str = Field(
        min_length=1, max_length=LONGEST_CAPTIONS, description="WebVTT or SRT.", examples=[_CUES]
    )
    label: str | None = Field(
        None,
        max_length=LONGEST_LABEL,
        description="What menus show; null for the language.",
        examples=["English"],
    )


class CaptionsLabel(RequestBody):
    """How captions are named in menus."""

    label: str | None = Field(
        None,
        max_length=LONGEST_LABEL,
        description="What menus show; null for the language.",
        examples=["English"],
    )


class CaptionsView(ResponseBody):
    """Captions of a production."""

    language: str = Field(description="A tag of BCP 47.", examples=["en"])
    label: str = Field(description="What menus show.", examples=["English"])
    text: str = Field(description="WebVTT.", examples=[_CUES])
    updated_at: Moment = Field(description="When they were last stored.")


class CaptionsAnswer(ResponseBody):
    """Captions of a production."""

    captions: CaptionsView = Field(description="The captions.")


class NewChapter(RequestBody):
    """A chapter."""

    start_seconds: float = Field(
        ge=0, le=86_400, description="Where it begins, in seconds.", examples=[12.5]
    )
    title: str = Field(
        min_length=1, max_length=LONGEST_TITLE, description="Its title.", examples=["The harbour"]
    )

    def to_chapter(self) -> ProductionChapter:
        """Convert to the domain value."""
        return ProductionChapter(Fraction(str(self.start_seconds)), self.title)


class NewChapters(RequestBody):
    """All chapters of a production."""

    chapters: list[NewChapter] = Field(
        max_length=MOST_CHAPTERS, description="In the order of time; empty for none."
    )


class ChapterView(ResponseBody):
    """A chapter of a production."""

    start_seconds: float = Field(description="Where it begins, in seconds.", examples=[12.5])
    title: str = Field(description="Its title.", examples=["The harbour"])


class ChaptersAnswer(ResponseBody):
    """The chapters of a production."""

    chapters: list[ChapterView] = Field(description="In the order of time.")


class ChosenImage(RequestBody):
    """The image that becomes a poster."""

    upload_id: Id = Field(description="An upload that is a PNG, JPEG or WebP.")


class ChosenFrame(RequestBody):
    """The frame that becomes a poster."""

    at_seconds: float = Field(
        ge=0,
        le=86_400,
        description="The moment of the stream that shows it, in seconds.",
        examples=[12.5],
    )


def captions_answer(track: TextTrack) -> CaptionsAnswer:
    """Return captions as they are answered."""
    view = CaptionsView(
        language=track.language, label=track.label, text=track.text, updated_at=track.updated_at
    )
    return CaptionsAnswer(captions=view)


def chapters_answer(chapters: Sequence[ProductionChapter]) -> ChaptersAnswer:
    """Return chapters as they are answered."""
    views = [ChapterView(start_seconds=float(one.start), title=one.title) for one in chapters]
    return ChaptersAnswer(chapters=views)
