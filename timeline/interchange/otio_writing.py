# SPDX-License-Identifier: Apache-2.0
"""Write a timeline as OpenTimelineIO, of which reading makes the identical timeline again.

What OpenTimelineIO cannot say lies in metadata below one name. The documents and items in it are
texts, because the library of OpenTimelineIO reads some decimal numbers with another last digit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from media.timecode import FrameRate
from timeline.document.base_track import Clip, Still
from timeline.document.overlay_tracks import VideoOverlay
from timeline.document.text_tracks import ScreenTitle
from timeline.document.timeline import Timeline
from timeline.interchange import otio_objects as otio
from timeline.interchange.lanes import LANE_TRACKS, FrameLane, LaneItem, lanes
from timeline.interchange.losses import FormatFields
from timeline.interchange.media_files import MediaFile, MediaFiles, file_of
from timeline.interchange.otio_objects import Json

METADATA_VERSION: Final = 1
LANE_TRACK_NAMES: Final = frozenset(track for tracks in LANE_TRACKS.values() for track in tracks)
"""The tracks that are written as tracks; the others lie in the metadata as a whole."""

_TIMES = {"upload_id", "start_seconds", "end_seconds"}
_SOURCE = {*_TIMES, "source_start_seconds", "source_end_seconds", "audio_enabled"}
OTIO_FIELDS: Final = FormatFields(
    name="what other programs read of OpenTimelineIO",
    tracks={
        "clips": frozenset({*_SOURCE, "speed_pct", "transition_in"}),
        "stills": frozenset({*_TIMES, "hold", "transition_in"}),
        "videoOverlays": frozenset(_SOURCE),
        "videoOverlayStills": frozenset(_TIMES),
        "graphics": frozenset(_TIMES),
        "logos": frozenset(_TIMES),
        "lowerThirds": frozenset(_TIMES),
        "screenTitles": frozenset({*_TIMES, "text"}),
        "narration": frozenset(_SOURCE),
        "audioSegments": frozenset(_SOURCE),
    },
    root=frozenset({"fps"}),
    remark="It comes back when the file is imported here.",
)
"""What other programs see of a timeline; the rest lies in the metadata."""


@dataclass(frozen=True, slots=True)
class _Writing:
    rate: FrameRate
    files: MediaFiles
    documents: dict[str, list[Json]]


def write_otio(timeline: Timeline, *, name: str, files: MediaFiles) -> Json:
    """Return a timeline as the JSON of an OpenTimelineIO file."""
    document = timeline.to_document()
    rate = FrameRate.parse(timeline.output.fps)
    writing = _Writing(rate, files, {track: document[track] for track in LANE_TRACK_NAMES})
    found = lanes(timeline)
    tracks = [_track(lane, writing) for lane in found if lane.items]
    tracks += [_track_of_audio(lane, writing) for lane in found if _is_heard(lane, files)]
    rest = {key: value for key, value in document.items() if key not in LANE_TRACK_NAMES}
    metadata = {
        "version": METADATA_VERSION,
        "document": _text(rest),
        "clips": len(timeline.clips),
    }
    pictures = [track for track in tracks if track["kind"] == "Video"]
    return otio.timeline_object(
        name, [*pictures, *(track for track in tracks if track["kind"] == "Audio")], metadata
    )


def is_linked(item: LaneItem, files: MediaFiles) -> bool:
    """Return whether the audio of a picture is written as a clip of its own."""
    if not isinstance(item.item, Clip | VideoOverlay) or item.upload_id is None:
        return False
    return item.is_heard and file_of(item.upload_id, files).has_audio


def _is_heard(lane: FrameLane, files: MediaFiles) -> bool:
    return any(is_linked(item, files) for item in lane.items)


def _track(lane: FrameLane, writing: _Writing) -> Json:
    children = _children(lane.items, writing)
    return otio.track_object(lane.name, lane.kind, list(children), {"lane": lane.name})


def _track_of_audio(lane: FrameLane, writing: _Writing) -> Json:
    heard = [item for item in lane.items if is_linked(item, writing.files)]
    children = [*_with_gaps(heard, writing, is_audio=True)]
    name = f"{lane.name} audio"
    return otio.track_object(name, "Audio", children, {"audioOfLane": lane.name})


def _children(items: Iterable[LaneItem], writing: _Writing) -> Iterator[Json]:
    yield from _with_gaps(items, writing, is_audio=False)


def _with_gaps(items: Iterable[LaneItem], writing: _Writing, *, is_audio: bool) -> Iterator[Json]:
    end = 0
    for item in items:
        if item.start > end:
            yield otio.gap_object(item.start - end, writing.rate)
        if item.transition is not None and not is_audio:
            yield _transition(item, item.transition, writing)
        yield _audio_clip(item, writing) if is_audio else _clip(item, writing)
        end = item.end


def _transition(item: LaneItem, frames: tuple[int, int], writing: _Writing) -> Json:
    transition = item.item.transition_in if isinstance(item.item, Clip | Still) else None
    kind = "dissolve" if transition is None else transition.kind
    return otio.transition_object(kind, *frames, writing.rate)


def _clip(item: LaneItem, writing: _Writing) -> Json:
    document = writing.documents[item.track][item.index]
    metadata: Json = {
        "track": item.track,
        "index": item.index,
        "item": _text(document),
        "frames": [item.start, item.n_frames, item.source_start],
    }
    if item.transition is not None:
        metadata["transition"] = [*item.transition]
    if is_linked(item, writing.files):
        metadata["hasAudioClip"] = True
    if item.upload_id is not None:
        metadata["file"] = file_of(item.upload_id, writing.files).name
    found = _clip_of_file(item, writing, metadata)
    if not isinstance(item.item, Clip | VideoOverlay):
        found["enabled"] = bool(getattr(item.item, "audio_enabled", True))
    return found


def _audio_clip(item: LaneItem, writing: _Writing) -> Json:
    return _clip_of_file(item, writing, {"audioOf": item.item.id})


def _clip_of_file(item: LaneItem, writing: _Writing, metadata: Json) -> Json:
    source_range = otio.time_range(item.source_start, item.n_frames, writing.rate)
    media, name = _media(item, writing)
    found = otio.clip_object(name, source_range, media, metadata)
    if item.is_frozen:
        found["effects"] = [otio.freeze_frame()]
    elif item.speed != 1:
        found["effects"] = [otio.time_warp(float(item.speed))]
    return found


def _media(item: LaneItem, writing: _Writing) -> tuple[Json, str]:
    if item.upload_id is not None:
        file = file_of(item.upload_id, writing.files)
        return _reference(file, writing.rate), file.name
    if isinstance(item.item, ScreenTitle):
        text = item.item.text or "\n".join(each.text for each in item.item.instances)
        name = " ".join(text.split())[:60]
        return otio.generator_reference(name, "Title", {"text": text}), name
    return otio.missing_reference(), item.item.id


def _reference(file: MediaFile, rate: FrameRate) -> Json:
    available = None
    if file.duration is not None:
        available = otio.time_range(0, max(1, rate.frame(file.duration)), rate)
    metadata: Json = {"uploadId": file.upload_id, "kind": file.kind}
    if file.sha256:
        metadata["sha256"] = file.sha256
    return otio.external_reference(file.name, file.url, available, metadata)


def _text(value: Any) -> str:  # Any: the value is JSON.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
