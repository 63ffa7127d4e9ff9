# SPDX-License-Identifier: Apache-2.0
"""Chapters of a video: those of its production, or lines of its story that begin with a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

_LINE = re.compile(r"^\s*\(?(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\)?[\s.:–-]+(\S.*)$", re.ASCII)
_MOST = 100
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a video that begins at a second and ends where the next begins."""

    at_seconds: Fraction
    title: str

    @property
    def stamp(self) -> str:
        """The time as people write it: 1:02, or 1:02:03 from an hour on."""
        return time_stamp(int(self.at_seconds))

    @property
    def as_mark(self) -> dict[str, float | str]:
        """What a player marks: `at` in seconds, and the title."""
        return {"at": float(self.at_seconds), "title": self.title}


def shown_chapters(of_production: Sequence[Chapter], story: str) -> Sequence[Chapter]:
    """Return the chapters that a page shows: a production without any has those of its story."""
    return of_production or chapters_of(story)


def chapters_of(story: str) -> list[Chapter]:
    """Return the chapters that a story lists, none unless there are two and the first is at 0:00.

    Each line such as `1:05 The harbour` is one; a line that goes back in time ends the list.
    """
    found: list[Chapter] = []
    for line in story.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        hours, minutes, seconds, title = match.groups()
        at = Fraction(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
        if found and at <= found[-1].at_seconds:
            break
        found.append(Chapter(at, title.strip()))
    is_list = len(found) >= _LEAST and found[0].at_seconds == 0
    return found[:_MOST] if is_list else []


def time_stamp(seconds: int) -> str:
    """Write seconds as 1:02, or as 1:02:03 from an hour on."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
