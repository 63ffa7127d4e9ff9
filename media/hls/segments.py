# SPDX-License-Identifier: Apache-2.0
"""The segment boundaries that all renditions share, and the writer of segments."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from pathlib import Path
from typing import BinaryIO

from media.hls.boxes import BadTrack, Sample, Track
from media.timecode import FrameRate, round_half_up

TARGET_SECONDS = 4
SHORTEST_SECONDS = 1
SHORTEST_LAST = Fraction(1, 2)
"""A shorter last segment becomes part of the one before: it could contain no audio packet."""

INIT_NAME = "init.mp4"

_WRITTEN_AT_ONCE = 8
"""A storage has a file only when it is on its disk or far away, which takes longer than writing."""


@dataclass(frozen=True, slots=True)
class KeyFrame:
    """A key frame in a segment: when it is shown in seconds, and the bytes that decode it.

    The bytes begin with the header of its fragment.
    """

    at: Fraction
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class MediaSegment:
    """One written segment: duration in seconds, size in bytes; of video with its key frames."""

    name: str
    duration: Fraction
    size: int
    keyframes: tuple[KeyFrame, ...] = ()


def frame_ticks(tick: Fraction, count: int) -> list[int]:
    """Return when each of so many frames is shown, in whole ticks; a frame has `tick` of them."""
    if tick.denominator == 1:
        return list(range(0, count * tick.numerator, tick.numerator))
    return [round(number * tick) for number in range(count)]


def cut_list(keyframes: Sequence[int], *, frames: int, rate: FrameRate) -> tuple[int, ...]:
    """Return the first frame of each segment, and the end of the video.

    A segment is made of whole GOPs, as many as fit into four seconds or two key-frame intervals.
    """
    target = max(round_half_up(TARGET_SECONDS * rate.fps), 2 * rate.keyframe_interval)
    shortest = round_half_up(SHORTEST_SECONDS * rate.fps)
    cuts = [0]
    for here, after in pairwise([*keyframes[1:], frames]):
        if here - cuts[-1] >= shortest and after - cuts[-1] > target:
            cuts.append(here)
    if len(cuts) > 1 and rate.seconds(frames - cuts[-1]) < SHORTEST_LAST:
        cuts.pop()
    return (*cuts, frames)


def video_groups(
    track: Track, cuts: Sequence[int], *, keyframes: Sequence[int], rate: FrameRate
) -> list[tuple[Sample, ...]]:
    """Return a track's samples between the cuts; one with other frames raises BadTrack."""
    tick = Fraction(track.timescale) / rate.fps
    if sorted(s.pts for s in track.samples) != frame_ticks(tick, cuts[-1]):
        raise BadTrack(f"{track.path.name}: not the frames 0 to {cuts[-1]} in order")
    places = {round(s.pts / tick): i for i, s in enumerate(track.samples) if s.key}
    if sorted(places) != list(keyframes):
        raise BadTrack(f"{track.path.name}: key frames differ from the plan's")
    bounds = [*(places[cut] for cut in cuts[:-1]), len(track.samples)]
    return [track.samples[a:b] for a, b in pairwise(bounds)]


def audio_groups(track: Track, cuts: Sequence[int], *, rate: FrameRate) -> list[tuple[Sample, ...]]:
    """Return the audio packets between the same cuts, each in the segment in which it begins."""
    ticks = [rate.seconds(cut) * track.timescale for cut in cuts[1:-1]]
    groups: list[list[Sample]] = [[] for _ in cuts[1:]]
    index = 0
    for sample in track.samples:
        while index < len(ticks) and sample.pts >= ticks[index]:
            index += 1
        groups[index].append(sample)
    if not all(groups):
        raise BadTrack(f"{track.path.name}: the audio ends before the video")
    return [tuple(group) for group in groups]


def write_segments(
    track: Track,
    groups: Sequence[Sequence[Sample]],
    target: Path,
    finished: Callable[[Path], None],
) -> tuple[MediaSegment, ...]:
    """Write the header and one segment per group into a directory.

    Each group of pictures is a fragment of its own, so that its key frame can be read alone.
    Each file is handed to `finished` when it is written, from several threads at once.
    """
    target.mkdir(parents=True, exist_ok=True)
    parts = [_fragments(group) for group in groups]
    firsts = [*accumulate(map(len, parts), initial=1)][:-1]

    def write(number: int) -> MediaSegment:
        path = target / f"seg_{number + 1:05d}.m4s"
        keyframes = _write_segment(track, parts[number], firsts[number], path)
        size = path.stat().st_size
        finished(path)
        return MediaSegment(path.name, _presented(groups[number], track), size, keyframes)

    header = target / INIT_NAME
    header.write_bytes(track.header)
    finished(header)
    with ThreadPoolExecutor(_WRITTEN_AT_ONCE, "segment") as pool:
        return tuple(pool.map(write, range(len(groups))))


def _write_segment(
    track: Track, parts: Sequence[Sequence[Sample]], first: int, path: Path
) -> tuple[KeyFrame, ...]:
    """Write the fragments of a segment, numbered from the first on, and return its key frames."""
    with track.path.open("rb") as media, path.open("wb") as out:
        return tuple(
            _write_fragment(track, part, number, (media, out))
            for number, part in enumerate(parts, start=first)
        )


def _fragments(group: Sequence[Sample]) -> list[Sequence[Sample]]:
    """Return the groups of pictures of a segment; where every sample is a key there is one."""
    if all(sample.key for sample in group):
        return [group]
    starts = [place for place, sample in enumerate(group) if sample.key or place == 0]
    return [group[here:after] for here, after in pairwise([*starts, len(group)])]


def _write_fragment(
    track: Track, part: Sequence[Sample], number: int, files: tuple[BinaryIO, BinaryIO]
) -> KeyFrame:
    """Copy the samples of a fragment from a file to another, and return where its first one is."""
    media, out = files
    moof, offset = _moof(track, part, number), out.tell()
    out.write(moof)
    out.write(struct.pack(">I4s", sum(s.size for s in part) + 8, b"mdat"))
    out.writelines(media_bytes(media, part))
    first = part[0]
    return KeyFrame(Fraction(first.pts, track.timescale), offset, len(moof) + 8 + first.size)


def _presented(group: Sequence[Sample], track: Track) -> Fraction:
    """Return the presented duration of a segment, without priming samples before time zero."""
    start = max(0, min(s.pts for s in group))
    end = max(s.pts + s.duration for s in group)
    return Fraction(end - start, track.timescale)


def media_bytes(media: BinaryIO, samples: Sequence[Sample]) -> Iterator[bytes]:
    """Read the bytes of samples, adjacent ones at once; BadTrack beyond the end of the file."""
    at = 0
    while at < len(samples):
        start, size = samples[at].offset, 0
        while at < len(samples) and samples[at].offset == start + size:
            size += samples[at].size
            at += 1
        media.seek(start)
        data = media.read(size)
        if len(data) != size:
            raise BadTrack("a sample beyond the end of its file")
        yield data


def _moof(track: Track, group: Sequence[Sample], number: int) -> bytes:
    rows = b"".join(
        struct.pack(">IIIi", s.duration, s.size, s.flags, s.pts + track.delay - s.dts)
        for s in group
    )
    header = _box(b"mfhd", struct.pack(">II", 0, number))
    tfhd = _box(b"tfhd", struct.pack(">II", 0x020000, track.track_id))
    tfdt = _box(b"tfdt", struct.pack(">IQ", 0x01000000, group[0].dts))
    # The samples follow this box and the header of the media box, which has eight bytes.
    size = 8 + len(header) + 8 + len(tfhd) + len(tfdt) + 20 + len(rows)
    run = struct.pack(">IIi", 0x01000F01, len(group), size + 8) + rows
    traf = _box(b"traf", tfhd + tfdt + _box(b"trun", run))
    return _box(b"moof", header + traf)


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content
