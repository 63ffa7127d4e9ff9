# SPDX-License-Identifier: Apache-2.0
"""What may not be seen or heard at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timeline.document.fields import TrackItem
from timeline.document.positions import PlacedItem, in_time_order, place_track
from timeline.document.problems import TimelineProblem, pointer


@dataclass(frozen=True, slots=True)
class Lane:
    """Tracks whose items exclude each other, with the code for each, and for two of them."""

    codes: Mapping[str, str]
    across: str = ""


LANES = (
    Lane({"clips": "base_track_overlap", "stills": "base_track_overlap"}, "base_track_overlap"),
    Lane(
        {
            "videoOverlays": "video_overlay_overlap",
            "videoOverlayStills": "video_overlay_still_overlap",
        },
        "video_overlay_lane_overlap",
    ),
    Lane({"graphics": "graphic_overlap"}),
    Lane({"logos": "logo_overlap"}),
    Lane({"lowerThirds": "lower_third_overlap"}),
    Lane({"screenTitles": "screen_title_overlap"}),
    Lane({"narration": "narration_overlap"}),
    Lane({"audioSegments": "audio_overlap"}),
    Lane({"visualizers": "visualizer_overlap"}),
    Lane({"captions": "caption_overlap"}),
)

Rows = Mapping[str, Sequence[tuple[int, TrackItem | None]]]


def overlaps(rows: Rows) -> Iterator[TimelineProblem]:
    """Every item that begins before another of its lane has ended."""
    for lane in LANES:
        placed = [each for track in lane.codes for each in place_track(track, rows[track])]
        if len(placed) > 1:
            yield from _overlaps(lane, in_time_order(placed))


def _overlaps(lane: Lane, placed: Sequence[PlacedItem[TrackItem]]) -> Iterator[TimelineProblem]:
    longest: dict[str, PlacedItem[TrackItem]] = {}
    for each in placed:
        rivals = [rival for rival in longest.values() if each.overlaps(rival)]
        if rivals:
            yield _overlap(lane, each, rivals[0])
        best = longest.get(each.track)
        if best is None or each.end > best.end:
            longest[each.track] = each


def _overlap(
    lane: Lane, each: PlacedItem[TrackItem], rival: PlacedItem[TrackItem]
) -> TimelineProblem:
    code = lane.codes[each.track] if each.track == rival.track else lane.across
    detail = f"{each.item.id!r} begins before {rival.item.id!r} has ended."
    return TimelineProblem(code, pointer(each.track, each.index), detail)
