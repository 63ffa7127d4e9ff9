# SPDX-License-Identifier: Apache-2.0
"""The texts of a timeline as cues: what is to be read, and from when to when."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from media.timecode import as_fraction
from timeline.document.text_tracks import Caption, ScreenTitle, Word
from timeline.document.timeline import Timeline
from timeline.plan.text import clean_text

LINE_LENGTH = 42
"""The usual most letters of a line of captions."""

_MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class TextCue:
    """A text and the seconds of the timeline between which it is to be read."""

    start: Fraction
    end: Fraction
    text: str


def text_cues(timeline: Timeline) -> tuple[TextCue, ...]:
    """Return the captions of a timeline, or its screen titles if it has none, in order of time."""
    cues = [cue for caption in timeline.captions for cue in _caption_cues(caption)]
    if not cues:
        cues = [cue for title in timeline.screen_titles for cue in _title_cues(title)]
    return tuple(sorted(cues, key=lambda cue: (cue.start, cue.end)))


def _title_cues(title: ScreenTitle) -> Iterator[TextCue]:
    texts = [each.text for each in title.instances] or [title.text]
    lines = [line.strip() for text in texts for line in clean_text(text).splitlines()]
    lines = [line for line in lines if line]
    if lines:
        start, end = as_fraction(title.start_seconds), as_fraction(title.end_seconds)
        yield TextCue(start, end, "\n".join(lines))


def _caption_cues(caption: Caption) -> Iterator[TextCue]:
    """Yield a cue for each two lines of a caption; each lasts until the next begins."""
    groups = list(_groups(caption.words))
    cuts = [as_fraction(group[0].start_seconds) for group in groups[1:]]
    starts = [as_fraction(caption.start_seconds), *cuts]
    ends = [*cuts, as_fraction(caption.end_seconds)]
    for group, start, end in zip(groups, starts, ends, strict=False):
        lines = _lines(group)
        if lines and start < end:
            yield TextCue(start, end, "\n".join(lines))


def _groups(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the words in runs that fit into two lines; a word that is longer stands alone."""
    group: list[Word] = []
    for word in words:
        if group and len(_lines([*group, word])) > _MOST_LINES:
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _lines(words: Sequence[Word]) -> list[str]:
    return textwrap.wrap(clean_text(" ".join(word.text for word in words)), LINE_LENGTH)
