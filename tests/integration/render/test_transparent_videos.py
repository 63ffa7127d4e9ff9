# SPDX-License-Identifier: Apache-2.0
"""What lies behind a transparent video is seen through it, as an overlay and as a clip."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import ffmpeg
import numpy as np
import pytest

from media.alpha import holds_alpha, straightened, with_alpha
from media.argv import command, output
from media.ingest import mezzanine_argv
from media.timecode import DEFAULT_RATE
from tests.support.media.ffmpeg import probe_of, run, source_of
from tests.support.media.odd_sources import convert
from tests.support.render.cluster import RenderCluster
from tests.support.render.pixels import frames_of
from tests.support.render.samples import a_clip, an_export
from timeline.document.timeline import Timeline
from timeline.plan.sealed import SealedTimeline

CODECS = {
    "webm-vp9": (".webm", "-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p", "-auto-alt-ref", "0"),
    "webm-vp8": (".webm", "-c:v", "libvpx", "-pix_fmt", "yuva420p", "-auto-alt-ref", "0"),
    "prores": (".mov", "-c:v", "prores_ks", "-profile:v", "4444", "-pix_fmt", "yuva444p10le"),
    "qtrle": (".mov", "-c:v", "qtrle"),
    "png": (".mov", "-c:v", "png"),
}
RED, BLUE = (255, 0, 0), (0, 0, 255)
CLEAR, HALF, OPAQUE = 80, 200, 280
"""Columns of the transparent video: what is behind it, a mixture, and red."""


def see_through(folder: Path, name: str) -> Path:
    """Make a red video of a second whose left half is clear and whose middle is half clear."""
    suffix, *codec = CODECS[name]
    alpha = "if(lt(X,160),0,if(lt(X,240),128,255))"
    drawn = f"color=red:s=320x180:r=30:d=1,format=rgba,geq=r=255:g=0:b=0:a='{alpha}'"
    return convert(folder / f"{name}{suffix}", *codec, inputs=[("-f", "lavfi", drawn)])


def plain(path: Path, colour: str) -> Path:
    """Make a video of one colour, of two seconds."""
    drawn = f"color={colour}:s=640x360:r=30:d=2"
    tags = ("-colorspace", "bt709", "-vf", "scale=out_color_matrix=bt709", "-pix_fmt", "yuv420p")
    return convert(path, *tags, inputs=[("-f", "lavfi", drawn)])


def is_near(pixel: np.ndarray, colour: tuple[int, ...], within: int = 14) -> bool:
    return bool(np.abs(pixel.astype(int) - colour).max() <= within)


@pytest.mark.parametrize("name", CODECS)
def test_a_mezzanine_keeps_the_alpha_of_a_video(tmp_path: Path, name: str) -> None:
    source = see_through(tmp_path, name)
    opened, target = source_of(source), tmp_path / "mezzanine.mov"
    run(mezzanine_argv(source, target, probe=opened.probe, rate=DEFAULT_RATE, height_class=1080))

    shown = straightened(with_alpha(ffmpeg.input(str(target))["v:0"])).filter("format", "rgba")
    raw = tmp_path / "raw"
    run(command(output(shown, path=str(raw), options={"f": "rawvideo"}), progress=False))
    frame = np.fromfile(raw, np.uint8).reshape(-1, 180, 320, 4)[15]

    assert holds_alpha(target)
    assert [abs(int(frame[90, x, 3]) - a) <= 3 for x, a in ((CLEAR, 0), (HALF, 128))] == [True] * 2
    assert frame[90, OPAQUE, 3] >= 252 and frame[90, OPAQUE, 0] >= 245


@pytest.mark.parametrize("suffix", [".webm", ".mov", ".mp4"])
def test_a_mezzanine_of_a_video_without_alpha_is_as_high_as_ever(
    tmp_path: Path, suffix: str
) -> None:
    codec = ("-c:v", "libvpx-vp9") if suffix == ".webm" else ("-c:v", "libx264")
    drawn = ("-f", "lavfi", "testsrc2=s=320x180:r=30:d=1")
    source = convert(tmp_path / f"a{suffix}", *codec, "-pix_fmt", "yuv420p", inputs=[drawn])
    target = tmp_path / "mezzanine.mov"
    run(
        mezzanine_argv(source, target, probe=probe_of(source), rate=DEFAULT_RATE, height_class=1080)
    )

    assert not holds_alpha(target)
    assert probe_of(target).picture().height == 180


def test_an_overlay_shows_the_clip_behind_it(cluster: RenderCluster, tmp_path: Path) -> None:
    names = ("webm-vp9", "prores", "qtrle", "png")
    base = cluster.source(1, plain(tmp_path / "base.mp4", "blue"))
    over = [cluster.source(n, see_through(tmp_path, name)) for n, name in enumerate(names, 2)]
    export = an_export(
        a_clip(start=0, source=(0, 2)), sources=(base, *over), height=360, quality="high"
    )
    assert export.timeline is not None
    overlays = [
        {
            "id": f"o{each.upload_id}",
            "uploadId": each.upload_id,
            "startSeconds": place / 2,
            "sourceStartSeconds": 0,
            "sourceEndSeconds": 0.5,
            "sizePctWidth": 100,
        }
        for place, each in enumerate(over)
    ]
    document = Timeline.model_validate(
        export.timeline.timeline.to_document() | {"videoOverlays": overlays}
    )

    sealed = SealedTimeline(document, export.timeline.uploads)
    render = cluster.ended(cluster.start(replace(export, timeline=sealed)))

    frames = frames_of(cluster.export_file(render), 640, 360)
    for place, name in enumerate(names):
        frame = frames[15 * place + 7]
        assert is_near(frame[180, 2 * CLEAR], BLUE), name
        assert is_near(frame[180, 2 * OPAQUE], RED), name
        assert is_near(frame[180, 2 * HALF], (127, 0, 127)), name


@pytest.mark.parametrize(("background", "half"), [((0, 0, 0), (128, 0, 0)), (BLUE, (127, 0, 127))])
def test_a_transparent_clip_is_shown_on_its_background(
    cluster: RenderCluster,
    tmp_path: Path,
    background: tuple[int, int, int],
    half: tuple[int, int, int],
) -> None:
    names = ("webm-vp9", "qtrle", "png")
    sources = tuple(
        cluster.source(n, see_through(tmp_path, name)) for n, name in enumerate(names, 1)
    )
    clips = [a_clip(each.upload_id, start=n, source=(0, 1)) for n, each in enumerate(sources)]
    export = an_export(*clips, sources=sources, height=360)
    assert export.timeline is not None
    color = {
        "timelineBackgroundMode": "color",
        "timelineBackgroundColor": f"#{bytes(background).hex()}",
    }
    document = Timeline.model_validate(export.timeline.timeline.to_document() | color)

    sealed = SealedTimeline(document, export.timeline.uploads)
    render = cluster.ended(cluster.start(replace(export, timeline=sealed)))

    frames = frames_of(cluster.export_file(render), 640, 360)
    for place, name in enumerate(names):
        frame = frames[30 * place + 15]
        assert is_near(frame[180, 2 * CLEAR], background), name
        assert is_near(frame[180, 2 * HALF], half), name
        assert is_near(frame[180, 2 * OPAQUE], RED), name
