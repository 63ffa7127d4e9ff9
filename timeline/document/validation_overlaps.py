# SPDX-License-Identifier: Apache-2.0
"""The rule that items of a lane do not overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timeline.document.fields import TrackItem
from timeline.document.positions import PlacedItem, in_time_order, place_track
from timeline.document.problems import TimelineProblem, pointer


@dataclass(frozen=True, slots=True)
class Lane:
    """Tracks whose items must not overlap.

    `codes` are the codes of an overlap within each track, `across` that of one between two tracks.
    """

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
    """Yield a problem for each item that begins before another one of its lane has ended."""
    for lane in LANES:
        placed = [each for track in lane.codes for each in place_track(track, rows[track])]
        if len(placed) > 1:
            yield from _overlaps(lane, in_time_order(placed))


def _overlaps(lane: Lane, placed: Sequence[PlacedItem[TrackItem]]) -> Iterator[TimelineProblem]:
    longest: dict[str, PlacedItem[TrackItem]] = {}
    for each in placed:
        overlapped = [earlier for earlier in longest.values() if each.overlaps(earlier)]
        if overlapped:
            yield _overlap(lane, each, overlapped[0])
        last = longest.get(each.track)
        if last is None or each.end > last.end:
            longest[each.track] = each


def _overlap(
    lane: Lane, each: PlacedItem[TrackItem], earlier: PlacedItem[TrackItem]
) -> TimelineProblem:
    code = lane.codes[each.track] if each.track == earlier.track else lane.across
    detail = f"{each.item.id!r} begins before {earlier.item.id!r} has ended."
    return TimelineProblem(code, pointer(each.track, each.index), detail)
