# SPDX-License-Identifier: Apache-2.0
"""Icons of spaces: small PNG pictures, whose headers are read and whose pixels are not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from services.publish.domain.errors import InvalidIcon

MAX_ICON_BYTES = 256 << 10
_SMALLEST, _LARGEST = 16, 512
_START = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


@dataclass(frozen=True, slots=True)
class Icon:
    """A picture and its SHA-256, by which browsers know that it has changed."""

    content: bytes
    digest: str


def icon_of(content: bytes) -> Icon:
    """Return a PNG as an icon; InvalidIcon for any other file, or one of another size."""
    header = content[: len(_START) + 8]
    if len(content) > MAX_ICON_BYTES or not header.startswith(_START) or len(header) < 24:
        raise InvalidIcon("An icon is a PNG of at most 256 KiB.")
    width, height = (int.from_bytes(header[at : at + 4], "big") for at in (16, 20))
    if not (_SMALLEST <= width <= _LARGEST and _SMALLEST <= height <= _LARGEST):
        raise InvalidIcon("An icon has 16 to 512 pixels a side.")
    return Icon(content, hashlib.sha256(content).hexdigest())
