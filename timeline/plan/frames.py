# SPDX-License-Identifier: Apache-2.0
"""A timeline in whole frames: the first frame and the length of each item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Generic

from media.sizes import Quality, Size, aspect_of, default_short_edge, frame_size
from media.timecode import FrameRange, FrameRate, as_fraction
from timeline.document.base_track import Clip, SourceRange, Still
from timeline.document.fields import TrackItem
from timeline.document.numbers import MAX_DURATION, TOUCH_TOLERANCE
from timeline.document.positions import (
    AnyItem,
    PlacedItem,
    base_items,
    in_time_order,
    timeline_end,
)
from timeline.document.timeline import Output, Timeline
from timeline.document.uploads import UploadDetails, source_frames


@dataclass(frozen=True, slots=True)
class _Frames:
    """A range of frames of the export; `end` is the first frame after it."""

    start: int
    n_frames: int

    @property
    def end(self) -> int:
        """The first frame after the range."""
        return self.start + self.n_frames


@dataclass(frozen=True, slots=True)
class BaseGap(_Frames):
    """Frames of the base track that show only the background."""


@dataclass(frozen=True, slots=True)
class BaseClip(_Frames):
    """A clip of the base track; `in_frame` is its first frame in the source."""

    clip: Clip
    upload: UploadDetails
    in_frame: int
    source_frames: int


@dataclass(frozen=True, slots=True)
class BaseStill(_Frames):
    """A still of the base track: an image, or the frame `freeze_frame` of a video."""

    still: Still
    upload: UploadDetails
    freeze_frame: int | None
    source_frames: int


BaseItem = BaseClip | BaseStill


@dataclass(frozen=True, slots=True)
class FrameSpan(_Frames, Generic[AnyItem]):
    """The frames of an item of any other track."""

    item: AnyItem


@dataclass(frozen=True, slots=True)
class FrameTimeline:
    """The base track of a timeline in frames; its items follow one another without a break."""

    rate: FrameRate
    size: Size
    quality: Quality
    base: tuple[BaseItem | BaseGap, ...]

    @property
    def clips(self) -> tuple[BaseClip, ...]:
        """The clips of the base track in order."""
        return tuple(each for each in self.base if isinstance(each, BaseClip))

    @property
    def gaps(self) -> tuple[BaseGap, ...]:
        """The gaps of the base track in order."""
        return tuple(each for each in self.base if isinstance(each, BaseGap))

    def clip(self, clip_id: str | None) -> Clip | None:
        """Return the clip of this id, or None."""
        return next((each.clip for each in self.clips if each.clip.id == clip_id), None)

    @property
    def n_frames(self) -> int:
        """The length of the export in frames."""
        return self.base[-1].end if self.base else 0


def resolve(timeline: Timeline, uploads: Mapping[int, UploadDetails]) -> FrameTimeline:
    """Snap a valid timeline to frames; every upload it uses must be given and probed."""
    rate = FrameRate.parse(timeline.output.fps)
    placed = base_items(timeline)
    items = [(each, _base_item(each, uploads=uploads, rate=rate)) for each in placed]
    base = _within_limit(_without_overlaps(items), rate=rate)
    clips = [each.upload for each in base if isinstance(each, BaseClip)]
    end = max(base[-1].end if base else 0, _end_of_other_tracks(timeline, placed, rate=rate))
    return FrameTimeline(
        rate=rate,
        size=output_size(timeline.output, clips),
        quality=timeline.output.quality,
        base=tuple(_with_gaps(base, end=end)),
    )


def output_size(output: Output, clips: Sequence[UploadDetails]) -> Size:
    """Return the size of an export from its settings and the uploads of its clips in order."""
    pictures = [Size(upload.width, upload.height) for upload in clips]
    first = pictures[0] if pictures else None
    aspect = aspect_of(first) if output.aspect == "auto" else output.aspect
    return frame_size(aspect=aspect, short_edge=output.height or default_short_edge(pictures))


def spans(placed: Iterable[PlacedItem[AnyItem]], *, rate: FrameRate) -> list[FrameSpan[AnyItem]]:
    """Return the frames of a track's items; they never overlap and each has at least one frame."""
    found: list[FrameSpan[AnyItem]] = []
    earlier: PlacedItem[AnyItem] | None = None
    for each in in_time_order(placed):
        end = found[-1].end if found else 0
        touches = earlier is not None and each.touches(earlier)
        start = end if touches else max(end, rate.frame(each.start))
        found.append(FrameSpan(start, _length(each, start, rate=rate), each.item))
        earlier = each
    return found


def _length(placed: PlacedItem[TrackItem], start: int, *, rate: FrameRate) -> int:
    item = placed.item
    if isinstance(item, SourceRange):
        # Both ends are snapped in the source; at its place they could snap to another length.
        return len(FrameRange.of_clip(item.source_start_seconds, item.source_end_seconds, rate))
    return max(1, rate.frame(placed.end) - start)


def source_range(
    item: SourceRange, upload: UploadDetails, *, rate: FrameRate
) -> tuple[int, int, int]:
    """Return an item's first source frame, how many it shows, and how many the source has."""
    available = source_frames(upload, rate=rate)
    frames = FrameRange.of_clip(item.source_start_seconds, item.source_end_seconds, rate)
    first = min(frames.start, available - 1)
    return first, max(1, min(frames.end, available) - first), available


def _base_item(
    placed: PlacedItem[TrackItem], *, uploads: Mapping[int, UploadDetails], rate: FrameRate
) -> BaseItem:
    item = placed.item
    if isinstance(item, Still):
        return _base_still(placed, item, uploads=uploads, rate=rate)
    if not isinstance(item, Clip):
        raise TypeError(f"a {type(item).__name__} on the base track")
    upload = uploads[item.upload_id]
    first, used, available = source_range(item, upload, rate=rate)
    return BaseClip(
        start=rate.frame(placed.start),
        n_frames=max(1, _at_speed(used, speed_pct=item.speed_pct)),
        clip=item,
        upload=upload,
        in_frame=first,
        source_frames=available,
    )


def _base_still(
    placed: PlacedItem[TrackItem],
    still: Still,
    *,
    uploads: Mapping[int, UploadDetails],
    rate: FrameRate,
) -> BaseStill:
    available, frame = 0, None
    if still.hold is not None:
        upload = uploads[still.hold.upload_id]
        available = source_frames(upload, rate=rate)
        frame = min(rate.frame(still.hold.source_seconds), available - 1)
    else:
        upload = uploads[still.upload_id or 0]
    start = rate.frame(placed.start)
    length = max(1, rate.frame(placed.end) - start)
    return BaseStill(start, length, still, upload, frame, available)


def _at_speed(source_frames: int, *, speed_pct: int | float) -> int:
    # The number of frames is rounded up: floor division of the negative number is a ceiling.
    return int(-(-source_frames * 100 // as_fraction(speed_pct)))


def _without_overlaps(
    items: Iterable[tuple[PlacedItem[TrackItem], BaseItem]],
) -> list[BaseItem]:
    base: list[BaseItem] = []
    earlier: PlacedItem[TrackItem] | None = None
    for placed, item in items:
        end = base[-1].end if base else 0
        touches = earlier is not None and placed.touches(earlier)
        # Snapping may lengthen an item by a frame; then the next one starts a frame later.
        start = end if touches else max(end, item.start)
        base.append(item if start == item.start else replace(item, start=start))
        earlier = placed
    return base


def _within_limit(base: Sequence[BaseItem], *, rate: FrameRate) -> list[BaseItem]:
    limit = rate.frame(MAX_DURATION)
    inside = (item for item in base if item.start < limit)
    return [
        item if item.end <= limit else replace(item, n_frames=limit - item.start) for item in inside
    ]


def _end_of_other_tracks(
    timeline: Timeline, base: Sequence[PlacedItem[TrackItem]], *, rate: FrameRate
) -> int:
    """Return the frame at which the last item that outlasts the base track ends, else 0.

    Both ends are compared in seconds, so that rounding adds no frame after the base track.
    """
    end = timeline_end(timeline)
    base_end = max((each.end for each in base), default=Fraction(0))
    return rate.frame(min(end, MAX_DURATION)) if end - base_end > TOUCH_TOLERANCE else 0


def _with_gaps(base: Iterable[BaseItem], *, end: int) -> Iterable[BaseItem | BaseGap]:
    last = 0
    for item in base:
        if item.start > last:
            yield BaseGap(last, item.start - last)
        yield item
        last = item.end
    if end > last:
        yield BaseGap(last, end - last)
