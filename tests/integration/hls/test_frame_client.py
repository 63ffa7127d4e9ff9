# SPDX-License-Identifier: Apache-2.0
"""A frame of a segment is decoded in a confined child, few at once."""

from __future__ import annotations

import contextlib
import json
from fractions import Fraction
from pathlib import Path

import pytest

from chassis import health
from chassis.errors import ApiError
from services.hls.coordinator.clients.frames import FfmpegFrameClient
from services.hls.coordinator.domain.errors import FrameNotReadable
from tests.support.media.barcode import read_barcodes
from tests.support.media.ffmpeg import run
from tests.support.media.video import make_video

PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{video}\n#EXT-X-ENDLIST\n"
SCRIPT = "ffconcat version 1.0\nfile '{video}'\n"


@pytest.fixture
def client(tmp_path: Path) -> FfmpegFrameClient:
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    return FfmpegFrameClient({"SECRETS_DIR": str(secrets)}, tmp_path / "scratch")


def test_the_frame_at_a_moment_is_read_and_readyz_says_how_the_child_is_confined(
    client: FfmpegFrameClient, tmp_path: Path
) -> None:
    video = make_video(tmp_path / "video.mp4", 2, "640x360", "25")
    image = tmp_path / "frame.jpg"

    image.write_bytes(client.read_frame(video.read_bytes(), at=Fraction(30, 25)))

    assert read_barcodes(image) == [(1, 30)]
    assert list((tmp_path / "scratch").iterdir()) == []
    _, _, body = health.respond("/readyz", {})
    assert json.loads(body)["notes"]["children"]


def test_a_frame_of_a_transport_stream_is_read(client: FfmpegFrameClient, tmp_path: Path) -> None:
    video, segment = make_video(tmp_path / "video.mp4", 1, "320x180"), tmp_path / "segment.ts"
    run(["ffmpeg", "-v", "error", "-i", str(video), "-c", "copy", str(segment)])

    assert client.read_frame(segment.read_bytes(), at=Fraction(1, 2)).startswith(b"\xff\xd8")


@pytest.mark.parametrize("text", [PLAYLIST, SCRIPT])
def test_a_segment_that_names_another_video_is_not_followed(
    client: FfmpegFrameClient, tmp_path: Path, text: str
) -> None:
    video = make_video(tmp_path / "video.mp4", 1, "320x180")

    with pytest.raises(FrameNotReadable):
        client.read_frame(text.format(video=video).encode(), at=Fraction(0))


def test_a_request_beyond_those_that_are_answered_at_once_is_refused(
    client: FfmpegFrameClient,
) -> None:
    with contextlib.ExitStack() as others:
        for _ in range(2):
            others.enter_context(client.reading.taken())
        with pytest.raises(ApiError) as error:
            client.read_frame(b"", at=Fraction(0))

    assert error.value.response.code == "rate_limited"
    with pytest.raises(FrameNotReadable):
        client.read_frame(b"", at=Fraction(0))
