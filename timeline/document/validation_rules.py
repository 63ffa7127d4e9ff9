# SPDX-License-Identifier: Apache-2.0
"""What the fields of one item must be to each other, and items to the items they name."""

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
"""The track in which a visualizer of each kind finds its sound."""

Found = Iterator[tuple[str, tuple[str | int, ...], str]]


def item_problems(track: str, index: int, item: TrackItem) -> Iterator[TimelineProblem]:
    """Whatever contradicts itself in one item, whose fields are right each for itself."""
    for rule in _RULES.get(type(item), (_segment,)):
        for code, steps, detail in rule(item):
            yield TimelineProblem(code, pointer(track, index, *steps), detail)


def source_problems(document: Mapping[str, Any]) -> Iterator[TimelineProblem]:
    """Visualizers that name a sound which is not on the track they say."""
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
        detail = "A clip ends after it starts in its source."
        yield "invalid_source_range", ("sourceEndSeconds",), detail


def _segment(item: TimedItem | AudioSegment) -> Found:
    end = item.end_seconds
    if end is not None and as_fraction(end) <= as_fraction(item.start_seconds):
        yield "invalid_seconds", ("endSeconds",), "An item ends after it starts."


def _still(item: Still) -> Found:
    if item.hold is None and item.upload_id is None:
        yield "invalid_upload_id", ("uploadId",), "An image or a held frame is needed."
    if item.hold is not None and item.upload_id is not None:
        yield "invalid_hold", ("hold",), "A still shows either an image or a held frame."


def _lower_third(item: LowerThird) -> Found:
    if item.config_id is not None and "config_snapshot" not in item.model_fields_set:
        detail = "A preset comes with a snapshot of itself."
        yield "invalid_lower_third_config_snapshot", ("configSnapshot",), detail


def _screen_title(item: ScreenTitle) -> Found:
    if item.preset_id is not None and item.preset_snapshot is None:
        detail = "A preset comes with a snapshot of itself."
        yield "invalid_screen_title_preset_snapshot", ("presetSnapshot",), detail
    ids = [instance.id for instance in item.instances]
    if len(set(ids)) < len(ids):
        detail = "Each instance has an id of its own."
        yield "invalid_screen_title_instances", ("instances",), detail


def _caption(item: Caption) -> Found:
    last = as_fraction(item.start_seconds)
    for index, word in enumerate(item.words):
        start, end = as_fraction(word.start_seconds), as_fraction(word.end_seconds)
        if not last <= start <= end <= as_fraction(item.end_seconds):
            detail = "Words lie inside their caption, one after another."
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
"""What holds for items of these tracks; for all others, that they end after they start."""
