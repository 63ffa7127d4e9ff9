# SPDX-License-Identifier: Apache-2.0
"""How stored bytes are served to browsers: headers that keep them from running, byte ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

_INLINE = re.compile(r"(?:audio|video)/[a-z0-9.+-]+|image/(?:png|jpeg|webp|avif|gif)")
_HARMLESS = frozenset({"application/json", "application/vnd.apple.mpegurl", "text/vtt"})
_OPAQUE = "application/octet-stream"
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")

ByteRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unsatisfiable:
    """The range lies wholly outside the object; answered 416 with the real size in bytes."""

    size: int


def serving_headers(
    content_type: str, filename: str | None = None, attachment: bool = False
) -> dict[str, str]:
    """Return headers by which a browser plays media and runs nothing that was uploaded."""
    shown = _shown_type(content_type)
    return {
        "Content-Type": shown,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Disposition": disposition(filename, attachment or not _INLINE.fullmatch(shown)),
    }


def disposition(filename: str | None, attachment: bool) -> str:
    """Write a Content-Disposition header for a file name of any characters."""
    kind = "attachment" if attachment else "inline"
    if not filename:
        return kind
    plain = re.sub(r"[^A-Za-z0-9 ._-]", "_", filename)
    encoded = quote(filename.encode(errors="replace"), safe="")
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{encoded}"


def parse_range(header: str | None, size: int) -> ByteRange | Unsatisfiable | None:
    """Read a Range header as (start, length); None for absent, malformed and multiple ranges."""
    match = _RANGE.fullmatch((header or "").strip().lower())
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        return _last_bytes(int(match[2]), size)
    start, end = int(match[1]), int(match[2] or size - 1)
    if match[2] and end < start:
        return None
    if start >= size:
        return Unsatisfiable(size)
    return start, min(end, size - 1) - start + 1


def _shown_type(content_type: str) -> str:
    """Keep a type that cannot run in a browser, and call everything else opaque bytes."""
    bare = content_type.partition(";")[0].strip().lower()
    return bare if _INLINE.fullmatch(bare) or bare in _HARMLESS else _OPAQUE


def _last_bytes(count: int, size: int) -> ByteRange | Unsatisfiable:
    if count == 0 or size == 0:
        return Unsatisfiable(size)
    return max(0, size - count), min(count, size)
