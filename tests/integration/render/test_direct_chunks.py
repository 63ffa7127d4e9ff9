# SPDX-License-Identifier: Apache-2.0
"""A cut that is read from its source looks as one that is read from stretches of a mezzanine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from services.render.offline.bootstrap import LocalRenderer
from services.render.offline.rendering import RenderedExport
from tests.support.media.barcode import displayed_size, read_barcodes
from tests.support.media.odd_sources import convert
from tests.support.media.video import make_video
from tests.support.render.pixels import frames_of
from tests.support.render.samples import a_clip
from timeline.document.timeline import Timeline
from timeline.plan.sealed import SealedTimeline

SECONDS = 17
CUT, LONGER_CUT = (12.5, 14.5), (11.5, 16.5)
"""Of the stretch from 10 to 17 s, the first leaves five seconds unused and the second does not."""

WITHOUT_STRETCHES = 3
"""A chunk, the mix and the concatenation."""

SOURCES = {
    "long groups of pictures": (".mp4", ("-x264-params", "keyint=240:scenecut=0:bframes=2")),
    "open groups of pictures in MPEG-TS": (
        ".ts",
        ("-x264-params", "keyint=60:open-gop=1:bframes=3"),
    ),
    "one key frame": (".mkv", ("-x264-params", "keyint=infinite:scenecut=0")),
    "interlaced": (".mp4", ("-flags", "+ildct+ilme", "-x264-params", "tff=1:keyint=50")),
}


def export(folder: Path, source: Path, cut: tuple[float, float]) -> tuple[Path, RenderedExport]:
    """Export a cut out of a source, with the cache of a folder."""
    renderer, target = LocalRenderer(folder / "cache", slots=1), folder / f"{cut[0]}.mp4"
    document = {
        "version": "create_video_v1",
        "clips": [a_clip(start=0, source=cut)],
        "output": {"height": 360},
        "timelineBackgroundMode": "color",
        "timelineBackgroundColor": "#2040c0",
    }
    timeline = Timeline.model_validate(document)
    uploads = renderer.ingest(timeline, {1: source})
    return target, renderer.render(SealedTimeline(timeline, uploads), target)


def psnr(one: Path, other: Path) -> float:
    """Compare the frames of two exports, in dB."""
    error = (pixels(one).astype(np.float32) - pixels(other)) ** 2
    return float(10 * np.log10(255**2 / max(1e-9, float(error.mean()))))


def pixels(export: Path) -> np.ndarray:
    """Return every tenth frame of an export."""
    return frames_of(export, *displayed_size(export))[::10]


def both_ways(folder: Path, source: Path) -> tuple[Path, Path]:
    """Export the cut from the source itself, and from the stretches that a longer export made."""
    (folder / "direct").mkdir()
    (folder / "stretches").mkdir()
    direct, rendered = export(folder / "direct", source, CUT)
    assert rendered.run == WITHOUT_STRETCHES
    export(folder / "stretches", source, LONGER_CUT)
    stretched, rendered = export(folder / "stretches", source, CUT)
    assert rendered.reused >= 1
    return direct, stretched


@pytest.mark.parametrize("name", SOURCES)
def test_a_cut_read_from_its_source_shows_the_same_frames(tmp_path: Path, name: str) -> None:
    suffix, extra = SOURCES[name]
    path = tmp_path / f"source{suffix}"
    source = make_video(path, SECONDS, "320x180", audio=None, extra=extra)

    direct, stretched = both_ways(tmp_path, source)

    assert read_barcodes(direct) == [(1, n) for n in range(375, 435)]
    assert read_barcodes(stretched) == read_barcodes(direct)
    assert psnr(direct, stretched) >= 35


def test_a_transparent_cut_shows_its_background_both_ways(tmp_path: Path) -> None:
    alpha = "if(lt(X,60),0,if(lt(X,110),128,255))"
    drawn = f"testsrc2=s=160x90:r=30:d={SECONDS},format=rgba,"
    drawn += f"geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='{alpha}'"
    source = convert(tmp_path / "clear.mov", "-c:v", "qtrle", inputs=[("-f", "lavfi", drawn)])

    direct, stretched = both_ways(tmp_path, source)

    assert len(pixels(direct)) == 6
    assert psnr(direct, stretched) >= 33
