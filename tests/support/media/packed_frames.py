# SPDX-License-Identifier: Apache-2.0
"""AVI files whose B-frames are packed, as DivX and Xvid wrote them.

A frame and the B-frame that is shown before it are one chunk, and an empty frame takes the place of
the B-frame, so that each chunk shows one picture.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

VOP, USER_DATA = b"\0\0\1\xb6", b"\0\0\1\xb2"
_EMPTY = VOP + b"\x50\x07\x7f"
_KEY_FRAME = 0x10

Chunk = tuple[bytes, bytes]


def pack_frames(source: Path, target: Path) -> Path:
    """Write an AVI of MPEG-4 part 2 that has one B-frame between two others with these packed."""
    content = source.read_bytes()
    movie = content.index(b"movi")
    (size,) = struct.unpack_from("<I", content, movie - 4)
    packed = list(_packed(list(_chunks(content[movie + 4 : movie - 4 + 4 + size]))))
    data, index = b"movi", b""
    for name, chunk in packed:
        flags = _KEY_FRAME if _kind(chunk) == "I" else 0
        index += name + struct.pack("<III", flags, len(data), len(chunk))
        data += name + struct.pack("<I", len(chunk)) + chunk + b"\0" * (len(chunk) % 2)
    head = content[12 : movie - 8]
    body = b"AVI " + head + _list(b"LIST", data) + _list(b"idx1", index)
    target.write_bytes(_list(b"RIFF", body))
    return target


def _list(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content


def _chunks(data: bytes) -> Iterator[Chunk]:
    at = 0
    while at + 8 <= len(data):
        (size,) = struct.unpack_from("<I", data, at + 4)
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _kind(frame: bytes) -> str:
    return "IPBS"[frame[frame.index(VOP) + 4] >> 6]


def _packed(chunks: list[Chunk]) -> Iterator[Chunk]:
    name, first = chunks[0]
    start = first.index(VOP)
    # Decoders know by this name that an empty frame stands for a B-frame.
    yield name, first[:start] + USER_DATA + b"DivX503b1393p" + first[start:]
    place = 1
    while place < len(chunks):
        frame = chunks[place][1]
        behind = chunks[place + 1][1] if place + 1 < len(chunks) else b""
        if behind and _kind(behind) == "B":
            yield name, frame + behind
            yield name, _EMPTY
            place += 2
        else:
            yield name, frame
            place += 1
