# SPDX-License-Identifier: Apache-2.0
"""Chunk boundaries, chosen by the content of the clips so that an edit moves few of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from media.timecode import FrameRate
from timeline.spec import canonical
from timeline.spec.clip_segments import ClipSegment, VideoSegment

MAX_CHUNK_SEGMENTS = 8
MAX_CHUNK_SECONDS = 5
ONE_BOUNDARY_IN = 4
"""A clip starts a chunk when its hash modulo this number is 0."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment that no boundary divides; `clip_hash` is None unless it is the first of a clip."""

    segment: ClipSegment
    clip_hash: int | None


def chunks(
    segments: Sequence[ClipSegment], *, rate: FrameRate
) -> Iterator[tuple[ClipSegment, ...]]:
    """Group whole clips and gaps into chunks; long ones are divided at the nominal length."""
    parts = [part for segment in _merged(segments) for part in _parts(segment, rate=rate)]
    first = 0
    while first < len(parts):
        end = _chunk_end(parts, first=first, rate=rate)
        yield tuple(part.segment for part in parts[first:end])
        first = end


def halves(
    segments: Sequence[ClipSegment], *, at: int
) -> tuple[tuple[ClipSegment, ...], tuple[ClipSegment, ...]]:
    """Divide segments into two groups, the first of which has `at` frames."""
    before: list[ClipSegment] = []
    after: list[ClipSegment] = []
    for segment in segments:
        first = min(segment.n_frames, max(0, at))
        if first:
            before.append(_part_of(segment, offset=0, n_frames=first))
        if first < segment.n_frames:
            after.append(_part_of(segment, offset=first, n_frames=segment.n_frames - first))
        at -= segment.n_frames
    return tuple(before), tuple(after)


def _merged(segments: Sequence[ClipSegment]) -> list[ClipSegment]:
    """Merge segments that continue one another, so that splitting a clip re-renders nothing."""
    merged: list[ClipSegment] = []
    for segment in segments:
        if merged and (longer := _continued(merged[-1], segment)) is not None:
            merged[-1] = longer
        else:
            merged.append(segment)
    return merged


def _continued(earlier: ClipSegment, later: ClipSegment) -> ClipSegment | None:
    if not isinstance(earlier, VideoSegment) or not isinstance(later, VideoSegment):
        return None
    if later.in_frame != earlier.in_frame + earlier.n_frames:
        return None
    if replace(later, in_frame=earlier.in_frame, n_frames=earlier.n_frames) != earlier:
        return None
    return replace(earlier, n_frames=earlier.n_frames + later.n_frames)


def _parts(segment: ClipSegment, *, rate: FrameRate) -> Iterator[_Part]:
    nominal, shortest = 2 * rate.keyframe_interval, rate.frame(1)
    clip_hash: int | None = int(canonical.digest(segment), 16)
    offset = 0
    while segment.n_frames - offset >= nominal + shortest:
        yield _Part(_part_of(segment, offset=offset, n_frames=nominal), clip_hash)
        offset, clip_hash = offset + nominal, None
    rest = segment.n_frames - offset
    yield _Part(_part_of(segment, offset=offset, n_frames=rest), clip_hash)


def _part_of(segment: ClipSegment, *, offset: int, n_frames: int) -> ClipSegment:
    if isinstance(segment, VideoSegment):
        return replace(segment, in_frame=segment.in_frame + offset, n_frames=n_frames)
    return replace(segment, n_frames=n_frames)


def _chunk_end(parts: Sequence[_Part], *, first: int, rate: FrameRate) -> int:
    run = parts[first].segment.n_frames
    best: tuple[int, int] | None = None
    for index in range(first + 1, len(parts)):
        part = parts[index]
        if part.clip_hash is None:
            return index
        if run >= rate.frame(1):
            if part.clip_hash % ONE_BOUNDARY_IN == 0:
                return index
            candidate = (part.clip_hash, index)
            best = candidate if best is None else min(best, candidate)
            if run + part.segment.n_frames > rate.frame(MAX_CHUNK_SECONDS):
                return best[1]
        if index - first >= MAX_CHUNK_SEGMENTS:
            # At the lowest hash, not at the last clip: then the boundaries after an inserted
            # clip soon fall where they fell before.
            return best[1] if best is not None else index
        run += part.segment.n_frames
    return len(parts)
