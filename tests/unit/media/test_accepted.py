# SPDX-License-Identifier: Apache-2.0
"""The formats and codecs that are taken, and what is said of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.accepted import (
    AUDIO_CODECS,
    UPLOAD_FORMATS,
    VIDEO_CODECS,
    is_audio_codec,
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
