# SPDX-License-Identifier: Apache-2.0
"""Writes HEIC photographs, which no library of the tests encodes: HEVC frames in HEIF boxes."""

from __future__ import annotations

import struct
from pathlib import Path

from tests.support.media.ffmpeg import run

_FULL = bytes(4)
_QUARTERS = {0: 0, 90: 3, 180: 2, 270: 1}
"""Clockwise degrees by which a photograph is shown turned, as `irot` counts them: to the left."""


def write_heic(
    target: Path, image: Path, *, size: tuple[int, int], turned: int = 0, brand: bytes = b"heic"
) -> Path:
    """Encode an image as a HEIC photograph, which players turn clockwise by some degrees."""
    coded = target.with_suffix(".coded.mp4")
    form = ("-c:v", "libx265", "-pix_fmt", "yuv420p", "-tag:v", "hvc1", "-frames:v", "1")
    quality = ("-x265-params", "log-level=none", "-crf", "4")
    run(["ffmpeg", "-v", "error", "-y", "-i", str(image), *form, *quality, str(coded)])
    content = coded.read_bytes()
    hvcc, frame = _found(content, b"hvcC"), _found(content, b"mdat")[8:]
    ftyp = _box(b"ftyp", brand + _FULL + b"mif1" + b"heic")
    spare = _meta(hvcc, size, turned, (0, len(frame)))
    place = len(ftyp) + len(spare) + 8
    meta = _meta(hvcc, size, turned, (place, len(frame)))
    target.write_bytes(ftyp + meta + _box(b"mdat", frame))
    return target


def _found(content: bytes, name: bytes) -> bytes:
    place = content.index(name) - 4
    return content[place : place + struct.unpack(">I", content[place : place + 4])[0]]


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def _meta(hvcc: bytes, size: tuple[int, int], turned: int, extent: tuple[int, int]) -> bytes:
    handler = _box(b"hdlr", _FULL + _FULL + b"pict" + bytes(13))
    primary = _box(b"pitm", _FULL + struct.pack(">H", 1))
    located = struct.pack(">BBHHHHII", 0x44, 0, 1, 1, 0, 1, *extent)
    entry = _box(b"infe", b"\x02\0\0\0" + struct.pack(">HH", 1, 0) + b"hvc1\0")
    infos = _box(b"iinf", _FULL + struct.pack(">H", 1) + entry)
    properties = hvcc + _box(b"ispe", _FULL + struct.pack(">II", *size))
    properties += _box(b"irot", bytes([_QUARTERS[turned]]))
    used = struct.pack(">IHB", 1, 1, 3) + bytes([0x81, 0x02, 0x83])
    described = _box(b"iprp", _box(b"ipco", properties) + _box(b"ipma", _FULL + used))
    iloc = _box(b"iloc", _FULL + located)
    return _box(b"meta", _FULL + handler + primary + iloc + infos + described)
