# SPDX-License-Identifier: Apache-2.0
"""Text images as files: PNGs that hold their position relative to their anchor in `oFFs`."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CONTENT_TYPE: Final = "image/png"

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER_END = 33
_CHUNK = struct.Struct(">I4s")
_OFFSETS = struct.Struct(">iiB")
_PIXELS, _RGBA = 0, 6
_UNFILTERED, _COMPRESSION = b"\0", 2

HEAD_BYTES = _HEADER_END + _CHUNK.size + _OFFSETS.size
"""How many first bytes of a PNG hold its size and its position."""


@dataclass(frozen=True, slots=True)
class InkBox:
    """The rectangle of a text image in pixels, relative to its anchor."""

    x: int
    y: int
    width: int
    height: int


def encode_png(rgba: bytes, box: InkBox) -> bytes:
    """Encode straight RGBA pixels of the box's size as a PNG that records the box's position."""
    stride = 4 * box.width
    rows = (rgba[at : at + stride] for at in range(0, len(rgba), stride))
    # No filters and little compression: letters are mostly runs, and an author may be waiting.
    packed = zlib.compress(b"".join(_UNFILTERED + row for row in rows), _COMPRESSION)
    head = struct.pack(">IIBBBBB", box.width, box.height, 8, _RGBA, 0, 0, 0)
    position = _OFFSETS.pack(box.x, box.y, _PIXELS)
    parts = ((b"IHDR", head), (b"oFFs", position), (b"IDAT", packed), (b"IEND", b""))
    return _SIGNATURE + b"".join(_png_chunk(kind, body) for kind, body in parts)


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return _CHUNK.pack(len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))


def read_ink_box(path: Path) -> InkBox:
    """Return the box of a PNG file, at (0, 0) when it has no position; ValueError for others."""
    with path.open("rb") as file:
        return parse_ink_box(file.read(HEAD_BYTES))


def parse_ink_box(head: bytes) -> InkBox:
    """Return the box from the first `HEAD_BYTES` of a PNG; ValueError when they are none."""
    if not head.startswith(_SIGNATURE) or len(head) < HEAD_BYTES:
        raise ValueError("this is not a PNG file")
    width, height = struct.unpack_from(">II", head, 16)
    x = y = 0
    if head[_HEADER_END + 4 : _HEADER_END + 8] == b"oFFs":
        x, y, _ = _OFFSETS.unpack_from(head, _HEADER_END + _CHUNK.size)
    return InkBox(x, y, width, height)
