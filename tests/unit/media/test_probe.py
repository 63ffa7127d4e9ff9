# SPDX-License-Identifier: Apache-2.0
"""ffprobe's output is parsed, or rejected with a reason."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from media.errors import DurationUnknown, NotMedia, NoVideo
from media.probe import parse_probe

MP4 = "mov,mp4,m4a,3gp,3g2,mj2"


def picture(**changes: Any) -> dict[str, Any]:
    stream = {
        "index": 0,
        "codec_type": "video",
        "codec_name": "h264",
        "profile": "High",
        "level": 40,
        "width": 1920,
        "height": 1080,
        "pix_fmt": "yuv420p",
        "avg_frame_rate": "30000/1001",
        "duration": "10.010000",
        "nb_frames": "300",
    }
    return {**stream, **changes}


def audio_stream(**changes: Any) -> dict[str, Any]:
    stream = {
        "index": 1,
        "codec_type": "audio",
        "codec_name": "aac",
        "profile": "LC",
        "sample_rate": "44100",
        "channels": 1,
        "duration": "10.1",
    }
    return {**stream, **changes}


def answer(*streams: dict[str, Any], name: str = MP4, **form: Any) -> str:
    return json.dumps({"streams": streams, "format": {"format_name": name, **form}})


def test_an_ordinary_video_is_probed() -> None:
    probe = parse_probe(answer(picture(), audio_stream()))
    video = probe.picture()
    assert (probe.content_type, probe.kind, probe.has_audio) == ("video/mp4", "video", True)
    assert probe.duration == Fraction("10.01")
    assert (video.width, video.height, video.frames) == (1920, 1080, 300)
    assert video.frame_rate == Fraction(30000, 1001)
    assert probe.audio is not None and probe.audio.sample_rate == 44_100


@pytest.mark.parametrize(("stated", "rotation"), [(-90, 90), (90, 270), (180, 180), (-180, 180)])
def test_rotation_swaps_the_displayed_size(stated: int, rotation: int) -> None:
    video = parse_probe(answer(picture(side_data_list=[{"rotation": stated}]))).picture()
    assert video.rotation == rotation
    assert (video.width < video.height) == (rotation in (90, 270))


def test_pixel_aspect_widens_the_displayed_size() -> None:
    stream = picture(width=720, height=576, sample_aspect_ratio="64:45")
    video = parse_probe(answer(stream)).picture()
    assert (video.width, video.height) == (1024, 576)
    assert (video.coded_width, video.coded_height) == (720, 576)


def test_unknown_pixel_aspect_is_square() -> None:
    assert parse_probe(answer(picture(sample_aspect_ratio="0:1"))).picture().width == 1920


def test_hdr_is_recognised_by_its_transfer() -> None:
    assert parse_probe(answer(picture(color_transfer="arib-std-b67"))).picture().is_hdr
    assert not parse_probe(answer(picture(color_transfer="bt709"))).picture().is_hdr


def test_cover_art_is_not_a_video_stream() -> None:
    cover = picture(codec_name="mjpeg", disposition={"attached_pic": 1})
    probe = parse_probe(answer(audio_stream(index=0), cover, name="mp3"))
    assert (probe.content_type, probe.video) == ("audio/mpeg", None)
    with pytest.raises(NoVideo):
        probe.picture()


@pytest.mark.parametrize(
    ("name", "changes", "brand", "kind"),
    [
        (MP4, {}, "qt  ", "video/quicktime"),
        (MP4, {}, "isom", "video/mp4"),
        ("matroska,webm", {"codec_name": "vp9"}, "", "video/webm"),
        ("matroska,webm", {}, "", "video/x-matroska"),
        ("mpegts", {}, "", "video/mp2t"),
        ("png_pipe", {"codec_name": "png"}, "", "image/png"),
        ("jpeg_pipe", {"codec_name": "mjpeg"}, "", "image/jpeg"),
        ("webp_pipe", {"codec_name": "webp"}, "", "image/webp"),
        ("gif", {"codec_name": "gif"}, "", "image/gif"),
    ],
)
def test_content_types_follow_from_the_probe(
    name: str, changes: dict[str, str], brand: str, kind: str
) -> None:
    text = answer(picture(**changes), name=name, tags={"major_brand": brand})
    assert parse_probe(text).content_type == kind


def test_an_image_has_no_duration_and_no_video() -> None:
    probe = parse_probe(answer(picture(nb_frames="N/A"), name="png_pipe"))
    assert probe.duration is None and probe.video is not None
    with pytest.raises(NoVideo):
        probe.picture()


@pytest.mark.parametrize("text", ["", "{}", "[]", "not json", '{"streams": []}'])
def test_what_ffprobe_cannot_read_is_not_media(text: str) -> None:
    with pytest.raises(NotMedia) as caught:
        parse_probe(text)
    assert caught.value.code == "not_media"


def test_formats_outside_the_list_are_not_media() -> None:
    with pytest.raises(NotMedia, match="hls"):
        parse_probe(answer(picture(), name="hls"))


def test_a_file_that_states_no_duration_is_none_of_ours() -> None:
    stream = picture(duration="N/A", nb_frames="N/A")
    with pytest.raises(DurationUnknown):
        parse_probe(answer(stream, name="matroska,webm"))


def test_matroska_states_its_duration_in_a_tag() -> None:
    stream = picture(duration="N/A", tags={"DURATION": "00:01:02.500000000"})
    assert parse_probe(answer(stream, name="matroska,webm")).duration == Fraction("62.5")
