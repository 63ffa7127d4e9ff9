# SPDX-License-Identifier: Apache-2.0
"""Finds by the boxes of an MP4 or QuickTime file whether it is cut off, or another follows it."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

ANOTHER_FOLLOWS = "Another file follows within this one and is not shown: upload each by itself."
"""The warning about files that were written one behind the other, as by `cat`."""

CUT_OFF = "This file was cut off: its last part is not whole."
"""The warning about a recording in fragments whose last one ends too early, as after a crash."""

_MOST_BOXES = 10_000
_SMALLEST_BOX = 8


def mp4_warnings(path: Path, *, is_known_cut: bool) -> tuple[str, ...]:
    """Return what the boxes of an MP4 or QuickTime file say against it.

    That a file was cut off is not said again of one of which it is known.
    """
    with path.open("rb") as file:
        boxes, size = list(_boxes(file)), os.fstat(file.fileno()).st_size
    kinds = [kind for kind, _ in boxes]
    # A file in fragments states no duration, and players show what is there.
    ends_within_a_fragment = b"moof" in kinds and boxes[-1][1] > size
    # Players show the first of two files only, which ends with its index or the media behind it.
    is_followed = b"moov" in kinds and b"ftyp" in kinds[kinds.index(b"moov") :]
    return (
        *((CUT_OFF,) if ends_within_a_fragment and not is_known_cut else ()),
        *((ANOTHER_FOLLOWS,) if is_followed else ()),
    )


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield the outermost boxes in their order, up to one that has no valid size.

    Each is its kind and the byte that follows it, or would if the file went on.
    """
    at, end = 0, os.fstat(file.fileno()).st_size
    for _ in range(_MOST_BOXES):
        # Sizes are stated in up to 64 bits, of which a seek takes 63.
        if at > end - _SMALLEST_BOX:
            return
        file.seek(at)
        head = file.read(16)
        size, kind = struct.unpack(">I4s", head[:8])
        if size == 1 and len(head) == 16:
            (size,) = struct.unpack(">Q", head[8:])
        yield kind, at + size
        if size < _SMALLEST_BOX:
            return
        at += size
