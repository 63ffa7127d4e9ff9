# SPDX-License-Identifier: Apache-2.0
"""The uploads of generated timelines as files of other programs, and journeys through a file."""

from __future__ import annotations

import json
from typing import Any

from tests.support.timeline.edit_values import COPY, SHAPES, an_upload
from timeline.document.timeline import Timeline
from timeline.interchange.media_files import MediaFile
from timeline.interchange.otio_reading import ReadTimeline, open_otio, read_otio
from timeline.interchange.otio_writing import write_otio

Json = dict[str, Any]
UPLOADS = {
    each: an_upload(each)
    for number in SHAPES
    for each in (number, number + COPY, number + 2 * COPY)
}
FILES = {
    each: MediaFile(each, f"file {each % COPY}.mp4", one.kind, one.sha256, one.duration, True)
    for each, one in UPLOADS.items()
}


def written(timeline: Timeline) -> Any:
    """The JSON of a timeline's OpenTimelineIO file, as it is read from the disk."""
    return json.loads(json.dumps(write_otio(timeline, name="Summer", files=FILES)))


def read(value: Any, **chosen: int) -> ReadTimeline:
    return read_otio(open_otio(value, chosen=chosen), UPLOADS)


def clips_of(file: Any, track: int = 0) -> list[Json]:
    """The clips of a track of a file, which may be changed there."""
    children = file["tracks"]["children"][track]["children"]
    return [each for each in children if each["OTIO_SCHEMA"] == "Clip.2"]


def seconds_of(item: Json) -> tuple[float, float, float]:
    """When an item begins, and the range of its source."""
    return item["startSeconds"], item["sourceStartSeconds"], item["sourceEndSeconds"]


def exact(document: object) -> str:
    """The JSON of a document, in which 1 and 1.0 are two things."""
    return json.dumps(document, sort_keys=True)
