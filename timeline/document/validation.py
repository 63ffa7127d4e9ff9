# SPDX-License-Identifier: Apache-2.0
"""The parser of timeline documents, which reports every problem of one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from timeline.document.fields import TrackItem
from timeline.document.positions import within_limit
from timeline.document.problems import (
    NO_OBJECT,
    InvalidTimeline,
    TimelineProblem,
    detail_of,
    pointer,
)
from timeline.document.timeline import ATTRIBUTES, DOCUMENT_VERSION, TRACKS, Timeline, empty
from timeline.document.upgrading import upgrade
from timeline.document.validation_codes import MAX_ITEMS, code_of
from timeline.document.validation_overlaps import overlaps
from timeline.document.validation_rules import AUDIO_SOURCES, item_problems, source_problems
from timeline.document.visualizer_track import Visualizer

MAX_BYTES = 512 * 1024
"""The size of the largest document."""

_NO_ITEMS: dict[str, tuple[TrackItem, ...]] = dict.fromkeys(TRACKS, ())

Row = tuple[int, TrackItem | None]


@dataclass(frozen=True, slots=True)
class ParsedTimeline:
    """What is valid of a document, and every problem found; invalid items are left out.

    `ids` are those of all rows of each track, in the order of the document.
    """

    timeline: Timeline
    problems: tuple[TimelineProblem, ...]
    ids: Mapping[str, Sequence[str | None]]


def parse(document: object) -> Timeline:
    """Read a decoded JSON document, or raise InvalidTimeline with every problem found."""
    parsed = parse_partially(document)
    if parsed.problems:
        raise InvalidTimeline(parsed.problems)
    return parsed.timeline


def parse_partially(document: object) -> ParsedTimeline:
    """Read what is valid of a decoded JSON document; of one that cannot be stored, nothing."""
    if not isinstance(document, dict):
        return _without_items(TimelineProblem("invalid_timeline", "", NO_OBJECT))
    document, problems = upgrade(document)
    root = _read_root({**document, **_NO_ITEMS}, problems)
    rows = {track: _read_track(track, document.get(track, []), problems) for track in TRACKS}
    problems += _repeated_ids(document)
    problems += overlaps(rows)
    problems += source_problems(document)
    unstorable = tuple(_unstorable(document))
    if unstorable:
        return _without_items(*(problems or unstorable))
    read = {track: [item for _, item in found if item is not None] for track, found in rows.items()}
    tracks = _with_sources(within_limit(read))
    found = root.model_copy(update={ATTRIBUTES[track]: items for track, items in tracks.items()})
    return ParsedTimeline(found, tuple(problems), _ids(document))


def _without_items(*problems: TimelineProblem) -> ParsedTimeline:
    return ParsedTimeline(empty(), problems, {track: () for track in TRACKS})


def _ids(document: Mapping[str, Any]) -> dict[str, list[str | None]]:
    tracks = {track: document.get(track) for track in TRACKS}
    return {
        track: [_id(row) for row in (rows if isinstance(rows, list) else ())]
        for track, rows in tracks.items()
    }


def _id(row: object) -> str | None:
    name = row.get("id") if isinstance(row, dict) else None
    return name if isinstance(name, str) else None


def _unstorable(document: dict[str, Any]) -> Iterable[TimelineProblem]:
    """Report values that Python reads but cannot write: lone surrogates, NaN, deep nesting."""
    try:
        json.dumps(document, ensure_ascii=False, allow_nan=False, default=float).encode()
    except (ValueError, TypeError, RecursionError):
        yield TimelineProblem("invalid_timeline", "", "Some value cannot be written as JSON.")


def _read_root(fields: dict[str, Any], problems: list[TimelineProblem]) -> Timeline:
    """Read the fields of the root; an invalid one is reported and has its default."""
    try:
        return Timeline.model_validate(fields)
    except ValidationError as error:
        problems += _translated(error, "", ())
        invalid = {found["loc"][0] for found in error.errors()}
        valid = {name: value for name, value in fields.items() if name not in invalid}
        return Timeline.model_validate({**valid, "version": DOCUMENT_VERSION})


def _read_track(track: str, items: object, problems: list[TimelineProblem]) -> list[Row]:
    most, too_many = MAX_ITEMS[track]
    if not isinstance(items, list):
        problems.append(TimelineProblem(code_of(track, ""), pointer(track), "This must be a list."))
        return []
    if len(items) > most:
        detail = f"A timeline may have {most} {track}; this one has {len(items)}."
        problems.append(TimelineProblem(too_many, pointer(track), detail))
        return []
    kind = TRACKS[track]
    return [
        (index, _read_item(kind, fields, (track, index), problems))
        for index, fields in enumerate(items)
    ]


def _read_item(
    kind: type[TrackItem], fields: object, where: tuple[str, int], problems: list[TimelineProblem]
) -> TrackItem | None:
    track, index = where
    if not isinstance(fields, dict):
        problems.append(TimelineProblem(code_of(track, ""), pointer(track, index), NO_OBJECT))
        return None
    try:
        item = kind.model_validate(fields)
    except ValidationError as error:
        problems += _translated(error, track, where)
        return None
    found = list(item_problems(track, index, item))
    problems += found
    return None if found else item


def _translated(
    error: ValidationError, track: str, where: tuple[str | int, ...]
) -> Iterable[TimelineProblem]:
    for found in error.errors(include_url=False, include_context=False, include_input=False):
        steps = found["loc"]
        code = code_of(track, str(steps[0])) if steps else "invalid_timeline"
        yield TimelineProblem(code, pointer(*where, *steps), detail_of(found))


def _repeated_ids(document: Mapping[str, Any]) -> Iterable[TimelineProblem]:
    used: set[str] = set()
    for track, ids in _ids(document).items():
        for index, name in enumerate(ids):
            if name is None:
                continue
            if name in used:
                detail = f"The id {name[:80]!r} is used more than once."
                yield TimelineProblem("duplicate_clip_id", pointer(track, index, "id"), detail)
            used.add(name)


def _with_sources(tracks: dict[str, tuple[TrackItem, ...]]) -> dict[str, tuple[TrackItem, ...]]:
    """Remove visualizers whose source was removed because it began after the longest duration."""
    ids = {track: {item.id for item in tracks[track]} for track in AUDIO_SOURCES.values()}
    visualizers = tuple(
        item
        for item in tracks["visualizers"]
        if isinstance(item, Visualizer)
        and item.audio_source_segment_id in ids[AUDIO_SOURCES[item.audio_source_kind]]
    )
    return {**tracks, "visualizers": visualizers}
