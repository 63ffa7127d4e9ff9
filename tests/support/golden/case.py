# SPDX-License-Identifier: Apache-2.0
"""The cases of the golden suite: small documents with names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.golden.rules import Json

RATES = ("24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60")
ASPECTS = ("16:9", "9:16", "1:1", "4:5")
ROWS, COLUMNS = ("top", "middle", "bottom"), ("left", "center", "right")
POSITIONS = tuple(f"{row}_{column}" for row in ROWS for column in COLUMNS)
SMALL = {"aspect": "16:9", "height": 360, "fps": "30", "quality": "high"}


@dataclass(frozen=True, slots=True)
class GoldenCase:
    """A document; its filters are also run on chunks that begin at the frames of `cuts`."""

    name: str
    document: Json
    cuts: tuple[int, ...] = ()


def document(output: Json | None = None, **fields: Any) -> Json:
    """Return a document, small by default; items without an id get one."""
    found: Json = {"version": "create_video_v1", "clips": [], "output": SMALL | (output or {})}
    for name, value in fields.items():
        is_track = isinstance(value, list)
        found[name] = (
            [_named(name, at, item) for at, item in enumerate(value)] if is_track else value
        )
    return found


def _named(track: str, at: int, item: Json) -> Json:
    return {"id": f"{track}-{at}"} | item


def over_grey(output: Json | None = None, **fields: Any) -> Json:
    """Return a document with a grey background and nothing on the base track."""
    plain = {"timelineBackgroundMode": "color", "timelineBackgroundColor": "#808080"}
    return document(output, **(plain | fields))


def clip(upload_id: int, source: tuple[float, float], **more: Any) -> Json:
    """Return a clip; without a start it follows the clip before it."""
    begin, end = source
    return {
        "uploadId": upload_id,
        "sourceStartSeconds": begin,
        "sourceEndSeconds": end,
    } | more


def item(upload_id: int, when: tuple[float, float], **more: Any) -> Json:
    """Return an item with an upload, a start and an end."""
    begin, end = when
    return {"uploadId": upload_id, "startSeconds": begin, "endSeconds": end} | more


def each_in_turn(makers: Sequence[Json], *, seconds: float = 0.1) -> list[Json]:
    """Return items with times, one after the other."""
    found = []
    for at, fields in enumerate(makers):
        begin = round(at * seconds, 6)
        end = round(begin + seconds, 6)
        if "sourceStartSeconds" in fields:
            found.append(fields | {"startSeconds": begin})
        else:
            found.append(fields | {"startSeconds": begin, "endSeconds": end})
    return found
