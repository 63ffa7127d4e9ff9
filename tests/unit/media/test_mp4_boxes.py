# SPDX-License-Identifier: Apache-2.0
"""A file that is joined behind an MP4, and a fragment that is not whole, are found by the boxes."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from media.mp4_boxes import ANOTHER_FOLLOWS, CUT_OFF, mp4_warnings


def box(kind: bytes, content: bytes = b"", *, is_large: bool = False) -> bytes:
    if is_large:
        return struct.pack(">I4sQ", 1, kind, 16 + len(content)) + content
    return struct.pack(">I4s", 8 + len(content), kind) + content


FTYP = box(b"ftyp", b"isom")
FIRST = FTYP + box(b"moov", b"index") + box(b"mdat", b"x" * 100)
LATE = FTYP + box(b"mdat", b"x" * 100, is_large=True) + box(b"moov", b"index")
FRAGMENTED = FTYP + box(b"moov") + box(b"styp") + box(b"moof") + box(b"mdat", b"x")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (FIRST, False),
        (LATE, False),
        (FRAGMENTED, False),
        (FIRST + FIRST, True),
        (LATE + LATE, True),
        (FRAGMENTED + FIRST, True),
        (FIRST + b"\0" * 64, False),
        (FIRST[:-20], False),
        (FTYP + FIRST, False),
        (FTYP + struct.pack(">I4s", 0, b"mdat") + b"x" * 64, False),
        (b"", False),
    ],
)
def test_a_file_behind_the_first_is_found(tmp_path: Path, content: bytes, expected: bool) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(content)

    assert (ANOTHER_FOLLOWS in mp4_warnings(path, is_known_cut=False)) is expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (FRAGMENTED, False),
        (FRAGMENTED + box(b"moof", b"x" * 20)[:-4], True),
        (FRAGMENTED + box(b"moof") + box(b"mdat", b"x" * 20)[:-4], True),
        (FRAGMENTED + box(b"moof") + box(b"mdat", b"x" * 20, is_large=True)[:-4], True),
        (FRAGMENTED + box(b"moof") + struct.pack(">I4s", 0, b"mdat") + b"x", False),
        (FRAGMENTED + FTYP[:6], False),
        (FIRST[:-20], False),
        (b"", False),
    ],
)
def test_a_last_fragment_that_is_not_whole_is_found(
    tmp_path: Path, content: bytes, expected: bool
) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(content)

    assert mp4_warnings(path, is_known_cut=False) == ((CUT_OFF,) if expected else ())
    assert mp4_warnings(path, is_known_cut=True) == ()
