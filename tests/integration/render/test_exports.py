# SPDX-License-Identifier: Apache-2.0
"""Exports rendered by real nodes have the right source frame at every position."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from media.timecode import DEFAULT_RATE, FrameRate
from tests.support.media.barcode import read_barcodes
from tests.support.media.ffmpeg import packets_of, probe_of, run
from tests.support.media.video import make_video
from tests.support.render.cluster import RenderCluster
from tests.support.render.samples import OTHER, a_clip, an_export


def colour_at(path: Path, *, at: str, x: int, y: int) -> tuple[int, int, int]:
    """Return the colour of one pixel of the frame at a time."""
    take = ["ffmpeg", "-v", "error", "-y", "-ss", at, "-i", str(path), "-frames:v", "1"]
    raw = path.parent / "frame.raw"
    matrix = "scale=in_color_matrix=bt709:in_range=tv:out_range=pc"
    run([*take, "-vf", f"{matrix},format=rgb24", "-f", "rawvideo", str(raw)])
    video = probe_of(path).picture()
    pixels = np.fromfile(raw, dtype=np.uint8).reshape(video.height, video.width, 3)
    red, green, blue = (int(value) for value in pixels[y, x])
    return red, green, blue


def test_a_cut_with_a_gap_a_repeat_and_a_reorder_is_exact(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    first = cluster.source(1, make_video(tmp_path / "1.mp4", 4, "640x360", barcode_source_id=1))
    second = cluster.source(
        2, make_video(tmp_path / "2.mp4", 3, "640x360", "24", barcode_source_id=2)
    )
    clips = [
        a_clip(2, start=0, source=(1.1, 2.3)),
        a_clip(1, start=1.2, source=(0.5, 2.0)),
        a_clip(1, start=3.5, source=(0.5, 2.0)),
        a_clip(1, start=5.0, source=(0, 0.3), audioEnabled=False),
    ]

    render = cluster.ended(cluster.start(an_export(*clips, sources=(first, second))))
    again = cluster.ended(
        cluster.start(an_export(*clips, sources=(first, second), export_id=OTHER))
    )

    made = cluster.export_file(render)
    table = packets_of(made)
    assert table.video is not None and len(table.video.packets) == 159
    assert table.audio is not None and table.audio.end == DEFAULT_RATE.samples(159)
    codes = read_barcodes(made)
    assert [code and code[0] for code in codes[:36]] == [2] * 36
    assert codes[36:81] == [(1, n) for n in range(15, 60)]
    assert codes[81:105] == [None] * 24
    assert codes[105:150] == [(1, n) for n in range(15, 60)]
    assert codes[150:] == [(1, n) for n in range(9)]
    quiet = ["ffmpeg", "-v", "warning", "-xerror", "-i", str(made), "-f", "null", "-"]
    assert run(quiet).stderr == ""
    assert cluster.export_file(again).read_bytes() == made.read_bytes()
    assert len(cluster.jobs("chunk", "mix")) == again.reused
    assert render.export is not None and render.export.probe.frames == 159


@pytest.mark.parametrize("fps", ["24000/1001", "25", "60"])
def test_a_portrait_export_has_every_frame_at_each_rate(
    cluster: RenderCluster, tmp_path: Path, fps: str
) -> None:
    tall = make_video(tmp_path / "tall.mp4", 2, "360x640", fps, rotate=90, audio=None)
    upload = cluster.source(1, tall)
    rate = FrameRate.parse(fps)
    frames = rate.frame("1.5")

    render = cluster.ended(
        cluster.start(an_export(a_clip(start=0, source=(0, 1.5)), sources=(upload,), fps=fps))
    )

    made = cluster.export_file(render)
    table = packets_of(made)
    assert read_barcodes(made) == [(1, n) for n in range(frames)]
    assert table.audio is not None and table.audio.end == rate.samples(frames)
    picture = probe_of(made).picture()
    assert (picture.width, picture.height, picture.colour.space) == (360, 640, "bt709")


def test_clips_of_another_aspect_have_a_background(cluster: RenderCluster, tmp_path: Path) -> None:
    upload = cluster.source(1, make_video(tmp_path / "wide.mp4", 2, "640x360"))
    fills = [
        {"bgFillStyle": "color", "bgFillColor": "#d02020"},
        {"bgFillStyle": "blur", "bgFillBrightness": "neutral"},
        {},
    ]
    clips = [a_clip(start=i * 0.5, source=(0, 0.5), **fill) for i, fill in enumerate(fills)]

    render = cluster.ended(
        cluster.start(an_export(*clips, sources=(upload,), aspect="9:16", height=360))
    )

    made = cluster.export_file(render)
    red = colour_at(made, at="0.2", x=100, y=20)
    assert max(abs(a - b) for a, b in zip(red, (0xD0, 0x20, 0x20), strict=True)) <= 6
    assert sum(colour_at(made, at="0.7", x=100, y=20)) > 60
    assert max(colour_at(made, at="1.2", x=100, y=20)) <= 3
    size = probe_of(made).picture()
    assert (size.width, size.height) == (360, 640)
    area = (0, 640 // 2 - 202 // 2, 360, 202)
    assert read_barcodes(made, area=area) == [(1, n) for n in range(15)] * 3
