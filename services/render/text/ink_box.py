# SPDX-License-Identifier: Apache-2.0
"""Where a picture lies relative to its anchor, kept in the picture itself as PNG's `oFFs`."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER_END = 33
_CHUNK = struct.Struct(">I4s")
_OFFSETS = struct.Struct(">iiB")
_PIXELS, _RGBA = 0, 6
_UNFILTERED, _EFFORT = b"\0", 2

HEAD_BYTES = _HEADER_END + _CHUNK.size + _OFFSETS.size
"""As many bytes of a picture as tell where it lies."""


@dataclass(frozen=True, slots=True)
class InkBox:
    """A picture's size, and its top left corner as seen from its anchor."""

    x: int
    y: int
    width: int
    height: int


def picture(rgba: bytes, box: InkBox) -> bytes:
    """Pack straight pixels as a PNG that says where its top left corner lies."""
    stride = 4 * box.width
    rows = (rgba[at : at + stride] for at in range(0, len(rgba), stride))
    # No filters and little effort: letters are mostly runs, and who writes them is waiting.
    packed = zlib.compress(b"".join(_UNFILTERED + row for row in rows), _EFFORT)
    head = struct.pack(">IIBBBBB", box.width, box.height, 8, _RGBA, 0, 0, 0)
    place = _OFFSETS.pack(box.x, box.y, _PIXELS)
    parts = ((b"IHDR", head), (b"oFFs", place), (b"IDAT", packed), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, body) for kind, body in parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return _CHUNK.pack(len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))


def ink_box(path: Path) -> InkBox:
    """Read a PNG's size and place; one without a place lies on its anchor."""
    with path.open("rb") as file:
        return ink_box_of(file.read(HEAD_BYTES))


def ink_box_of(head: bytes) -> InkBox:
    """Read a PNG's size and place from its first bytes."""
    if not head.startswith(_SIGNATURE) or len(head) < HEAD_BYTES:
        raise ValueError("this is no PNG")
    width, height = struct.unpack_from(">II", head, 16)
    x = y = 0
    if head[_HEADER_END + 4 : _HEADER_END + 8] == b"oFFs":
        x, y, _ = _OFFSETS.unpack_from(head, _HEADER_END + _CHUNK.size)
    return InkBox(x, y, width, height)
