# SPDX-License-Identifier: Apache-2.0
"""Where a film is cut into chunks: by what is seen, so that an edit moves few of the cuts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from media.timecode import FrameRate
from timeline.spec import canonical
from timeline.spec.clip_segments import ClipSegment, VideoSegment

MAX_INPUTS = 8
MAX_SECONDS = 5
ONE_BOUNDARY_IN = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch no chunk boundary falls into, with the content hash of the clip it opens."""

    piece: ClipSegment
    opening: int | None


def chunks(pieces: Sequence[ClipSegment], *, rate: FrameRate) -> Iterator[tuple[ClipSegment, ...]]:
    """Group whole clips and gaps into chunks; long ones are cut at the nominal length."""
    parts = [part for piece in _joined(pieces) for part in _parts(piece, rate=rate)]
    first = 0
    while first < len(parts):
        end = _chunk_end(parts, first=first, rate=rate)
        yield tuple(part.piece for part in parts[first:end])
        first = end


def halves(
    pieces: Sequence[ClipSegment], *, at: int
) -> tuple[tuple[ClipSegment, ...], tuple[ClipSegment, ...]]:
    """The same frames in two groups, the first of which has so many."""
    before: list[ClipSegment] = []
    after: list[ClipSegment] = []
    for piece in pieces:
        first = min(piece.n_frames, max(0, at))
        if first:
            before.append(_part_of(piece, offset=0, n_frames=first))
        if first < piece.n_frames:
            after.append(_part_of(piece, offset=first, n_frames=piece.n_frames - first))
        at -= piece.n_frames
    return tuple(before), tuple(after)


def _joined(pieces: Sequence[ClipSegment]) -> list[ClipSegment]:
    """Undo cuts that show nothing, so that splitting a clip re-renders nothing."""
    joined: list[ClipSegment] = []
    for piece in pieces:
        if joined and (longer := _continued(joined[-1], piece)) is not None:
            joined[-1] = longer
        else:
            joined.append(piece)
    return joined


def _continued(earlier: ClipSegment, later: ClipSegment) -> ClipSegment | None:
    if not isinstance(earlier, VideoSegment) or not isinstance(later, VideoSegment):
        return None
    if later.in_frame != earlier.in_frame + earlier.n_frames:
        return None
    if replace(later, in_frame=earlier.in_frame, n_frames=earlier.n_frames) != earlier:
        return None
    return replace(earlier, n_frames=earlier.n_frames + later.n_frames)


def _parts(piece: ClipSegment, *, rate: FrameRate) -> Iterator[_Part]:
    nominal, shortest = 2 * rate.keyframe_interval, rate.frame(1)
    opening: int | None = int(canonical.digest(piece), 16)
    offset = 0
    while piece.n_frames - offset >= nominal + shortest:
        yield _Part(_part_of(piece, offset=offset, n_frames=nominal), opening)
        offset, opening = offset + nominal, None
    rest = piece.n_frames - offset
    yield _Part(_part_of(piece, offset=offset, n_frames=rest), opening)


def _part_of(piece: ClipSegment, *, offset: int, n_frames: int) -> ClipSegment:
    if isinstance(piece, VideoSegment):
        return replace(piece, in_frame=piece.in_frame + offset, n_frames=n_frames)
    return replace(piece, n_frames=n_frames)


def _chunk_end(parts: Sequence[_Part], *, first: int, rate: FrameRate) -> int:
    run = parts[first].piece.n_frames
    best: tuple[int, int] | None = None
    for index in range(first + 1, len(parts)):
        part = parts[index]
        if part.opening is None:
            return index
        if run >= rate.frame(1):
            if part.opening % ONE_BOUNDARY_IN == 0:
                return index
            candidate = (part.opening, index)
            best = candidate if best is None else min(best, candidate)
            if run + part.piece.n_frames > rate.frame(MAX_SECONDS):
                return best[1]
        if index - first >= MAX_INPUTS:
            # The lowest hash in reach and not the last clip: after an insertion the cuts of
            # the clips that follow then soon fall where they fell before.
            return best[1] if best is not None else index
        run += part.piece.n_frames
    return len(parts)
