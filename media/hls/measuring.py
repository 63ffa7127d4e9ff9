# SPDX-License-Identifier: Apache-2.0
"""Measures one rendition of a packaged stream by its segments: fragmented MP4 or MPEG-TS."""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path, PurePosixPath

from media.hls.boxes import BadTrack, Sample, Track, boxes, read_fragments, read_track
from media.hls.parsing import MediaPlaylist, parse_media
from media.hls.playlists import AAC_LC, average_bandwidth, peak_bandwidth
from media.hls.segments import MediaSegment
from media.hls.transport import read_transport

KEY_FRAMES = "iframes.m3u8"

Locate = Callable[[str], AbstractContextManager[Path]]
"""Gives the file of a segment by its name in the playlist, for as long as it is read."""

_STSD_HEAD, _AVC1_HEAD, _AVC1_SIZE = 8, 78, 24


@dataclass(frozen=True, slots=True)
class MeasuredSegment:
    """A segment as it is: seconds and bytes, and where its fragments and first samples end."""

    name: str
    start: Fraction
    end: Fraction
    size: int
    starts_with_key: bool
    fragments: tuple[tuple[int, int], ...]

    @property
    def duration(self) -> Fraction:
        """The presented seconds, without priming samples before time zero."""
        return self.end - max(Fraction(0), self.start)


@dataclass(frozen=True, slots=True)
class PlacedKeyFrame:
    """The bytes of a segment that a playlist of key frames names."""

    name: str
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class MeasuredRendition:
    """A rendition as its files are, beside its playlist."""

    playlist: MediaPlaylist
    codec: str
    resolution: str
    frame_rate: Fraction
    segments: tuple[MeasuredSegment, ...]
    keyframes: tuple[Fraction, ...]
    ranges: tuple[PlacedKeyFrame, ...]
    """What the playlist of its key frames names."""

    @property
    def is_sound(self) -> bool:
        """Whether this is a sound."""
        return self.codec == AAC_LC

    @property
    def peak(self) -> Fraction:
        """The peak bit rate."""
        return Fraction(peak_bandwidth(self._written(), self.playlist.target))

    @property
    def average(self) -> Fraction:
        """The average bit rate."""
        return Fraction(average_bandwidth(self._written()))

    def _written(self) -> tuple[MediaSegment, ...]:
        return tuple(MediaSegment(one.name, one.duration, one.size) for one in self.segments)


def measure_rendition(
    folder: Path, uri: str, place: Callable[[str], Path] | None = None
) -> MeasuredRendition:
    """Measure the rendition of a playlist; BadTrack, OSError or ValueError when it has no shape.

    `place` gives the file of a segment by its name in the folder, where it may lie elsewhere.
    """
    home, inside = (folder / uri).parent, PurePosixPath(uri).parent

    def located(name: str) -> AbstractContextManager[Path]:
        return nullcontext(home / name if place is None else place(str(inside / name)))

    playlist = parse_media((folder / uri).read_text())
    if not playlist.init:
        raise BadTrack(f"{uri} names no segments")
    measured = measure_playlist(playlist, located)
    return replace(measured, ranges=_ranges(home / KEY_FRAMES))


def measure_playlist(playlist: MediaPlaylist, locate: Locate) -> MeasuredRendition:
    """Measure a rendition by its segments, one after the other, as `measure_rendition`."""
    if not playlist.segments:
        raise BadTrack("a playlist names no segments")
    read = _read_fragments(playlist, locate) if playlist.init else _read_ts(playlist, locate)
    segments = tuple(read.segments)
    shown = segments[-1].end - segments[0].start
    return MeasuredRendition(
        playlist=playlist,
        codec=read.codec,
        resolution=read.resolution,
        frame_rate=Fraction(read.samples) / shown if shown > 0 else Fraction(0),
        segments=segments,
        keyframes=tuple(read.keyframes),
        ranges=(),
    )


@dataclass(slots=True)
class _Reading:
    """What was read of the segments of a rendition so far."""

    codec: str = ""
    resolution: str = ""
    samples: int = 0
    segments: list[MeasuredSegment] = field(default_factory=list)
    keyframes: list[Fraction] = field(default_factory=list)

    def add(self, track: Track) -> None:
        self.segments.append(_segment(track))
        self.samples += len(track.samples)
        self.keyframes += [Fraction(s.pts, track.timescale) for s in track.samples if s.key]


def _read_fragments(playlist: MediaPlaylist, locate: Locate) -> _Reading:
    with locate(playlist.init) as path:
        header = read_track(path).header
    reading = _Reading(*_sample_entry(header))
    for stated in playlist.segments:
        with locate(stated.name) as path:
            reading.add(read_fragments(path, header))
    return reading


def _read_ts(playlist: MediaPlaylist, locate: Locate) -> _Reading:
    reading, usual = _Reading(), 0
    for stated in playlist.segments:
        with locate(stated.name) as path:
            read = read_transport(path, usual=usual)
            reading.add(read.track)
        usual = read.track.samples[-1].duration
        reading.codec = reading.codec or read.parameters.codec
        reading.resolution = reading.resolution or read.parameters.resolution
    return reading


def _segment(track: Track) -> MeasuredSegment:
    samples = track.samples
    if not samples:
        raise BadTrack(f"{track.path.name} has no samples")
    start = min(sample.pts for sample in samples)
    end = max(sample.pts + sample.duration for sample in samples)
    return MeasuredSegment(
        name=track.path.name,
        start=Fraction(start, track.timescale),
        end=Fraction(end, track.timescale),
        size=track.path.stat().st_size,
        starts_with_key=samples[0].key and samples[0].pts == start,
        fragments=tuple(_first_samples(track)),
    )


def _first_samples(track: Track) -> list[tuple[int, int]]:
    """Return where each fragment begins, and where its first sample ends."""
    if not track.fragments:
        return []
    found: dict[int, Sample] = {}
    for sample in track.samples:
        start = max(one for one in track.fragments if one <= sample.offset)
        found.setdefault(start, sample)
    return [(start, sample.offset + sample.size) for start, sample in found.items()]


def _ranges(path: Path) -> tuple[PlacedKeyFrame, ...]:
    if not path.exists():
        return ()
    stated = parse_media(path.read_text()).segments
    return tuple(PlacedKeyFrame(one.name, one.offset or 0, one.size or 0) for one in stated)


def _sample_entry(header: bytes) -> tuple[str, str]:
    """Return the RFC 6381 name of a track, and its size in pixels where it has one."""
    stsd = dict(boxes(header)).get(b"stsd", b"")
    entries = dict(boxes(stsd[_STSD_HEAD:]))
    if b"mp4a" in entries:
        return AAC_LC, ""
    entry = entries.get(b"avc1", b"")
    record = dict(boxes(entry[_AVC1_HEAD:])).get(b"avcC", b"")
    if len(record) < 4:
        raise BadTrack("no H.264 decoder record")
    width, height = struct.unpack_from(">HH", entry, _AVC1_SIZE)
    return f"avc1.{record[1:4].hex()}", f"{width}x{height}"
