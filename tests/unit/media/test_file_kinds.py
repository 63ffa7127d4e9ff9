# SPDX-License-Identifier: Apache-2.0
"""Files that cannot be used are named, and their owner is told what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from media.errors import NotMedia, Truncated
from media.file_headers import Inspected
from media.file_kinds import OTHER_KINDS, TAKEN_KINDS, file_kind, not_media
from media.intake import read_source

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "source-files.md"
SUBRIP = b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHello\r\n"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04word", "a ZIP archive or an office document"),
        (b"\xef\xbb\xbf#EXTM3U\n", "a playlist"),
        (b"\xef\xbb\xbf" + SUBRIP, "a file of SubRip captions; upload the video, and add these"),
        (b" <svg>", "an SVG drawing; save it as PNG"),
        (b'<?xml version="1.0"?>\n<svg xmlns="a">', "an SVG drawing; save it as PNG"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "a WAV file, but it is damaged or not whole"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a WebP image, but it is damaged or not whole"),
        (b"FORM\0\0\0\x24AIFC", "an AIFF file, but it is damaged or not whole"),
        (b"\0\0\0\x18ftypqt  ", "a QuickTime file, but it is damaged or not whole"),
        (b"\0\0\0\x18ftypisom", "an MP4 file, but it is damaged or not whole"),
        (b"hello", "could not be read as a video, a sound or an image; save it"),
        (b"RIFF\x24\0\0\0MENU", "could not be read as a video, a sound or an image; save it"),
        (b"", "could not be read as a video, a sound or an image; save it"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_what_to_do(
    tmp_path: Path, content: bytes, name: str
) -> None:
    path = tmp_path / "upload"
    path.write_bytes(content)

    assert name in not_media(file_kind(path))


@pytest.mark.parametrize(("start", "kind"), [*OTHER_KINDS, *TAKEN_KINDS])
def test_every_kind_of_file_is_known_by_its_beginning_and_listed(
    tmp_path: Path, start: bytes, kind: object
) -> None:
    path = tmp_path / "upload"
    path.write_bytes(start + b"\0 more")

    found = file_kind(path)

    assert found == kind and found is not None
    assert not_media(found).startswith(f"this is {found.name}") and found.advice in not_media(found)
    assert f"| {found.name} |" in PAGE.read_text()


class CountedPath(type(Path())):  # type: ignore[misc] # the class of paths of this system
    """A path that counts how often its file is opened."""

    opened = 0

    def open(self, *arguments: Any, **options: Any) -> Any:
        type(self).opened += 1
        return super().open(*arguments, **options)


@pytest.mark.parametrize(
    ("begins", "error"), [(b"\0\0\0\x18ftypisom", Truncated), (b"%PDF-1.7", NotMedia)]
)
def test_the_head_of_a_refused_file_is_read_once(
    tmp_path: Path, begins: bytes, error: type[Exception]
) -> None:
    path = CountedPath(tmp_path / "refused")
    path.write_bytes(begins)
    CountedPath.opened = 0

    with pytest.raises(error, match="this is a"):
        read_source(path, inspect=lambda _: Inspected("", "moov atom not found", is_whole=False))

    assert CountedPath.opened == 1
