# SPDX-License-Identifier: Apache-2.0
"""A reader of fragmented MP4 files of one track: the header and the position of each sample."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

NON_SYNC = 0x00010000
CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"mvex", b"edts", b"traf"})
_PAUSE = -1
"""The time in the media of an edit that shows nothing."""

TFHD_FIELDS = ((0x1, "Q"), (0x2, "I"), (0x8, "I"), (0x10, "I"), (0x20, "I"))


class BadTrack(Exception):
    """A file is not the fragmented track that its command was meant to write."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample: offset and size in bytes, times in ticks of the track's timescale."""

    offset: int
    size: int
    duration: int
    dts: int
    pts: int
    flags: int

    @property
    def key(self) -> bool:
        """Whether decoding can start here."""
        return not self.flags & NON_SYNC


@dataclass(frozen=True, slots=True)
class Track:
    """A fragmented file of one track, with its samples in decoding order.

    `delay` is the number of ticks that the header's edit list subtracts from presentation times;
    it is negative when the list begins with a pause that is longer.
    """

    path: Path
    header: bytes
    timescale: int
    track_id: int
    delay: int
    samples: tuple[Sample, ...]
    fragments: tuple[int, ...] = ()
    """Where each fragment begins, in bytes."""


@dataclass(frozen=True, slots=True)
class _Defaults:
    duration: int = 0
    size: int = 0
    flags: int = 0


def boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and content of all boxes, a container before the boxes in it."""
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if size < 8 or at + size > len(data):
            raise BadTrack(f"a box of {size} bytes")
        content = data[at + 8 : at + size]
        yield kind, content
        if kind in CONTAINERS:
            yield from boxes(content)
        at += size


def read_track(path: Path) -> Track:
    """Read the header and the sample table of a file, but not its media bytes."""
    header, moofs = b"", []
    with path.open("rb") as file:
        for kind, start, size in _top_level(file, path.stat().st_size):
            if kind in (b"ftyp", b"moov"):
                header += _at(file, start, size)
            elif kind == b"moof":
                moofs.append((start, _at(file, start + 8, size - 8)))
    return _track(path, header, moofs)


def read_fragments(path: Path, header: bytes) -> Track:
    """Read the sample table of a segment, which is of the track that a header describes."""
    with path.open("rb") as file:
        moofs = [
            (start, _at(file, start + 8, size - 8))
            for kind, start, size in _top_level(file, path.stat().st_size)
            if kind == b"moof"
        ]
    return _track(path, header, moofs)


def _top_level(file: BinaryIO, end: int) -> Iterator[tuple[bytes, int, int]]:
    at = 0
    while at + 8 <= end:
        size, kind = struct.unpack(">I4s", _at(file, at, 8))
        if size == 1:
            (size,) = struct.unpack(">Q", _at(file, at + 8, 8))
        if size < 8:
            raise BadTrack(f"a box of {size} bytes")
        yield kind, at, size
        at += size


def _at(file: BinaryIO, start: int, size: int) -> bytes:
    file.seek(start)
    return file.read(size)


def _track(path: Path, header: bytes, moofs: list[tuple[int, bytes]]) -> Track:
    found = dict(boxes(header))
    if b"mdhd" not in found or b"trex" not in found:
        raise BadTrack("no fragmented movie header")
    track_id, _, *defaults = struct.unpack_from(">5I", found[b"trex"], 4)
    delay = _delay(found)
    samples: list[Sample] = []
    for start, moof in moofs:
        samples += _fragment(moof, start, _Defaults(*defaults))
    return Track(
        path=path,
        header=header,
        timescale=_timescale(found[b"mdhd"]),
        track_id=track_id,
        delay=delay,
        samples=tuple(replace(s, pts=s.pts - delay) for s in samples),
        fragments=tuple(start for start, _ in moofs),
    )


def _timescale(mdhd: bytes) -> int:
    offset = 20 if mdhd[0] == 1 else 12
    return int(struct.unpack_from(">I", mdhd, offset)[0])


def _delay(found: Mapping[bytes, bytes]) -> int:
    elst = found.get(b"elst")
    if elst is None:
        return 0
    count = struct.unpack_from(">I", elst, 4)[0]
    form = ">Qq" if elst[0] == 1 else ">Ii"
    times = [
        struct.unpack_from(form, elst, 8 + i * (struct.calcsize(form) + 4)) for i in range(count)
    ]
    pause = 0
    if count == 2 and times[0][1] == _PAUSE and b"mvhd" in found:
        movie = _timescale(found[b"mvhd"])
        pause = times.pop(0)[0] * _timescale(found[b"mdhd"]) // max(1, movie)
    if len(times) != 1 or times[0][1] < 0:
        raise BadTrack("an edit list that does more than delay the track")
    return int(times[0][1]) - pause


def _fragment(moof: bytes, start: int, defaults: _Defaults) -> list[Sample]:
    samples: list[Sample] = []
    clock = 0
    for kind, content in boxes(moof):
        if kind == b"tfhd":
            defaults = _tfhd(content, defaults)
        elif kind == b"tfdt":
            clock = struct.unpack_from(">Q" if content[0] == 1 else ">I", content, 4)[0]
        elif kind == b"trun":
            samples += _trun(content, start, clock, defaults)
            clock = samples[-1].dts + samples[-1].duration if samples else clock
    return samples


def _tfhd(content: bytes, defaults: _Defaults) -> _Defaults:
    flags = struct.unpack_from(">I", content)[0] & 0xFFFFFF
    if flags & 0x1 or not flags & 0x020000:
        raise BadTrack("fragments whose offsets are not relative to their own start")
    at, values = 8, {}
    for bit, form in TFHD_FIELDS:
        if flags & bit:
            values[bit] = struct.unpack_from(f">{form}", content, at)[0]
            at += struct.calcsize(form)
    return _Defaults(
        duration=values.get(0x8, defaults.duration),
        size=values.get(0x10, defaults.size),
        flags=values.get(0x20, defaults.flags),
    )


def _trun(content: bytes, start: int, clock: int, defaults: _Defaults) -> list[Sample]:
    head, count, offset = struct.unpack_from(">IIi", content)
    present = head & 0xFFFFFF
    if not present & 0x1:
        raise BadTrack("a run of samples without an offset")
    at, first_flags = 12, None
    if present & 0x4:
        first_flags, at = struct.unpack_from(">I", content, at)[0], at + 4
    position, samples = start + offset, []
    for index in range(count):
        row, at = _row(content, at, present, defaults)
        duration, size, flags, shift = row
        if index == 0 and first_flags is not None:
            flags = first_flags
        samples.append(Sample(position, size, duration, clock, clock + shift, flags))
        position, clock = position + size, clock + duration
    return samples


def _row(
    content: bytes, at: int, present: int, defaults: _Defaults
) -> tuple[tuple[int, int, int, int], int]:
    row = [defaults.duration, defaults.size, defaults.flags, 0]
    for index, bit in enumerate((0x100, 0x200, 0x400, 0x800)):
        if present & bit:
            row[index] = struct.unpack_from(">i" if bit == 0x800 else ">I", content, at)[0]
            at += 4
    return (row[0], row[1], row[2], row[3]), at
