# SPDX-License-Identifier: Apache-2.0
"""Every kind of file is uploaded to where it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.file_kinds import Destination, destination_of

VIDEO = Destination()
IMAGE = Destination(about={"kind": "image"})
SOUND = Destination("/api/create-video/audio/sign")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.mp4", b"", VIDEO),
        ("a.MKV", b"", VIDEO),
        ("a.gif", b"GIF89a", VIDEO),
        ("a.unknown", b"\xff\xd8\xff", VIDEO),
        ("photo.HEIC", b"", IMAGE),
        ("photo.jpg", b"", IMAGE),
        ("voice.aiff", b"", SOUND),
        ("song.mp3", b"", SOUND),
        ("song", b"ID3\x04", SOUND),
        ("song", b"RIFF\x24\0\0\0WAVE", SOUND),
        ("photo", b"\x89PNG\r\n\x1a\n", IMAGE),
        ("photo", b"RIFF\x24\0\0\0WEBP", IMAGE),
        ("photo", b"\0\0\0\x18ftypheic", IMAGE),
        ("clip", b"\0\0\0\x18ftypisom", VIDEO),
        ("words", b"hello", VIDEO),
    ],
)
def test_a_file_belongs_where_its_name_or_its_content_says(
    tmp_path: Path, name: str, content: bytes, expected: Destination
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert destination_of(path) == expected
