# SPDX-License-Identifier: Apache-2.0
"""The rules between the fields of one item, and between an item and the items that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from media.timecode import as_fraction
from timeline.document.audio_tracks import AudioSegment
from timeline.document.base_track import Clip, SourceRange, Still
from timeline.document.fields import TimedItem, TrackItem
from timeline.document.overlay_tracks import LowerThird, VideoOverlay
from timeline.document.problems import TimelineProblem, pointer
from timeline.document.text_tracks import Caption, ScreenTitle

AUDIO_SOURCES = {
    "video": "clips",
    "video_overlay": "videoOverlays",
    "narration": "narration",
    "music": "audioSegments",
}
"""The track of the item whose audio a visualizer of each source kind draws."""

Found = Iterator[tuple[str, tuple[str | int, ...], str]]


def item_problems(track: str, index: int, item: TrackItem) -> Iterator[TimelineProblem]:
    """Yield the contradictions between the fields of an item, each of which is valid alone."""
    for rule in _RULES.get(type(item), (_segment,)):
        for code, steps, detail in rule(item):
            yield TimelineProblem(code, pointer(track, index, *steps), detail)


def source_problems(document: Mapping[str, Any]) -> Iterator[TimelineProblem]:
    """Yield a problem for each visualizer whose source is not on the track of its source kind."""
    rows = document.get("visualizers")
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        kind = row.get("audioSourceKind") if isinstance(row, dict) else None
        track = AUDIO_SOURCES.get(kind) if isinstance(kind, str) else None
        if track is not None and row.get("audioSourceSegmentId") not in _ids(document.get(track)):
            where = pointer("visualizers", index, "audioSourceSegmentId")
            yield TimelineProblem(
                "invalid_audio_source_segment", where, f"/{track} has no such item."
            )


def _ids(rows: object) -> list[object]:
    items: Sequence[object] = rows if isinstance(rows, list) else ()
    return [row.get("id") for row in items if isinstance(row, dict)]


def _source_range(item: SourceRange) -> Found:
    if item.source_length <= 0:
        detail = "A range must end after it starts in its source."
        yield "invalid_source_range", ("sourceEndSeconds",), detail


def _segment(item: TimedItem | AudioSegment) -> Found:
    end = item.end_seconds
    if end is not None and as_fraction(end) <= as_fraction(item.start_seconds):
        yield "invalid_seconds", ("endSeconds",), "An item must end after it starts."


def _still(item: Still) -> Found:
    if item.hold is None and item.upload_id is None:
        yield "invalid_upload_id", ("uploadId",), "A still needs an image or a freeze frame."
    if item.hold is not None and item.upload_id is not None:
        yield "invalid_hold", ("hold",), "A still has either an image or a freeze frame."


def _lower_third(item: LowerThird) -> Found:
    if item.config_id is not None and "config_snapshot" not in item.model_fields_set:
        detail = "A preset needs its snapshot."
        yield "invalid_lower_third_config_snapshot", ("configSnapshot",), detail


def _screen_title(item: ScreenTitle) -> Found:
    if item.preset_id is not None and item.preset_snapshot is None:
        detail = "A preset needs its snapshot."
        yield "invalid_screen_title_preset_snapshot", ("presetSnapshot",), detail
    ids = [instance.id for instance in item.instances]
    if len(set(ids)) < len(ids):
        detail = "Each instance needs an id of its own."
        yield "invalid_screen_title_instances", ("instances",), detail


def _caption(item: Caption) -> Found:
    last = as_fraction(item.start_seconds)
    for index, word in enumerate(item.words):
        start, end = as_fraction(word.start_seconds), as_fraction(word.end_seconds)
        if not last <= start <= end <= as_fraction(item.end_seconds):
            detail = "Words must be in order and within their caption."
            yield "invalid_caption", ("words", index), detail
        last = max(last, end)


_RULES: dict[type[TrackItem], tuple[Callable[[Any], Found], ...]] = {
    Clip: (_source_range,),
    VideoOverlay: (_source_range,),
    Still: (_segment, _still),
    LowerThird: (_segment, _lower_third),
    ScreenTitle: (_segment, _screen_title),
    Caption: (_segment, _caption),
}
"""The rules by class; an item of any other class must end after it starts."""
