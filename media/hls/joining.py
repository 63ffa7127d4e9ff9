# SPDX-License-Identifier: Apache-2.0
"""One MP4 of a rendition and its audio: their segments in turn, under one header."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from fractions import Fraction

from media.hls.boxes import CONTAINERS, BadTrack

VIDEO_TRACK, AUDIO_TRACK = 1, 2

_PARENTS = CONTAINERS | {b"moof"}
_FRAGMENTS = 1 << 11
"""More fragments than a segment has; each segment numbers its own from a multiple of it."""


def joined_header(video: bytes, audio: bytes | None, *, duration: Fraction) -> bytes:
    """Return the header of a file with the track of a video's header and that of an audio's."""
    ftyp, found = _header(video)
    tracks, defaults = [_numbered(found, b"trak", VIDEO_TRACK)], [_default(found, VIDEO_TRACK)]
    if audio is not None:
        _, sound = _header(audio)
        tracks.append(_numbered(sound, b"trak", AUDIO_TRACK))
        defaults.append(_default(sound, AUDIO_TRACK))
    mvhd = bytearray(found[b"mvhd"])
    struct.pack_into(">I", mvhd, len(mvhd) - 4, len(tracks) + 1)
    scale = struct.unpack_from(">I", mvhd, 20 if mvhd[0] == 1 else 12)[0]
    length = _box(b"mehd", struct.pack(">IQ", 1 << 24, round(duration * scale)))
    moov = (
        _box(b"mvhd", bytes(mvhd)) + b"".join(tracks) + _box(b"mvex", length + b"".join(defaults))
    )
    return _box(b"ftyp", ftyp) + _box(b"moov", moov)


def numbered_segment(segment: bytes, *, track: int, number: int) -> bytes:
    """Return a segment as a part of the file: of a track there, its fragments in order.

    It has as many bytes as before. `number` is its place among the segments of its track.
    """
    data, fragment = bytearray(segment), 0
    for kind, start, _ in _places(data, 0, len(data)):
        if kind == b"mfhd":
            place = (2 * number + track - 1) * _FRAGMENTS + fragment
            struct.pack_into(">I", data, start + 4, place + 1)
            fragment += 1
        elif kind == b"tfhd":
            struct.pack_into(">I", data, start + 4, track)
    return bytes(data)


def _header(header: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    """Return the content of `ftyp`, and what the movie of a header of one track consists of."""
    top = dict(_children(header))
    found = dict(_children(top.get(b"moov", b"")))
    found |= {b"trex": dict(_children(found.get(b"mvex", b""))).get(b"trex", b"")}
    if not (top.get(b"ftyp") and found.get(b"mvhd") and found.get(b"trak") and found[b"trex"]):
        raise BadTrack("no fragmented movie header")
    return top[b"ftyp"], found


def _numbered(found: dict[bytes, bytes], kind: bytes, track: int) -> bytes:
    data = bytearray(found[kind])
    for inner, start, _ in _places(data, 0, len(data)):
        if inner == b"tkhd":
            struct.pack_into(">I", data, start + (20 if data[start] == 1 else 12), track)
    return _box(kind, bytes(data))


def _default(found: dict[bytes, bytes], track: int) -> bytes:
    data = bytearray(found[b"trex"])
    struct.pack_into(">I", data, 4, track)
    return _box(b"trex", bytes(data))


def _children(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        size, kind = _head(data, at, len(data))
        yield kind, data[at + 8 : at + size]
        at += size


def _places(data: bytes | bytearray, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind of all boxes and where their content begins and ends, parents first."""
    while at < end:
        size, kind = _head(data, at, end)
        yield kind, at + 8, at + size
        if kind in _PARENTS:
            yield from _places(data, at + 8, at + size)
        at += size


def _head(data: bytes | bytearray, at: int, end: int) -> tuple[int, bytes]:
    if at + 8 > end:
        raise BadTrack("a box that is cut off")
    size, kind = struct.unpack_from(">I4s", data, at)
    if size < 8 or at + size > end:
        raise BadTrack(f"a box of {size} bytes")
    return int(size), bytes(kind)


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content
