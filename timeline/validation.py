# SPDX-License-Identifier: Apache-2.0
"""Reading a timeline document, and saying everything that is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from media.timecode import as_seconds
from timeline.checking import check_export, check_uploads
from timeline.model import OTHER_TRACKS, Clip, Timeline
from timeline.positions import Placed, in_time_order, place, within_limit
from timeline.problems import InvalidTimeline, Problem, pointer

__all__ = ["InvalidTimeline", "Problem", "check_export", "check_size", "check_uploads", "parse"]

MAX_BYTES = 512 * 1024
MAX_CLIPS = 500

CODES = {
    "version": "invalid_timeline_version",
    "playheadSeconds": "invalid_seconds",
    "viewportEndSeconds": "invalid_seconds",
    "guidelines": "invalid_seconds",
    "timelineBackgroundMode": "invalid_background",
    "timelineBackgroundColor": "invalid_background",
    "timelineBackgroundUploadId": "invalid_background",
    "output": "invalid_output",
    "id": "invalid_clip_id",
    "uploadId": "invalid_upload_id",
    "startSeconds": "invalid_seconds",
    "sourceStartSeconds": "invalid_seconds",
    "sourceEndSeconds": "invalid_seconds",
    "boostDb": "invalid_boost_db",
    "bgFillStyle": "invalid_bg_fill",
    "bgFillBrightness": "invalid_bg_fill",
    "bgFillBlur": "invalid_bg_fill",
    "bgFillColor": "invalid_bg_fill",
    "bgFillImageUploadId": "invalid_bg_fill",
    "speedPct": "invalid_speed",
}


def check_size(body: bytes) -> None:
    """Refuse a document whose bytes are more than a timeline may have."""
    if len(body) > MAX_BYTES:
        detail = f"A timeline may have {MAX_BYTES} bytes; this one has {len(body)}."
        raise InvalidTimeline((Problem("timeline_too_large", "", detail),))


def parse(document: object) -> Timeline:
    """Read a decoded JSON document, or raise InvalidTimeline with every problem found."""
    if not isinstance(document, dict):
        raise InvalidTimeline((Problem("invalid_timeline", "", "A JSON object is needed."),))
    problems: list[Problem] = []
    root = _read_root({**document, "clips": ()}, problems)
    rows = _read_clips(document.get("clips", []), problems)
    problems += _track_problems(document)
    problems += _repeated_ids(document)
    problems += _overlaps(rows)
    if not problems:
        problems += _unstorable(document)
    if problems or root is None:
        raise InvalidTimeline(tuple(problems))
    clips = within_limit(tuple(clip for _, clip in rows if clip is not None))
    return root.model_copy(update={"clips": clips})


def _unstorable(document: dict[str, Any]) -> Iterable[Problem]:
    """Python reads some JSON that nobody can write again: lone surrogates, NaN, deep nests."""
    try:
        json.dumps(document, ensure_ascii=False, allow_nan=False, default=float).encode()
    except (ValueError, TypeError, RecursionError):
        yield Problem("invalid_timeline", "", "Some value cannot be written as JSON.")


def _read_root(fields: dict[str, Any], problems: list[Problem]) -> Timeline | None:
    try:
        return Timeline.model_validate(fields)
    except ValidationError as error:
        problems += _translated(error, ())
        return None


def _read_clips(clips: object, problems: list[Problem]) -> list[tuple[int, Clip | None]]:
    if not isinstance(clips, list):
        problems.append(Problem("invalid_timeline", "/clips", "A list of clips is needed."))
        return []
    if len(clips) > MAX_CLIPS:
        detail = f"A timeline may have {MAX_CLIPS} clips; this one has {len(clips)}."
        problems.append(Problem("too_many_clips", "/clips", detail))
        return []
    return [(index, _read_clip(clip, index, problems)) for index, clip in enumerate(clips)]


def _read_clip(fields: object, index: int, problems: list[Problem]) -> Clip | None:
    if not isinstance(fields, dict):
        detail = "A JSON object is needed."
        problems.append(Problem("invalid_timeline", pointer("clips", index), detail))
        return None
    try:
        clip = Clip.model_validate(fields)
    except ValidationError as error:
        problems += _translated(error, ("clips", index))
        return None
    if as_seconds(clip.source_end_seconds) > as_seconds(clip.source_start_seconds):
        return clip
    place_of_end = pointer("clips", index, "sourceEndSeconds")
    detail = "A clip ends after it starts in its source."
    problems.append(Problem("invalid_source_range", place_of_end, detail))
    return None


def _translated(error: ValidationError, where: tuple[str | int, ...]) -> Iterable[Problem]:
    for found in error.errors(include_url=False, include_context=False, include_input=False):
        steps = found["loc"]
        code = CODES.get(str(steps[0]), "invalid_timeline") if steps else "invalid_timeline"
        yield Problem(code, pointer(*where, *steps), found["msg"])


def _track_problems(document: Mapping[str, Any]) -> Iterable[Problem]:
    for track in OTHER_TRACKS:
        if not isinstance(document.get(track, []), list):
            yield Problem("invalid_timeline", pointer(track), "A list is needed.")


def _repeated_ids(document: Mapping[str, Any]) -> Iterable[Problem]:
    seen: set[str] = set()
    for track in ("clips", *OTHER_TRACKS):
        rows = document.get(track)
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            name = row.get("id") if isinstance(row, dict) else None
            if not isinstance(name, str):
                continue
            if name in seen:
                detail = f"The id {name[:80]!r} is used more than once."
                yield Problem("duplicate_clip_id", pointer(track, index, "id"), detail)
            seen.add(name)


def _overlaps(rows: list[tuple[int, Clip | None]]) -> Iterable[Problem]:
    longest: Placed | None = None
    for each in in_time_order(place(rows)):
        if longest is not None and each.overlaps(longest):
            detail = f"Clip {each.clip.id!r} begins before clip {longest.clip.id!r} has ended."
            yield Problem("base_track_overlap", pointer("clips", each.index), detail)
        if longest is None or each.end > longest.end:
            longest = each
