# SPDX-License-Identifier: Apache-2.0
"""The upgrade of documents that older clients wrote to the current form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from timeline.document.problems import NO_OBJECT, TimelineProblem
from timeline.document.upgrading_freeze_frames import Json, fresh_id, without_clip_freezes

TRIMS = {"trimStartSeconds": "sourceStartSeconds", "trimEndSeconds": "sourceEndSeconds"}
SLIDES = ("slide_in", "slide_out", "slide_in_out")
TITLE_SIZES = {
    "x_small": (12, 3.0),
    "small": (15, 3.8),
    "medium": (18, 4.5),
    "large": (23, 5.2),
    "x_large": (28, 6.4),
}
"""The size key and the percentage of the frame's height for each old word for a title's size."""


def upgrade(document: Json) -> tuple[Json, list[TimelineProblem]]:
    """Return the document in the current form, and the problems of its older fields."""
    problems: list[TimelineProblem] = []
    upgraded = dict(document)
    for track, newer in _ROWS.items():
        rows = upgraded.get(track)
        if isinstance(rows, list):
            upgraded[track] = [newer(row) if isinstance(row, dict) else row for row in rows]
    problems += _take_audio_track(upgraded)
    return without_clip_freezes(upgraded, problems), problems


def _take_audio_track(document: Json) -> list[TimelineProblem]:
    """Turn the old single music track into a segment, unless there are segments already."""
    track = document.pop("audioTrack", None)
    if track is None:
        return []
    if not isinstance(track, dict):
        return [TimelineProblem("invalid_audio_track", "/audioTrack", NO_OBJECT)]
    if not document.get("audioSegments"):
        times = {"start": "startSeconds", "end": "endSeconds"}
        segment = {times.get(key, key): value for key, value in track.items()}
        document["audioSegments"] = [{"id": fresh_id(document, "audio_track"), **segment}]
    return []


def _clip(row: Json) -> Json:
    if TRIMS.keys().isdisjoint(row):
        return row
    trimmed = {new: row[old] for old, new in TRIMS.items() if old in row}
    rest = {key: value for key, value in row.items() if key not in TRIMS}
    return {**trimmed, **rest}


def _on_grid(row: Json) -> Json:
    """Rename the centre of the grid, which once had a shorter name."""
    return {**row, "position": "middle_center"} if row.get("position") == "center" else row


def _graphic(row: Json) -> Json:
    """Move an animated graphic to the centre column, whatever its position was before."""
    row, animate = _on_grid(row), row.get("animate")
    if animate == "doc_reveal":
        centred = {"position": "middle_center", "sizePctWidth": 100}
        return {**row, "fitMode": "contain_transparent", **centred}
    if animate in SLIDES:
        height = str(row.get("position", "middle_center")).partition("_")[0]
        return {**row, "fitMode": "contain_transparent", "position": f"{height}_center"}
    return row


def _lower_third(row: Json) -> Json:
    if row.get("configSnapshot", ...) is None and row.get("configId") is None:
        return {key: value for key, value in row.items() if key != "configSnapshot"}
    return row


def _screen_title(row: Json) -> Json:
    snapshot = row.get("presetSnapshot")
    if not isinstance(snapshot, dict):
        return row
    size = snapshot.get("sizeKey")
    if not isinstance(size, str) or size not in TITLE_SIZES:
        return row
    key, percent = TITLE_SIZES[size]
    return {**row, "presetSnapshot": {"fontSizePct": percent, **snapshot, "sizeKey": key}}


def _visualizer(row: Json) -> Json:
    """Put a preset's only drawing into a list; once there was none."""
    row, snapshot = _on_grid(row), row.get("presetSnapshot")
    if not isinstance(snapshot, dict) or "instances" in snapshot:
        return row
    described = {key: snapshot[key] for key in ("id", "name", "description") if key in snapshot}
    layer = {key: value for key, value in snapshot.items() if key not in described}
    return {**row, "presetSnapshot": {**described, "instances": [layer]}}


_ROWS: Mapping[str, Callable[[Json], Any]] = {
    "clips": _clip,
    "videoOverlays": _on_grid,
    "videoOverlayStills": _on_grid,
    "graphics": _graphic,
    "logos": _on_grid,
    "lowerThirds": _lower_third,
    "screenTitles": _screen_title,
    "visualizers": _visualizer,
}
