# SPDX-License-Identifier: Apache-2.0
"""Captions and chapters of a production: WebVTT that is shown in time with its stream."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.hls.coordinator.domain.cues import Cue, cues_text, read_cues
from services.hls.coordinator.domain.errors import InvalidCaptions, InvalidChapters, InvalidLanguage

CAPTIONS, CHAPTERS = "captions", "chapters"
LONGEST_LABEL, LONGEST_LANGUAGE = 80, 35
MOST_LANGUAGES, MOST_CHAPTERS, LONGEST_TITLE = 40, 200, 200
UNDETERMINED = "und"
"""The language of chapters (BCP 47)."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_LAST_CHAPTER_END = Fraction(24 * 3600)


@dataclass(frozen=True, slots=True)
class TextTrack:
    """One track of text of a production; `text` is WebVTT.

    `kind` is captions or chapters, `language` a tag of BCP 47, `label` what menus show.
    """

    production_id: int
    kind: str
    language: str
    label: str
    text: str
    updated_at: dt.datetime


@dataclass(frozen=True, slots=True)
class TextTrackLabel:
    """A track of text without its text: its kind, its language, and what menus show."""

    kind: str
    language: str
    label: str
    updated_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ProductionChapter:
    """Where a chapter of a stream begins, in seconds, and its title."""

    start: Fraction
    title: str


def checked_language(given: str) -> str:
    """Return a language; InvalidLanguage when it is no tag of BCP 47."""
    if not _LANGUAGE.fullmatch(given):
        raise InvalidLanguage("A language is a tag such as en, de or pt-BR.")
    return given


def checked_label(given: str, language: str) -> str:
    """Return what menus show of captions, their language when nothing is given."""
    label = " ".join(given.split()) or language
    if len(label) > LONGEST_LABEL or '"' in label:
        raise InvalidCaptions(f"A label has up to {LONGEST_LABEL} characters without quotes.")
    return label


def captions_text(given: str) -> str:
    """Return captions given as WebVTT or SRT as WebVTT; InvalidCaptions says in which line not."""
    return cues_text(read_cues(given))


def spoken_text(text: str) -> str:
    """Return the words of captions without their times and tags."""
    words = " ".join(cue.text for cue in read_cues(text))
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", words)).split())


def chapters_text(chapters: Sequence[ProductionChapter], duration: Fraction | None) -> str:
    """Write chapters as WebVTT; each lasts until the next. InvalidChapters says which cannot be."""
    if len(chapters) > MOST_CHAPTERS:
        raise InvalidChapters(f"A production has up to {MOST_CHAPTERS} chapters.")
    end = duration or _LAST_CHAPTER_END
    ends = [*(one.start for one in chapters[1:]), end]
    for number, (chapter, after) in enumerate(zip(chapters, ends, strict=True), start=1):
        if not chapter.start < after:
            raise InvalidChapters(f"Chapter {number} does not begin before the next or the end.")
        if not 1 <= len(chapter.title.strip()) <= LONGEST_TITLE or "-->" in chapter.title:
            raise InvalidChapters(
                f"The title of chapter {number} has not 1 to {LONGEST_TITLE} letters, or has -->."
            )
    cues = [
        Cue(round(one.start * 1000), round(after * 1000), "", " ".join(one.title.split()))
        for one, after in zip(chapters, ends, strict=True)
    ]
    return cues_text(cues)


def chapters_within(text: str, duration: Fraction) -> str:
    """Return chapters without those that begin at the end of a stream or later; empty for none."""
    within = [one for one in chapters_of(text) if one.start < duration]
    return chapters_text(within, duration) if within else ""


def chapters_of(text: str) -> list[ProductionChapter]:
    """Read the chapters that `chapters_text` wrote."""
    return [ProductionChapter(Fraction(cue.start, 1000), cue.text) for cue in read_cues(text)]
