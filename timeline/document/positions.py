# SPDX-License-Identifier: Apache-2.0
"""The start and end of items in exact seconds, before they are rounded to frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from media.timecode import as_fraction
from timeline.document.audio_tracks import AudioSegment
from timeline.document.base_track import Clip
from timeline.document.fields import TimedItem, TrackItem
from timeline.document.numbers import MAX_DURATION, TOUCH_TOLERANCE, as_number
from timeline.document.overlay_tracks import VideoOverlay
from timeline.document.text_tracks import Caption, Word
from timeline.document.timeline import Timeline

AnyItem = TypeVar("AnyItem", bound=TrackItem, covariant=True)


@dataclass(frozen=True, slots=True)
class PlacedItem(Generic[AnyItem]):
    """An item, its index in its track, and its start and end in seconds."""

    index: int
    item: AnyItem
    start: Fraction
    end: Fraction
    track: str = "clips"

    def touches(self, earlier: PlacedItem[TrackItem]) -> bool:
        """Return whether this item begins where an earlier one ends, to a millisecond."""
        return abs(self.start - earlier.end) <= TOUCH_TOLERANCE

    def overlaps(self, earlier: PlacedItem[TrackItem]) -> bool:
        """Return whether this item begins before an earlier one has ended."""
        return earlier.end - self.start > TOUCH_TOLERANCE


def place(clips: Iterable[tuple[int, Clip | None]]) -> tuple[PlacedItem[Clip], ...]:
    """Return the clips with their starts; one without a start begins where the one before ends.

    A None stands for an invalid clip, after which clips without a start are left out.
    """
    placed: list[PlacedItem[Clip]] = []
    end: Fraction | None = Fraction(0)
    for index, clip in clips:
        if clip is None:
            end = None
            continue
        start = end if clip.start_seconds is None else as_fraction(clip.start_seconds)
        if start is None:
            continue
        end = start + clip.length
        placed.append(PlacedItem(index, clip, start, end))
    return tuple(placed)


def place_track(
    track: str, rows: Iterable[tuple[int, TrackItem | None]]
) -> tuple[PlacedItem[TrackItem], ...]:
    """Return the valid items of a track with their starts and ends.

    Music without an end of its own ends at the longest duration of a timeline.
    """
    if track == "clips":
        return place((index, row if isinstance(row, Clip) else None) for index, row in rows)
    return tuple(_placed(track, index, item) for index, item in rows if item is not None)


def in_time_order(placed: Iterable[PlacedItem[AnyItem]]) -> list[PlacedItem[AnyItem]]:
    """Return the items in order of their starts."""
    return sorted(placed, key=lambda each: each.start)


def base_items(timeline: Timeline) -> list[PlacedItem[TrackItem]]:
    """Return the clips and stills in order of their starts."""
    stills = place_track("stills", enumerate(timeline.stills))
    return in_time_order([*place(enumerate(timeline.clips)), *stills])


def timeline_end(timeline: Timeline) -> Fraction:
    """Return when the last item of any track ends; music without an end is left out."""
    ends = (
        each.end
        for track, items in timeline.tracks()
        for each in place_track(track, enumerate(items))
        if not (isinstance(each.item, AudioSegment) and each.item.end_seconds is None)
    )
    return max(ends, default=Fraction(0))


def within_limit(tracks: Mapping[str, Sequence[TrackItem]]) -> dict[str, tuple[TrackItem, ...]]:
    """Remove items that begin after the longest duration, and shorten those that exceed it."""
    return {track: tuple(_within_limit(track, items)) for track, items in tracks.items()}


def _within_limit(track: str, items: Sequence[TrackItem]) -> Iterator[TrackItem]:
    for each in place_track(track, enumerate(items)):
        if MAX_DURATION - each.start > TOUCH_TOLERANCE:
            yield each.item if each.end <= MAX_DURATION else _cut_at_limit(each)


def _placed(track: str, index: int, item: TrackItem) -> PlacedItem[TrackItem]:
    if isinstance(item, VideoOverlay):
        start = as_fraction(item.start_seconds)
        return PlacedItem(index, item, start, start + item.length, track)
    if isinstance(item, AudioSegment):
        start = as_fraction(item.start_seconds)
        last = MAX_DURATION if item.end_seconds is None else as_fraction(item.end_seconds)
        return PlacedItem(index, item, start, last, track)
    if not isinstance(item, TimedItem):
        raise TypeError(f"a {type(item).__name__} has no start and end")
    start, end = as_fraction(item.start_seconds), as_fraction(item.end_seconds)
    return PlacedItem(index, item, start, end, track)


def _cut_at_limit(placed: PlacedItem[TrackItem]) -> TrackItem:
    item, left = placed.item, MAX_DURATION - placed.start
    if isinstance(item, Clip | VideoOverlay):
        speed = as_fraction(item.speed_pct) / 100 if isinstance(item, Clip) else 1
        end = as_number(as_fraction(item.source_start_seconds) + left * speed)
        return item.model_copy(update={"source_end_seconds": end})
    cut: dict[str, object] = {"end_seconds": as_number(MAX_DURATION)}
    if isinstance(item, Caption):
        cut["words"] = tuple(_words_within_limit(item.words))
    return item.model_copy(update=cut)


def _words_within_limit(words: Iterable[Word]) -> Iterator[Word]:
    for word in words:
        if as_fraction(word.end_seconds) <= MAX_DURATION:
            yield word
        elif as_fraction(word.start_seconds) < MAX_DURATION:
            yield word.model_copy(update={"end_seconds": as_number(MAX_DURATION)})
