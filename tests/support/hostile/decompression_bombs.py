# SPDX-License-Identifier: Apache-2.0
"""Decompression bombs: small files that are huge, or endless, once they are decoded."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from tests.support.hostile.case import (
    Accepted,
    FileMaker,
    HostileCase,
    Rejected,
    converted,
)

NOT_MEDIA = Rejected("not_media")
MEGABYTE = bytes(1 << 20)
DAY = 24 * 3600


def decompression_bombs() -> list[HostileCase]:
    """Return the cases of decompression bombs."""
    return [*_images(), *_videos()]


def _images() -> list[HostileCase]:
    # They are made when a test wants them: to import this takes no second of each process.
    def case(
        name: str, about: str, make: Callable[[], bytes], outcome: Rejected | Accepted
    ) -> HostileCase:
        return HostileCase(f"bomb-{name}", about, lambda _: make(), outcome, kind="image")

    def square(edge: int, *, rows: int) -> Callable[[], bytes]:
        return lambda: png(edge, edge, rows=rows)

    damaged, short = Rejected("damaged_media"), Rejected("does_not_decode")
    text, profile = (b"zTXt", b"note\0\0"), (b"iCCP", b"note\0\0")
    return [
        case("png-20000", "20,000 × 20,000.", square(20_000, rows=20_000), NOT_MEDIA),
        case("png-16000", "16,000 × 16,000.", square(16_000, rows=16_000), NOT_MEDIA),
        case("png-lies", "States 2³¹ × 1.", lambda: png(2**31 - 1, 1, rows=0), NOT_MEDIA),
        case("png-short", "Has too few rows.", square(500, rows=3), short),
        case("png-text", "200 MB of text.", lambda: _with_bomb(*text), damaged),
        case("png-profile", "200 MB of colours.", lambda: _with_bomb(*profile), damaged),
        case("gif-65535", "65,535 × 65,535.", lambda: _gif(65_535, 1), NOT_MEDIA),
        case("gif-frames", "20,000 frames.", _moving_gif, Accepted(64, 64, 0)),
        case("jpeg-65535", "65,535 × 65,535.", lambda: _jpeg(65_535), NOT_MEDIA),
        case("webp-16383", "16,383 × 16,383.", lambda: _webp(16_383), NOT_MEDIA),
    ]


def _videos() -> list[HostileCase]:
    def atom(size: int) -> Callable[[FileMaker], bytes]:
        return lambda room: room.front()[:40] + struct.pack(">I", size) + b"moov" + bytes(64)

    def vast(room: FileMaker) -> bytes:
        (room.folder / "vast.png").write_bytes(png(16_000, 16_000, rows=16_000))
        return room.ffmpeg("-c", "copy", suffix=".mov", source=room.folder / "vast.png")

    hours = ("-frames:v", "2", "-an", "-vf", f"setpts=N*{DAY}/TB", "-vsync", "vfr")
    long = Rejected("too_long")
    tracks = ("-c", "copy", "-map", "0:v", *["-map", "0:a"] * 100)
    return [
        HostileCase("bomb-atom", "An atom of 4 GB.", atom(2**32 - 1), NOT_MEDIA),
        HostileCase("bomb-atom-0", "An atom of 0 bytes.", atom(0), NOT_MEDIA),
        HostileCase("bomb-video-16000", "A video of 16,000 × 16,000.", vast, NOT_MEDIA),
        HostileCase("bomb-day", "Two frames, a day apart.", converted(*hours, suffix=".mkv"), long),
        HostileCase("bomb-tracks", "A hundred audio streams.", converted(*tracks), Accepted()),
    ]


def png(width: int, height: int, *, rows: int) -> bytes:
    """Write a black PNG of one bit a pixel that may have fewer rows than its header states."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer, row = zlib.compressobj(9), bytes(1 + (width + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(rows)) + packer.flush()
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _with_bomb(kind: bytes, head: bytes) -> bytes:
    """Return a small PNG with a chunk that is 200 MB when unpacked."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(MEGABYTE) for _ in range(200)) + packer.flush()
    picture = png(64, 64, rows=64)
    return picture[:33] + _chunk(kind, head + packed) + picture[33:]


def _gif(edge: int, frames: int, *, data: bytes = b"\x02\x02\x44\x01\0") -> bytes:
    """Return a GIF whose frames have some compressed data; by default that of one pixel."""
    screen = struct.pack("<HHBBB", edge, edge, 0x80, 0, 0) + bytes(6)
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, edge, edge, 0) + data
    return b"GIF89a" + screen + frames * frame + b";"


def _moving_gif() -> bytes:
    return _gif(64, 20_000, data=_pixels_of_gif(64))


def _pixels_of_gif(edge: int) -> bytes:
    """Return the compressed data of a black frame."""
    file = io.BytesIO()
    Image.new("P", (edge, edge)).save(file, "GIF")
    frame = file.getvalue().partition(b"\x2c\0\0\0\0")[2]
    return frame[5:-1]


def _jpeg(edge: int) -> bytes:
    """Return the header of a grey JPEG with hardly any image data."""
    table = b"\xff\xdb\0\x43\0" + bytes([1] * 64)
    frame = b"\xff\xc0\0\x0b\x08" + struct.pack(">HH", edge, edge) + b"\x01\x01\x11\0"
    codes = b"\xff\xc4\0\x14\0" + bytes([1] + [0] * 15) + b"\0"
    scan = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + bytes(100)
    return b"\xff\xd8" + table + frame + codes + scan + b"\xff\xd9"


def _webp(edge: int) -> bytes:
    """Return the header of a lossless WebP with hardly any image data."""
    size = (edge - 1) | (edge - 1) << 14
    body = b"\x2f" + struct.pack("<I", size) + bytes(99)
    chunk = b"VP8L" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk
