# SPDX-License-Identifier: Apache-2.0
"""An MP4 that players play is taken, whatever sizes its boxes announce."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from media.errors import UnusableMedia
from tests.support.media.ffmpeg import probe_of
from tests.support.media.video import make_video

LARGEST = 2**64 - 1
FASTSTART = ("-movflags", "+faststart")


def large(kind: bytes, size: int, content: bytes = b"") -> bytes:
    """Return a box whose size is stated in 64 bits."""
    return struct.pack(">I4sQ", 1, kind, size) + content


def small(kind: bytes, size: int, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", size, kind) + content


def behind(box: bytes) -> Callable[[bytes], bytes]:
    """Return what puts a box at the end of a file."""
    return lambda whole: whole + box


def in_moov(box: bytes) -> Callable[[bytes], bytes]:
    """Return what puts a box behind all others in `moov`, which grows by it; `mdat` is before."""

    def put(whole: bytes) -> bytes:
        at = whole.rindex(b"moov") - 4
        (size,) = struct.unpack_from(">I", whole, at)
        assert at + size == len(whole)
        return whole[:at] + struct.pack(">I", size + len(box)) + whole[at + 4 :] + box

    return put


def stated(kind: bytes, size: int) -> Callable[[bytes], bytes]:
    """Return what states another size of a box, in 64 bits where it needs them."""

    def put(whole: bytes) -> bytes:
        at = whole.index(kind) - 4
        if size < 2**32:
            return whole[:at] + struct.pack(">I", size) + whole[at + 4 :]
        # Before the media data is a box of eight bytes, which ffmpeg writes for this.
        assert whole[at - 8 : at] == small(b"free", 8)
        return whole[: at - 8] + large(kind, size) + whole[at + 8 :]

    return put


PLAYED: dict[str, tuple[tuple[str, ...], Callable[[bytes], bytes]]] = {
    "the largest size at the end": (FASTSTART, behind(large(b"free", LARGEST))),
    "a negative size at the end": (FASTSTART, behind(large(b"uuid", 2**63, b"x" * 40))),
    "the largest size that a seek takes": ((), behind(large(b"free", 2**63 - 1))),
    "more than the file at the end": (FASTSTART, behind(small(b"skip", 2**31, b"x" * 100))),
    "less than its header at the end": ((), behind(small(b"free", 3, b"x" * 100))),
    "less than its large header": ((), behind(large(b"free", 9, b"x" * 100))),
    "media data without an end": (FASTSTART, stated(b"mdat", LARGEST // 2)),
    "media data of more than the file": (FASTSTART, stated(b"mdat", 2**32 - 1)),
    "more than the index in the index": ((), in_moov(small(b"udta", 2**31, b"x" * 40))),
    "the largest size in the index": ((), in_moov(large(b"udta", LARGEST, b"x" * 40))),
    "less than its header in the index": ((), in_moov(small(b"udta", 5, b"x" * 40))),
}


@pytest.mark.parametrize("name", PLAYED)
def test_a_video_is_shown_whole_whatever_size_a_box_announces(tmp_path: Path, name: str) -> None:
    options, broken = PLAYED[name]
    whole = make_video(tmp_path / "whole.mp4", 1, "320x180", extra=options)
    (tmp_path / "a.mp4").write_bytes(broken(whole.read_bytes()))

    probe = probe_of(tmp_path / "a.mp4")

    assert probe.picture().frames == 30 and probe.playing_time == 1
    assert probe.has_audio and not probe.warnings


@pytest.mark.parametrize("size", [LARGEST, 2**63, 2**63 - 1, 2**40, 9])
def test_an_impossible_size_before_the_index_is_a_reason_and_no_error(
    tmp_path: Path, size: int
) -> None:
    whole = make_video(tmp_path / "whole.mp4", 1, "320x180", extra=FASTSTART).read_bytes()
    at = whole.index(b"moov") - 4
    (tmp_path / "a.mp4").write_bytes(whole[:at] + large(b"free", size) + whole[at:])

    with pytest.raises(UnusableMedia, match="this is an MP4 file"):
        probe_of(tmp_path / "a.mp4")
