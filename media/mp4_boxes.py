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


def is_followed_by_another(path: Path) -> bool:
    """Whether a second file begins behind the index of the first: players show the first only."""
    has_index = False
    with path.open("rb") as file:
        for kind, _ in _boxes(file):
            if kind == b"ftyp" and has_index:
                return True
            has_index = has_index or kind == b"moov"
    return False


def ends_within_a_fragment(path: Path) -> bool:
    """Whether a file in fragments ends before the last of them does.

    Such a file states no duration, and players show what is there.
    """
    with path.open("rb") as file:
        boxes = list(_boxes(file))
        is_in_fragments = any(kind == b"moof" for kind, _ in boxes)
        return is_in_fragments and boxes[-1][1] > os.fstat(file.fileno()).st_size


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
