# SPDX-License-Identifier: Apache-2.0
"""The rules between the fields of a draft's configuration, and between it and its video."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from media.timecode import as_fraction
from timeline.compile.config import (
    MAX_EDIT_RANGES,
    MAX_OVERLAYS,
    DraftConfig,
    Edit,
    EditRange,
    Overlay,
)
from timeline.compile.grid import GRID_TOLERANCE
from timeline.document.problems import TimelineProblem, pointer


def config_problems(config: DraftConfig, *, duration: Fraction | None) -> Iterator[TimelineProblem]:
    """Yield the contradictions between fields that are valid alone.

    `duration` is that of the video in seconds; while it is None, no time is compared with it.
    """
    edit = config.edit or Edit()
    found = [*_range_problems(edit.ranges or (), duration), *_trim_problems(edit, duration)]
    yield from found
    overlays = (config.timeline.overlays if config.timeline is not None else None) or ()
    edited = None
    # Of an edit that is not valid, nobody knows how long the edited video would be.
    if overlays and duration is not None and not found:
        edited = edited_duration(config, duration=duration)
    yield from _overlay_problems(overlays, edited)


def chosen_ranges(
    config: DraftConfig, *, duration: Fraction
) -> tuple[tuple[Fraction, Fraction], ...]:
    """Return the start and end of what is kept of a video, in seconds and in order of time."""
    edit = config.edit or Edit()
    ends = sorted((as_fraction(one.start), as_fraction(one.end)) for one in edit.ranges or ())
    if not ends:
        last = duration if edit.trim_end_seconds is None else as_fraction(edit.trim_end_seconds)
        ends = [(as_fraction(edit.trim_start_seconds or 0), last)]
    # Rounding to the grid may have moved the last end after that of the video.
    return tuple((start, min(end, duration)) for start, end in ends if start < duration)


def edited_duration(config: DraftConfig, *, duration: Fraction) -> Fraction:
    """Return the length in seconds of what is kept of a video, without an intro."""
    ranges = chosen_ranges(config, duration=duration)
    return sum((end - start for start, end in ranges), Fraction(0))


def _range_problems(
    ranges: Sequence[EditRange], duration: Fraction | None
) -> Iterator[TimelineProblem]:
    if len(ranges) > MAX_EDIT_RANGES:
        detail = f"A draft may have {MAX_EDIT_RANGES} ranges; this one has {len(ranges)}."
        yield TimelineProblem("too_many_edit_ranges", "/edit/ranges", detail)
        return
    last, limit = Fraction(0), _limit(duration)
    for index, each in sorted(enumerate(ranges), key=lambda one: (one[1].start, one[1].end)):
        start, end = as_fraction(each.start), as_fraction(each.end)
        if end <= start:
            detail = "A range must end after it starts."
            yield _range_problem("invalid_edit_ranges", index, "end", detail)
        elif limit is not None and duration is not None and (end > limit or start >= duration):
            detail = "A range must end within the video."
            yield _range_problem("invalid_edit_ranges", index, "end", detail)
        elif start < last:
            detail = "A range must not begin before the one before it has ended."
            yield _range_problem("overlapping_edit_ranges", index, "start", detail)
        last = end if end > last else last


def _range_problem(code: str, index: int, end: str, detail: str) -> TimelineProblem:
    return TimelineProblem(code, pointer("edit", "ranges", index, end), detail)


def _trim_problems(edit: Edit, duration: Fraction | None) -> Iterator[TimelineProblem]:
    start = as_fraction(edit.trim_start_seconds or 0)
    end = duration if edit.trim_end_seconds is None else as_fraction(edit.trim_end_seconds)
    if edit.trim_end_seconds is not None and _is_after(end, duration):
        detail = "The video must be trimmed within its duration."
        yield TimelineProblem("invalid_edit_trim", "/edit/trimEndSeconds", detail)
    elif end is not None and end <= start and edit.trim_start_seconds is not None:
        detail = "A trimmed video must end after it starts."
        yield TimelineProblem("invalid_edit_trim", "/edit/trimStartSeconds", detail)
    elif end is not None and end <= start and edit.trim_end_seconds is not None:
        detail = "A trimmed video must end after it starts."
        yield TimelineProblem("invalid_edit_trim", "/edit/trimEndSeconds", detail)


def _overlay_problems(
    overlays: Sequence[Overlay], edited: Fraction | None
) -> Iterator[TimelineProblem]:
    if len(overlays) > MAX_OVERLAYS:
        detail = f"A draft may have {MAX_OVERLAYS} overlays; this one has {len(overlays)}."
        yield TimelineProblem("too_many_overlays", "/timeline/overlays", detail)
        return
    ids: set[str] = set()
    for index, each in enumerate(overlays):
        where = pointer("timeline", "overlays", index)
        start, end = as_fraction(each.start_seconds), as_fraction(each.end_seconds)
        if each.id in ids:
            detail = f"The id {each.id!r} is used more than once."
            yield TimelineProblem("invalid_overlay_id", f"{where}/id", detail)
        ids.add(each.id)
        if end <= start:
            detail = "An overlay must end after it starts."
            yield TimelineProblem("invalid_overlay_window", f"{where}/endSeconds", detail)
        elif _is_after(end, edited):
            detail = "An overlay must end within the edited video."
            yield TimelineProblem("invalid_overlay_window", f"{where}/endSeconds", detail)
    yield from _overlaps(overlays)


def _overlaps(overlays: Sequence[Overlay]) -> Iterator[TimelineProblem]:
    ordered = sorted(enumerate(overlays), key=lambda each: each[1].start_seconds)
    last = Fraction(0)
    for index, each in ordered:
        if as_fraction(each.start_seconds) < last:
            detail = "An overlay must not begin before the one before it has ended."
            where = pointer("timeline", "overlays", index, "startSeconds")
            yield TimelineProblem("overlay_overlap", where, detail)
        last = max(last, as_fraction(each.end_seconds))


def _is_after(end: Fraction | None, duration: Fraction | None) -> bool:
    limit = _limit(duration)
    return end is not None and limit is not None and end > limit


def _limit(duration: Fraction | None) -> Fraction | None:
    """Return the last time of a video, with what rounding to the grid may have added."""
    return None if duration is None else duration + GRID_TOLERANCE
