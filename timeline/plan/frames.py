# SPDX-License-Identifier: Apache-2.0
"""A timeline in whole frames: what is seen from which frame on, and for how many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Generic

from media.timecode import FrameRange, FrameRate, as_seconds
from timeline.document.base import SourceRange
from timeline.document.fields import Item
from timeline.document.numbers import LIMIT, TOUCHING
from timeline.document.positions import AnyItem, Placed, base_items, in_time_order, timeline_end
from timeline.document.timeline import Clip, Output, Quality, Still, Timeline
from timeline.document.uploads import UploadDetails, source_frames
from timeline.plan import geometry
from timeline.plan.geometry import Size


@dataclass(frozen=True, slots=True)
class Shot:
    """A clip in frames of the project's rate: its place, and its first frame in the source."""

    clip: Clip
    upload: UploadDetails
    start: int
    n_frames: int
    in_frame: int
    source_frames: int

    @property
    def end(self) -> int:
        """The first frame after the shot."""
        return self.start + self.n_frames


@dataclass(frozen=True, slots=True)
class Frozen:
    """A still in frames: an image, or one frame of a video that is held."""

    still: Still
    upload: UploadDetails
    start: int
    n_frames: int
    held_frame: int | None
    source_frames: int

    @property
    def end(self) -> int:
        """The first frame after the still."""
        return self.start + self.n_frames


@dataclass(frozen=True, slots=True)
class Gap:
    """Frames in which only the background is seen."""

    start: int
    n_frames: int

    @property
    def end(self) -> int:
        """The first frame after the gap."""
        return self.start + self.n_frames


Seen = Shot | Frozen


@dataclass(frozen=True, slots=True)
class Span(Generic[AnyItem]):
    """An item of a lane in frames."""

    item: AnyItem
    start: int
    n_frames: int

    @property
    def end(self) -> int:
        """The first frame after the item."""
        return self.start + self.n_frames


@dataclass(frozen=True, slots=True)
class FrameTimeline:
    """A timeline resolved at its own frame rate; what is on its base follows without a break."""

    rate: FrameRate
    size: Size
    quality: Quality
    base: tuple[Seen | Gap, ...]

    @property
    def shots(self) -> tuple[Shot, ...]:
        """The clips in the order in which they are seen."""
        return tuple(each for each in self.base if isinstance(each, Shot))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The stretches without a clip."""
        return tuple(each for each in self.base if isinstance(each, Gap))

    def clip(self, clip_id: str | None) -> Clip | None:
        """The clip of this id, if there is one."""
        return next((shot.clip for shot in self.shots if shot.clip.id == clip_id), None)

    @property
    def n_frames(self) -> int:
        """The length of the film."""
        return self.base[-1].end if self.base else 0


def resolve(timeline: Timeline, uploads: Mapping[int, UploadDetails]) -> FrameTimeline:
    """Snap a checked timeline to frames; every upload it uses must be present and probed."""
    rate = FrameRate.parse(timeline.output.fps)
    placed = base_items(timeline)
    seen = _lay_out((each, _seen(each, uploads=uploads, rate=rate)) for each in placed)
    kept = _within_limit(seen, rate=rate)
    clips = [each.upload for each in kept if isinstance(each, Shot)]
    end = max(kept[-1].end if kept else 0, _end_of_others(timeline, placed, rate=rate))
    return FrameTimeline(
        rate=rate,
        size=output_size(timeline.output, clips),
        quality=timeline.output.quality,
        base=tuple(_with_gaps(kept, end=end)),
    )


def output_size(output: Output, sources: list[UploadDetails]) -> Size:
    """The frame a film is delivered in, from its settings and its clips in order of time."""
    pictures = [Size(source.width, source.height) for source in sources]
    first = pictures[0] if pictures else None
    aspect = geometry.aspect_of(first) if output.aspect == "auto" else output.aspect
    short_edge = output.height or geometry.default_short_edge(pictures)
    return geometry.frame_size(aspect=aspect, short_edge=short_edge)


def spans(placed: Iterable[Placed[AnyItem]], *, rate: FrameRate) -> list[Span[AnyItem]]:
    """The items of one lane in frames; they never overlap, and none is shorter than a frame."""
    found: list[Span[AnyItem]] = []
    earlier: Placed[AnyItem] | None = None
    for each in in_time_order(placed):
        end = found[-1].end if found else 0
        closed_up = earlier is not None and each.touches(earlier)
        start = end if closed_up else max(end, rate.frame(each.start))
        found.append(Span(each.item, start, _length(each, start, rate=rate)))
        earlier = each
    return found


def _length(placed: Placed[Item], start: int, *, rate: FrameRate) -> int:
    item = placed.item
    if isinstance(item, SourceRange):
        # Both its ends are snapped in the source: at its place they may snap to other lengths.
        return len(FrameRange.of_clip(item.source_start_seconds, item.source_end_seconds, rate))
    return max(1, rate.frame(placed.end) - start)


def source_range(
    item: SourceRange, upload: UploadDetails, *, rate: FrameRate
) -> tuple[int, int, int]:
    """The first source frame an item shows, how many it shows, and how many there are."""
    available = source_frames(upload, rate=rate)
    wanted = FrameRange.of_clip(item.source_start_seconds, item.source_end_seconds, rate)
    first = min(wanted.start, available - 1)
    return first, max(1, min(wanted.end, available) - first), available


def _seen(placed: Placed[Item], *, uploads: Mapping[int, UploadDetails], rate: FrameRate) -> Seen:
    item = placed.item
    if isinstance(item, Still):
        return _frozen(placed, item, uploads=uploads, rate=rate)
    if not isinstance(item, Clip):
        raise TypeError(f"a {type(item).__name__} on the base")
    upload = uploads[item.upload_id]
    first, used, available = source_range(item, upload, rate=rate)
    return Shot(
        clip=item,
        upload=upload,
        start=rate.frame(placed.start),
        n_frames=max(1, _at_speed(used, speed_pct=item.speed_pct)),
        in_frame=first,
        source_frames=available,
    )


def _frozen(
    placed: Placed[Item], still: Still, *, uploads: Mapping[int, UploadDetails], rate: FrameRate
) -> Frozen:
    available, held = 0, None
    if still.hold is not None:
        upload = uploads[still.hold.upload_id]
        available = source_frames(upload, rate=rate)
        held = min(rate.frame(still.hold.source_seconds), available - 1)
    else:
        upload = uploads[still.upload_id or 0]
    start = rate.frame(placed.start)
    length = max(1, rate.frame(placed.end) - start)
    return Frozen(still, upload, start, length, held, available)


def _at_speed(source_frames: int, *, speed_pct: int | float) -> int:
    # Negative floor division is a ceiling, which the law of speed asks for.
    return int(-(-source_frames * 100 // as_seconds(speed_pct)))


def _lay_out(pairs: Iterable[tuple[Placed[Item], Seen]]) -> list[Seen]:
    laid: list[Seen] = []
    earlier: Placed[Item] | None = None
    for placed, seen in pairs:
        end = laid[-1].end if laid else 0
        closed_up = earlier is not None and placed.touches(earlier)
        # Snapping may lengthen an item by a frame, so a later one may have to give way.
        start = end if closed_up else max(end, seen.start)
        laid.append(seen if start == seen.start else replace(seen, start=start))
        earlier = placed
    return laid


def _within_limit(laid: list[Seen], *, rate: FrameRate) -> list[Seen]:
    limit = rate.frame(LIMIT)
    inside = (seen for seen in laid if seen.start < limit)
    return [
        seen if seen.end <= limit else replace(seen, n_frames=limit - seen.start) for seen in inside
    ]


def _end_of_others(timeline: Timeline, base: Sequence[Placed[Item]], *, rate: FrameRate) -> int:
    """Where the last item ends that outlasts the base; on the wire, so that no frame is added."""
    outlasted = timeline_end(timeline)
    base_end = max((each.end for each in base), default=Fraction(0))
    return rate.frame(min(outlasted, LIMIT)) if outlasted - base_end > TOUCHING else 0


def _with_gaps(laid: list[Seen], *, end: int) -> Iterable[Seen | Gap]:
    last = 0
    for seen in laid:
        if seen.start > last:
            yield Gap(last, seen.start - last)
        yield seen
        last = seen.end
    if end > last:
        yield Gap(last, end - last)
