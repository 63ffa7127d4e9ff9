# SPDX-License-Identifier: Apache-2.0
"""Where items lie on the wire, in exact seconds, before any frame rate is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from media.timecode import as_seconds
from timeline.document.fields import Item, Segment
from timeline.document.numbers import LIMIT, TOUCHING, as_number
from timeline.document.timeline import AudioSegment, Caption, Clip, Timeline, VideoOverlay, Word

AnyItem = TypeVar("AnyItem", bound=Item, covariant=True)


@dataclass(frozen=True, slots=True)
class Placed(Generic[AnyItem]):
    """An item with its exact place, the end being the first moment after it, and its row."""

    index: int
    item: AnyItem
    start: Fraction
    end: Fraction
    track: str = "clips"

    def touches(self, earlier: Placed[Item]) -> bool:
        """Whether this item was meant to begin where an earlier one ends."""
        return abs(self.start - earlier.end) <= TOUCHING

    def overlaps(self, earlier: Placed[Item]) -> bool:
        """Whether this item begins before an earlier one has ended."""
        return earlier.end - self.start > TOUCHING


def place(clips: Iterable[tuple[int, Clip | None]]) -> tuple[Placed[Clip], ...]:
    """Give each clip its start in document order; behind an unreadable one a start is unknown."""
    placed: list[Placed[Clip]] = []
    end: Fraction | None = Fraction(0)
    for index, clip in clips:
        if clip is None:
            end = None
            continue
        start = end if clip.start_seconds is None else as_seconds(clip.start_seconds)
        if start is None:
            continue
        end = start + clip.length
        placed.append(Placed(index, clip, start, end))
    return tuple(placed)


def place_track(track: str, rows: Iterable[tuple[int, Item | None]]) -> tuple[Placed[Item], ...]:
    """Give each readable item of any track its place; open music lasts to the limit."""
    if track == "clips":
        return place((index, row if isinstance(row, Clip) else None) for index, row in rows)
    return tuple(_placed(track, index, item) for index, item in rows if item is not None)


def in_time_order(placed: Iterable[Placed[AnyItem]]) -> list[Placed[AnyItem]]:
    """The items as a viewer meets them."""
    return sorted(placed, key=lambda each: each.start)


def base_items(timeline: Timeline) -> list[Placed[Item]]:
    """The clips and stills as a viewer meets them."""
    stills = place_track("stills", enumerate(timeline.stills))
    return in_time_order([*place(enumerate(timeline.clips)), *stills])


def timeline_end(timeline: Timeline) -> Fraction:
    """When the last item of any track ends; music without an end of its own adds nothing."""
    ends = (
        each.end
        for track, items in timeline.tracks()
        for each in place_track(track, enumerate(items))
        if not (isinstance(each.item, AudioSegment) and each.item.end_seconds is None)
    )
    return max(ends, default=Fraction(0))


def within_limit(tracks: Mapping[str, Sequence[Item]]) -> dict[str, tuple[Item, ...]]:
    """Drop items that begin behind the longest film allowed; cut those that cross its end."""
    return {track: tuple(_within_limit(track, items)) for track, items in tracks.items()}


def _within_limit(track: str, items: Sequence[Item]) -> Iterator[Item]:
    for each in place_track(track, enumerate(items)):
        if LIMIT - each.start > TOUCHING:
            yield each.item if each.end <= LIMIT else _cut_at_limit(each)


def _placed(track: str, index: int, item: Item) -> Placed[Item]:
    if isinstance(item, VideoOverlay):
        start = as_seconds(item.start_seconds)
        return Placed(index, item, start, start + item.length, track)
    if isinstance(item, AudioSegment):
        start = as_seconds(item.start_seconds)
        last = LIMIT if item.end_seconds is None else as_seconds(item.end_seconds)
        return Placed(index, item, start, last, track)
    if not isinstance(item, Segment):
        raise TypeError(f"nobody knows where a {type(item).__name__} lies")
    start, end = as_seconds(item.start_seconds), as_seconds(item.end_seconds)
    return Placed(index, item, start, end, track)


def _cut_at_limit(placed: Placed[Item]) -> Item:
    item, left = placed.item, LIMIT - placed.start
    if isinstance(item, Clip | VideoOverlay):
        speed = as_seconds(item.speed_pct) / 100 if isinstance(item, Clip) else 1
        end = as_number(as_seconds(item.source_start_seconds) + left * speed)
        return item.model_copy(update={"source_end_seconds": end})
    cut: dict[str, object] = {"end_seconds": as_number(LIMIT)}
    if isinstance(item, Caption):
        cut["words"] = tuple(_words_within_limit(item.words))
    return item.model_copy(update=cut)


def _words_within_limit(words: Iterable[Word]) -> Iterator[Word]:
    for word in words:
        if as_seconds(word.end_seconds) <= LIMIT:
            yield word
        elif as_seconds(word.start_seconds) < LIMIT:
            yield word.model_copy(update={"end_seconds": as_number(LIMIT)})
