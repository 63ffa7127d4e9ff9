# SPDX-License-Identifier: Apache-2.0
"""The tracks of a document in whole frames, in the order in which other programs have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

from media.timecode import FrameRange, FrameRate, as_fraction
from timeline.document.audio_tracks import AudioSegment, Narration
from timeline.document.base_track import Clip, SourceRange, Still
from timeline.document.fields import TrackItem
from timeline.document.positions import (
    PlacedItem,
    base_items,
    in_time_order,
    place_track,
    timeline_end,
)
from timeline.document.timeline import Timeline

LaneKind = Literal["Video", "Audio"]

LANE_TRACKS: Final[dict[str, tuple[str, ...]]] = {
    "Base": ("clips", "stills"),
    "Video overlays": ("videoOverlays", "videoOverlayStills"),
    "Screen titles": ("screenTitles",),
    "Lower thirds": ("lowerThirds",),
    "Logos": ("logos",),
    "Graphics": ("graphics",),
    "Narration": ("narration",),
    "Music": ("audioSegments",),
}
"""The tracks whose items lie in each lane, pictures from bottom to top and then audio."""

AUDIO_LANES: Final = ("Narration", "Music")


@dataclass(frozen=True, slots=True)
class LaneItem:
    """An item of a lane in frames of the timeline; `source_start` is its first frame in its file.

    `upload_id` is None for items without a file; `speed` is 1 unless a clip is faster or slower.
    """

    track: str
    index: int
    item: TrackItem
    start: int
    n_frames: int
    source_start: int = 0
    upload_id: int | None = None
    speed: Fraction = Fraction(1)
    transition: tuple[int, int] | None = None
    """The frames of a transition before and after the start of the item."""

    @property
    def end(self) -> int:
        """The first frame after the item."""
        return self.start + self.n_frames

    @property
    def source_frames(self) -> int:
        """How many frames of the file are shown, at least 1."""
        return max(1, int(self.n_frames * self.speed))

    @property
    def is_frozen(self) -> bool:
        """Whether it shows one frame of a video all the time."""
        return isinstance(self.item, Still) and self.item.hold is not None

    @property
    def is_heard(self) -> bool:
        """Whether the item has audio that is part of the programme."""
        return bool(getattr(self.item, "audio_enabled", False))


@dataclass(frozen=True, slots=True)
class FrameLane:
    """A lane: its name, its kind, and its items, which follow one another without overlaps."""

    name: str
    kind: LaneKind
    items: tuple[LaneItem, ...]


def lanes(timeline: Timeline) -> tuple[FrameLane, ...]:
    """Return all lanes of a valid timeline, without knowing how long its files are."""
    rate = FrameRate.parse(timeline.output.fps)
    return tuple(
        FrameLane(name, lane_kind(name), tuple(_snapped(_placed(name, timeline), rate)))
        for name in LANE_TRACKS
    )


def lane_kind(name: str) -> LaneKind:
    """Return whether the items of a lane are pictures or audio."""
    return "Audio" if name in AUDIO_LANES else "Video"


def lane_of(track: str) -> str:
    """Return the lane in which the items of a track lie."""
    return next(name for name, tracks in LANE_TRACKS.items() if track in tracks)


def _placed(lane: str, timeline: Timeline) -> list[PlacedItem[TrackItem]]:
    if lane == "Base":
        return base_items(timeline)
    tracks = dict(timeline.tracks())
    placed = [
        each for track in LANE_TRACKS[lane] for each in place_track(track, enumerate(tracks[track]))
    ]
    return in_time_order(_with_ends(placed, end=timeline_end(timeline)))


def _with_ends(
    placed: Iterable[PlacedItem[TrackItem]], *, end: Fraction
) -> Iterator[PlacedItem[TrackItem]]:
    """Let music without an end of its own end with the timeline."""
    for each in placed:
        if isinstance(each.item, AudioSegment) and each.item.end_seconds is None:
            yield replace(each, end=max(end, each.start))
        else:
            yield each


def _snapped(placed: Iterable[PlacedItem[TrackItem]], rate: FrameRate) -> Iterator[LaneItem]:
    earlier: PlacedItem[TrackItem] | None = None
    last: LaneItem | None = None
    for each in placed:
        end = 0 if last is None else last.end
        touches = earlier is not None and each.touches(earlier)
        start = end if touches else max(end, rate.frame(each.start))
        found = _lane_item(each, start, rate)
        last = replace(found, transition=_transition(found, last, rate))
        earlier = each
        yield last


def _lane_item(placed: PlacedItem[TrackItem], start: int, rate: FrameRate) -> LaneItem:
    item = placed.item
    found = LaneItem(placed.track, placed.index, item, start, 1, upload_id=_upload_id(item))
    if isinstance(item, SourceRange):
        source = FrameRange.of_clip(item.source_start_seconds, item.source_end_seconds, rate)
        speed = as_fraction(item.speed_pct) / 100 if isinstance(item, Clip) else Fraction(1)
        # The number of frames is rounded up, as in exports.
        n_frames = max(1, -(-len(source) // speed))
        return replace(found, n_frames=n_frames, source_start=source.start, speed=speed)
    length = rate.frame(placed.end) - (rate.frame(placed.start) if _is_still(item) else start)
    return replace(found, n_frames=max(1, length), source_start=_source_start(item, rate))


def _is_still(item: TrackItem) -> bool:
    # The length of a still is that between its own ends, also where it is moved by a frame.
    return isinstance(item, Still)


def _upload_id(item: TrackItem) -> int | None:
    if isinstance(item, Still) and item.hold is not None:
        return item.hold.upload_id
    return getattr(item, "upload_id", None)


def _source_start(item: TrackItem, rate: FrameRate) -> int:
    if isinstance(item, Still) and item.hold is not None:
        return rate.frame(item.hold.source_seconds)
    if isinstance(item, Narration | AudioSegment):
        return rate.frame(item.source_start_seconds)
    return 0


def _transition(
    found: LaneItem, earlier: LaneItem | None, rate: FrameRate
) -> tuple[int, int] | None:
    """Return the frames of a transition that is shown: on a cut, half of the shorter item long."""
    item = found.item
    if not isinstance(item, Clip | Still) or item.transition_in is None:
        return None
    if item.transition_in.kind == "cut" or earlier is None or earlier.end != found.start:
        return None
    most = min(found.n_frames, earlier.n_frames) // 2
    length = min(rate.frame(item.transition_in.duration_seconds), most)
    return (length // 2, length - length // 2) if length else None
