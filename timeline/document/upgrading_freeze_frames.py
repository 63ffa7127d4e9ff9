# SPDX-License-Identifier: Apache-2.0
"""The upgrade of clips with freeze frames at their ends, which are stills today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain, count
from typing import Any

from pydantic import ValidationError

from media.timecode import FrameRate, as_fraction
from timeline.document.base_track import Clip
from timeline.document.numbers import MAX_NUMBER, TOUCH_TOLERANCE, as_number
from timeline.document.positions import PlacedItem, place
from timeline.document.problems import TimelineProblem, pointer
from timeline.document.timeline import TRACKS

Json = dict[str, Any]  # Any: JSON that is not parsed yet.
FREEZE_KEYS = ("freezeStartSeconds", "freezeEndSeconds")


@dataclass(frozen=True, slots=True)
class ClipFreezes:
    """A clip, and for how many seconds its first and its last frame were shown."""

    clip: PlacedItem[Clip]
    before: Fraction
    after: Fraction


def without_clip_freezes(document: Json, problems: list[TimelineProblem]) -> Json:
    """Return the document with freeze frames as stills; all later items are moved accordingly.

    A document with a clip that is not valid is returned unchanged, as it is refused anyway.
    """
    rows = document.get("clips")
    if not isinstance(rows, list) or not any(_has_freezes(row) for row in rows):
        return document
    problems += _unreadable(rows)
    clips = [_read(row) for row in rows]
    if problems or None in clips:
        return document
    freezes = [_freeze(each, row=rows[each.index]) for each in place(enumerate(clips))]
    return _shifted(document, freezes)


def fresh_id(document: Json, base: str) -> str:
    """Return an id that begins with `base` and that no item of the document has."""
    tracks = (rows for track in TRACKS if isinstance(rows := document.get(track), list))
    taken = {row.get("id") for row in chain.from_iterable(tracks) if isinstance(row, dict)}
    names = chain((base,), (f"{base}_{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


def _has_freezes(row: object) -> bool:
    return isinstance(row, dict) and any(key in row for key in FREEZE_KEYS)


def _unreadable(rows: Sequence[Any]) -> Iterator[TimelineProblem]:
    for index, row in enumerate(rows):
        for key in FREEZE_KEYS:
            seconds = row.get(key) if isinstance(row, dict) else None
            if seconds is not None and not _is_length(seconds):
                where = pointer("clips", index, key)
                yield TimelineProblem("invalid_seconds", where, "This must be a number of seconds.")


def _is_length(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return 0 <= value <= MAX_NUMBER


def _read(row: object) -> Clip | None:
    try:
        return Clip.model_validate(row)
    except ValidationError:
        return None


def _freeze(clip: PlacedItem[Clip], *, row: Json) -> ClipFreezes:
    before, after = (as_fraction(row.get(key) or 0) for key in FREEZE_KEYS)
    return ClipFreezes(clip, before, after)


def _shifted(document: Json, freezes: Sequence[ClipFreezes]) -> Json:
    shifted = {**document, "clips": [_moved_clip(document, each, freezes) for each in freezes]}
    for track in TRACKS:
        if track != "clips" and isinstance(document.get(track), list):
            shifted[track] = [_moved(row, freezes) for row in document[track]]
    for freeze in freezes:
        for still in _stills(shifted, freeze, start=_later(freeze.clip.start, freezes)):
            stills = shifted.get("stills", [])
            shifted["stills"] = [*stills, still] if isinstance(stills, list) else stills
    return shifted


def _moved_clip(document: Json, freeze: ClipFreezes, freezes: Sequence[ClipFreezes]) -> Json:
    row = document["clips"][freeze.clip.index]
    rest = {key: value for key, value in row.items() if key not in FREEZE_KEYS}
    start = _later(freeze.clip.start, freezes) + freeze.before
    return {**rest, "startSeconds": as_number(start)}


def _moved(row: object, freezes: Sequence[ClipFreezes]) -> object:
    if not isinstance(row, dict):
        return row
    moved = dict(row)
    _move(moved, "startSeconds", lambda at: _later(at, freezes))
    _move(moved, "endSeconds", lambda at: _later_end(at, freezes))
    if isinstance(row.get("words"), list):
        moved["words"] = [_moved(word, freezes) for word in row["words"]]
    return moved


def _move(row: Json, key: str, move: Callable[[Fraction], Fraction]) -> None:
    if _is_length(row.get(key)):
        row[key] = as_number(move(as_fraction(row[key])))


def _later(at: Fraction, freezes: Sequence[ClipFreezes]) -> Fraction:
    """Return the new start of an item that started at a time."""
    before = (each.before for each in freezes if at > each.clip.start)
    after = (each.after for each in freezes if at >= each.clip.end - TOUCH_TOLERANCE)
    return at + sum(before, Fraction(0)) + sum(after, Fraction(0))


def _later_end(at: Fraction, freezes: Sequence[ClipFreezes]) -> Fraction:
    """Return the new end of an item that ended at a time."""
    before = (each.before for each in freezes if at > each.clip.start)
    after = (each.after for each in freezes if at > each.clip.end + TOUCH_TOLERANCE)
    return at + sum(before, Fraction(0)) + sum(after, Fraction(0))


def _stills(document: Json, freeze: ClipFreezes, *, start: Fraction) -> Iterator[Json]:
    clip, first = freeze.clip.item, start + freeze.before
    if freeze.before:
        at = as_fraction(clip.source_start_seconds)
        name = fresh_id(document, f"{clip.id[:60]}_freeze_start")
        yield _still(clip, name, at=at, start=start, end=first)
    if freeze.after:
        # The frame before the end of the range is the last one that the clip shows.
        frame = 1 / _rate(document)
        at = max(Fraction(0), as_fraction(clip.source_end_seconds) - frame)
        name, last = fresh_id(document, f"{clip.id[:60]}_freeze_end"), first + clip.length
        yield _still(clip, name, at=at, start=last, end=last + freeze.after)


def _still(clip: Clip, name: str, *, at: Fraction, start: Fraction, end: Fraction) -> Json:
    return {
        "id": name,
        "hold": {"uploadId": clip.upload_id, "sourceSeconds": as_number(at)},
        "startSeconds": as_number(start),
        "endSeconds": as_number(end),
        "sourceClipId": clip.id,
        "fit": "contain",
    }


def _rate(document: Json) -> Fraction:
    output = document.get("output")
    name = output.get("fps", "30") if isinstance(output, dict) else "30"
    try:
        return FrameRate.parse(name).fps
    except (ValueError, TypeError):
        return Fraction(30)
