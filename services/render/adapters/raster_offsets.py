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
_PIXELS = 0

HEAD_BYTES = _HEADER_END + _CHUNK.size + _OFFSETS.size
"""As many bytes of a picture as tell where it lies."""


@dataclass(frozen=True, slots=True)
class InkBox:
    """A picture's size, and its top left corner as seen from its anchor."""

    x: int
    y: int
    width: int
    height: int


def stamp(png: bytes, *, x: int, y: int) -> bytes:
    """Write into a PNG where its top left corner lies."""
    body = b"oFFs" + _OFFSETS.pack(x, y, _PIXELS)
    chunk = struct.pack(">I", _OFFSETS.size) + body + struct.pack(">I", zlib.crc32(body))
    return png[:_HEADER_END] + chunk + png[_HEADER_END:]


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
