# SPDX-License-Identifier: Apache-2.0
"""The upgrade of clips with freeze frames at their ends, which are stills today."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, chain, count
from typing import Any

from pydantic import ValidationError

from media.timecode import FrameRate, as_fraction
from timeline.document.base_track import Clip
from timeline.document.numbers import MAX_NUMBER, TOUCH_TOLERANCE, as_number
from timeline.document.positions import PlacedItem, place
from timeline.document.problems import TimelineProblem, pointer
from timeline.document.timeline import TRACKS
from timeline.document.validation_codes import MAX_ITEMS

Json = dict[str, Any]  # Any: JSON that is not parsed yet.
FREEZE_KEYS = ("freezeStartSeconds", "freezeEndSeconds")


@dataclass(frozen=True, slots=True)
class ClipFreezes:
    """A clip, and for how many seconds its first and its last frame were shown."""

    clip: PlacedItem[Clip]
    before: Fraction
    after: Fraction


@dataclass(frozen=True, slots=True)
class _Shifts:
    """How much later everything is by the freeze frames at the ends of clips.

    `before` and `after` are sums: what the first clips in the order of `starts`, and the first ones
    in the order of `ends`, were frozen at that end.
    """

    starts: tuple[Fraction, ...]
    before: tuple[Fraction, ...]
    ends: tuple[Fraction, ...]
    after: tuple[Fraction, ...]

    @classmethod
    def by(cls, freezes: Sequence[ClipFreezes]) -> _Shifts:
        """Return the shifts by the freeze frames of all clips."""
        by_start = sorted(freezes, key=lambda each: each.clip.start)
        by_end = sorted(freezes, key=lambda each: each.clip.end)
        return cls(
            tuple(each.clip.start for each in by_start),
            tuple(accumulate((each.before for each in by_start), initial=Fraction(0))),
            tuple(each.clip.end for each in by_end),
            tuple(accumulate((each.after for each in by_end), initial=Fraction(0))),
        )

    def start(self, at: Fraction) -> Fraction:
        """Return the new start of an item that started at a time."""
        return at + self._before(at) + self.after[bisect_right(self.ends, at + TOUCH_TOLERANCE)]

    def end(self, at: Fraction) -> Fraction:
        """Return the new end of an item that ended at a time."""
        return at + self._before(at) + self.after[bisect_left(self.ends, at - TOUCH_TOLERANCE)]

    def _before(self, at: Fraction) -> Fraction:
        return self.before[bisect_left(self.starts, at)]


def without_clip_freezes(document: Json, problems: list[TimelineProblem]) -> Json:
    """Return the document with freeze frames as stills; all later items are moved accordingly.

    A document with a clip that is not valid, or with too many of them, is returned unchanged, as it
    is refused anyway.
    """
    rows = document.get("clips")
    if not isinstance(rows, list) or not any(_has_freezes(row) for row in rows):
        return document
    if len(rows) > MAX_ITEMS["clips"][0]:
        return document
    problems += _unreadable(rows)
    clips = [_read(row) for row in rows]
    if problems or None in clips:
        return document
    freezes = [_freeze(each, row=rows[each.index]) for each in place(enumerate(clips))]
    return _shifted(document, freezes)


def fresh_id(document: Json, base: str) -> str:
    """Return an id that begins with `base` and that no item of the document has."""
    return _fresh_id(_ids(document), base)


def _ids(document: Json) -> set[str]:
    tracks = (rows for track in TRACKS if isinstance(rows := document.get(track), list))
    ids = (row.get("id") for row in chain.from_iterable(tracks) if isinstance(row, dict))
    return {each for each in ids if isinstance(each, str)}


def _fresh_id(taken: set[str], base: str) -> str:
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
    shifts = _Shifts.by(freezes)
    shifted = {**document, "clips": [_moved_clip(document, each, shifts) for each in freezes]}
    for track in TRACKS:
        if track != "clips" and isinstance(document.get(track), list):
            shifted[track] = [_moved(row, shifts) for row in document[track]]
    stills = shifted.get("stills", [])
    if isinstance(stills, list):
        shifted["stills"] = [*stills, *_stills(shifted, freezes, shifts)]
    return shifted


def _moved_clip(document: Json, freeze: ClipFreezes, shifts: _Shifts) -> Json:
    row = document["clips"][freeze.clip.index]
    rest = {key: value for key, value in row.items() if key not in FREEZE_KEYS}
    start = shifts.start(freeze.clip.start) + freeze.before
    return {**rest, "startSeconds": as_number(start)}


def _moved(row: object, shifts: _Shifts) -> object:
    if not isinstance(row, dict):
        return row
    moved = dict(row)
    _move(moved, "startSeconds", shifts.start)
    _move(moved, "endSeconds", shifts.end)
    if isinstance(row.get("words"), list):
        moved["words"] = [_moved(word, shifts) for word in row["words"]]
    return moved


def _move(row: Json, key: str, move: Callable[[Fraction], Fraction]) -> None:
    if _is_length(row.get(key)):
        row[key] = as_number(move(as_fraction(row[key])))


def _stills(document: Json, freezes: Sequence[ClipFreezes], shifts: _Shifts) -> Iterator[Json]:
    """Yield the freeze frames of all clips as stills with ids that no other item has."""
    taken, frame = _ids(document), 1 / _rate(document)
    for freeze in freezes:
        for still in _stills_of(freeze, start=shifts.start(freeze.clip.start), frame=frame):
            name = _fresh_id(taken, still["id"])
            taken.add(name)
            yield {**still, "id": name}


def _stills_of(freeze: ClipFreezes, *, start: Fraction, frame: Fraction) -> Iterator[Json]:
    clip, first = freeze.clip.item, start + freeze.before
    if freeze.before:
        at = as_fraction(clip.source_start_seconds)
        yield _still(clip, f"{clip.id[:60]}_freeze_start", at=at, start=start, end=first)
    if freeze.after:
        # The frame before the end of the range is the last one that the clip shows.
        at = max(Fraction(0), as_fraction(clip.source_end_seconds) - frame)
        name, last = f"{clip.id[:60]}_freeze_end", first + clip.length
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
