# SPDX-License-Identifier: Apache-2.0
"""Files that are not taken are told what they are, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.accepted import (
    AUDIO_CODECS,
    UPLOAD_FORMATS,
    VIDEO_CODECS,
    is_audio_codec,
    not_media,
    unsupported_sound,
    unsupported_video,
)
from media.content_type import content_type

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "source-files.md"


def test_the_page_of_source_files_lists_every_format_and_codec() -> None:
    text = PAGE.read_text()
    assert not [
        name for name in (*UPLOAD_FORMATS, *VIDEO_CODECS, *AUDIO_CODECS) if f"`{name}`" not in text
    ]


@pytest.mark.parametrize("name", UPLOAD_FORMATS)
def test_every_format_has_a_content_type(name: str) -> None:
    kind = content_type(name, brand="", video_codec=None, audio_codec="aac")
    assert kind.partition("/")[0] in ("audio", "image")


def test_a_codec_that_is_not_taken_is_named_with_its_format() -> None:
    assert unsupported_video("flv", "screenpresso") == (
        "this is a FLV file with screenpresso video, which cannot be decoded;"
        " save it as MP4 with H.264"
    )
    assert "sound of an unknown codec" in unsupported_sound("avi", "unknown")
    assert is_audio_codec("pcm_s24le") and not is_audio_codec("apac")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7", "a PDF document"),
        (b"PK\x03\x04word", "a ZIP archive or an office document"),
        (b"Rar!\x1a", "a RAR archive"),
        (b"7z\xbc\xaf\x27", "a 7-Zip archive"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"8BPS", "a Photoshop document"),
        (b"II*\x00", "a TIFF or raw photograph"),
        (b"MM\x00*", "a TIFF or raw photograph"),
        (b"BM123", "a BMP image"),
        (b".RMF", "a RealMedia file"),
        (b"MThd", "a MIDI file"),
        (b"MZ\x90", "a Windows program"),
        (b"\x7fELF", "a Linux program"),
        (b"\xef\xbb\xbf#EXTM3U\n", "a playlist"),
        (b"ffconcat version 1.0", "a list that only names other files"),
        (b"<?xml version", "an XML document"),
        (b" <svg>", "an SVG drawing"),
        (b"<!DOCTYPE html>", "a web page"),
        (b"<html>", "a web page"),
        (b"hello", "could not be read"),
        (b"", "could not be read"),
    ],
)
def test_the_error_of_another_file_says_what_it_is(
    tmp_path: Path, content: bytes, name: str
) -> None:
    path = tmp_path / "upload"
    path.write_bytes(content)
    reason = not_media(path)
    assert name in reason and ";" in reason
