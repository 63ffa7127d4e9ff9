# SPDX-License-Identifier: Apache-2.0
"""Interlaced video is shown without combs, each field at its moment where the rate allows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.hls.copying import why_encode_by_header
from media.timecode import DEFAULT_RATE, FrameRate
from tests.support.media.combing import combing
from tests.support.media.ffmpeg import probe_of
from tests.support.media.odd_sources import convert, in_export

TOP_FIRST = ("-x264-params", "tff=1")
KINDS = {
    "broadcast": (".ts", "tff", "-c:v", "mpeg2video", "-q:v", "2", "-flags", "+ilme+ildct"),
    "camcorder": (".mp4", "tff", "-c:v", "libx264", "-flags", "+ilme+ildct", *TOP_FIRST),
    "tape": (".avi", "bff", "-c:v", "dvvideo", "-pix_fmt", "yuv420p"),
    "editor": (".mov", "bff", "-c:v", "prores_ks", "-flags", "+ildct", "-top", "0"),
}
COMBED, CLEAN = 0.002, 0.0004


def moving(folder: Path, kind: str) -> Path:
    """Make a second of 576i in which a white box moves to the right with every field."""
    suffix, order, *codec = KINDS[kind]
    graph = (
        "color=black:s=720x576:r=50:d=1[b];color=white:s=120x300:r=50:d=1[w];"
        f"[b][w]overlay=x=n*8:y=130,interlace=scan={order}:lowpass=off,setdar=4/3"
    )
    field_order = {"tff": "tt", "bff": "bb"}[order]
    marks = ("-field_order", field_order, "-r", "25")
    return convert(folder / f"a{suffix}", *marks, *codec, inputs=[("-f", "lavfi", graph)])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rate", [DEFAULT_RATE, FrameRate(25, 1)], ids=str)
def test_exports_of_interlaced_video_have_no_combs(
    tmp_path: Path, kind: str, rate: FrameRate
) -> None:
    source = moving(tmp_path, kind)

    in_export(source, rate)

    assert max(combing(source)) > COMBED
    assert max(combing(source.with_name(f"{source.name}.mov"))) < CLEAN


@pytest.mark.parametrize("kind", KINDS)
def test_interlaced_video_is_never_copied_to_a_stream(tmp_path: Path, kind: str) -> None:
    probe = probe_of(moving(tmp_path, kind))

    assert probe.picture().fields in ("top", "bottom")
    assert why_encode_by_header(probe) is not None
