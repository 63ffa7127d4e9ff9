# SPDX-License-Identifier: Apache-2.0
"""A timeline in whole frames: what is seen from which frame on, and for how many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from media.timecode import FrameRange, FrameRate, as_seconds
from timeline import geometry
from timeline.facts import UploadFacts
from timeline.geometry import Size
from timeline.model import Clip, Output, Quality, Timeline
from timeline.positions import Placed, in_time_order, place
from timeline.seconds import LIMIT


@dataclass(frozen=True, slots=True)
class Shot:
    """A clip in frames of the project's rate: its place, and its first frame in the source."""

    clip: Clip
    upload: UploadFacts
    start: int
    n_frames: int
    in_frame: int
    source_frames: int

    @property
    def end(self) -> int:
        """The first frame after the shot."""
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


@dataclass(frozen=True, slots=True)
class FrameTimeline:
    """A timeline resolved at its own frame rate; shots and gaps follow without a break."""

    rate: FrameRate
    size: Size
    quality: Quality
    base: tuple[Shot | Gap, ...]

    @property
    def shots(self) -> tuple[Shot, ...]:
        """The clips in the order in which they are seen."""
        return tuple(each for each in self.base if isinstance(each, Shot))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The stretches without a clip."""
        return tuple(each for each in self.base if isinstance(each, Gap))

    @property
    def n_frames(self) -> int:
        """The length of the film."""
        return self.base[-1].end if self.base else 0


def resolve(timeline: Timeline, uploads: Mapping[int, UploadFacts]) -> FrameTimeline:
    """Snap a checked timeline to frames; every clip's upload must be present and probed."""
    rate = FrameRate.parse(timeline.output.fps)
    placed = in_time_order(place(enumerate(timeline.clips)))
    shots = _lay_out((each, _shot(each, uploads=uploads, rate=rate)) for each in placed)
    kept = _within_limit(shots, rate=rate)
    return FrameTimeline(
        rate=rate,
        size=output_size(timeline.output, [shot.upload for shot in kept]),
        quality=timeline.output.quality,
        base=tuple(_with_gaps(kept)),
    )


def output_size(output: Output, sources: list[UploadFacts]) -> Size:
    """The frame a film is delivered in, from its settings and its clips in order of time."""
    pictures = [Size(source.width, source.height) for source in sources]
    first = pictures[0] if pictures else None
    aspect = geometry.aspect_of(first) if output.aspect == "auto" else output.aspect
    short_edge = output.height or geometry.default_short_edge(pictures)
    return geometry.frame_size(aspect=aspect, short_edge=short_edge)


def _shot(placed: Placed[Clip], *, uploads: Mapping[int, UploadFacts], rate: FrameRate) -> Shot:
    clip, upload = placed.item, uploads[placed.item.upload_id]
    if upload.duration is None or not upload.width or not upload.height:
        raise ValueError(f"upload {upload.upload_id} was never probed")
    source_frames = max(1, rate.frame(upload.duration))
    wanted = FrameRange.of_clip(clip.source_start_seconds, clip.source_end_seconds, rate)
    first = min(wanted.start, source_frames - 1)
    used = max(1, min(wanted.end, source_frames) - first)
    return Shot(
        clip=clip,
        upload=upload,
        start=rate.frame(placed.start),
        n_frames=max(1, _at_speed(used, speed_pct=clip.speed_pct)),
        in_frame=first,
        source_frames=source_frames,
    )


def _at_speed(source_frames: int, *, speed_pct: int | float) -> int:
    # Negative floor division is a ceiling, which the law of speed asks for.
    return int(-(-source_frames * 100 // as_seconds(speed_pct)))


def _lay_out(pairs: Iterable[tuple[Placed[Clip], Shot]]) -> list[Shot]:
    shots: list[Shot] = []
    earlier: Placed[Clip] | None = None
    for placed, shot in pairs:
        end = shots[-1].end if shots else 0
        closed_up = earlier is not None and placed.touches(earlier)
        # Snapping may lengthen a clip by a frame, so a later one may have to give way.
        start = end if closed_up else max(end, shot.start)
        shots.append(replace(shot, start=start))
        earlier = placed
    return shots


def _within_limit(shots: list[Shot], *, rate: FrameRate) -> list[Shot]:
    limit = rate.frame(LIMIT)
    inside = (shot for shot in shots if shot.start < limit)
    return [replace(shot, n_frames=min(shot.n_frames, limit - shot.start)) for shot in inside]


def _with_gaps(shots: list[Shot]) -> Iterable[Shot | Gap]:
    end = 0
    for shot in shots:
        if shot.start > end:
            yield Gap(end, shot.start - end)
        yield shot
        end = shot.end
