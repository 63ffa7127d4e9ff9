# SPDX-License-Identifier: Apache-2.0
"""Recognises the images that ffmpeg does not read whole: HEIF, AVIF, animated WebP and PNG."""

from __future__ import annotations

import struct
from pathlib import Path

HEIF, AVIF, WEBP, PNG = "image/heic", "image/avif", "image/webp", "image/png"

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_ANY_CODEC = frozenset({b"mif1", b"msf1", b"mif2", b"miaf"})
_BEGINNING = 4096
_ANIMATED = 0x02
_PNG = b"\x89PNG\r\n\x1a\n"


def image_type(path: Path) -> str | None:
    """Return the content type of an image of these kinds, None of any other file."""
    with path.open("rb") as file:
        begins = file.read(_BEGINNING)
    if begins[4:8] == b"ftyp":
        return _heif_type(begins)
    if begins.startswith(_PNG):
        # The chunk of an animation stands before the first pixels.
        return PNG if b"acTL" in begins.partition(b"IDAT")[0] else None
    is_webp = begins[:4] == b"RIFF" and begins[8:16] == b"WEBPVP8X" and len(begins) > 20
    return WEBP if is_webp and begins[20] & _ANIMATED else None


def _heif_type(begins: bytes) -> str | None:
    """Return the type by the brands; files of several codecs state theirs as a compatible one."""
    end = min(struct.unpack(">I", begins[:4])[0], len(begins))
    major = begins[8:12]
    brands = {begins[place : place + 4] for place in range(16, end - 3, 4)} | {major}
    if major not in _HEIF_BRANDS | _AVIF_BRANDS | _ANY_CODEC:
        return None
    return AVIF if brands & _AVIF_BRANDS else HEIF
