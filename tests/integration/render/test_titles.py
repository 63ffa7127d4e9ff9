# SPDX-License-Identifier: Apache-2.0
"""Screen titles in exports rendered by real nodes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from services.render.contract.jobs import JobKind
from services.render.coordinator.domain.planned_jobs import RequestedExport
from services.render.coordinator.domain.render import RenderState
from tests.support.media.ffmpeg import run
from tests.support.render.cluster import RenderCluster
from tests.support.render.samples import EXPORT, OTHER, an_export
from timeline.document.timeline import Timeline
from timeline.plan.sealed import SealedTimeline

N_FRAMES, WIDTH, HEIGHT = 75, 640, 360
BACKGROUND, LETTERS = (0, 0, 128), (255, 255, 0)


def an_export_with(*titles: dict[str, Any], export_id: str = EXPORT) -> RequestedExport:
    document = {
        "version": "create_video_v1",
        "timelineBackgroundMode": "color",
        "timelineBackgroundColor": "#000080",
        "output": {"aspect": "16:9", "height": 360, "quality": "high"},
        "screenTitles": list(titles),
    }
    sealed = SealedTimeline(Timeline.model_validate(document), {})
    export = an_export(export_id=export_id)
    return RequestedExport(export.export_id, export.subject, is_cancelled=False, timeline=sealed)


def a_title(text: str, *, start: float = 0, until: float = 2, **style: Any) -> dict[str, Any]:
    preset = {"fontColor": "#ffff00", "shadowOpacityPct": 0, "fontSizePct": 8, "fade": "none"}
    return {
        "id": f"title-{text}",
        "startSeconds": start,
        "endSeconds": until,
        "text": text,
        "presetSnapshot": preset | style,
    }


def frames_of(path: Path) -> np.ndarray[Any, np.dtype[np.int16]]:
    raw = path.with_suffix(".rgb")
    matrix = "scale=in_color_matrix=bt709:in_range=tv:out_range=pc,format=rgb24"
    take = ["ffmpeg", "-v", "error", "-y", "-i", str(path), "-vf", matrix]
    run([*take, "-f", "rawvideo", str(raw)])
    return np.fromfile(raw, np.uint8).reshape(-1, HEIGHT, WIDTH, 3).astype(np.int16)


def test_a_title_is_drawn_where_and_when_the_timeline_says(cluster: RenderCluster) -> None:
    shown = a_title("HHH", position="bottom", alignment="left", fade="in")
    later = a_title("I", start=2, until=2.5, alignment="right", fade="out")
    render = cluster.ended(cluster.start(an_export_with(shown, later)))

    assert render.state is RenderState.COMPLETED, render.failure
    frames = frames_of(cluster.export_file(render))
    assert len(frames) == N_FRAMES
    yellow = np.abs(frames - np.array(LETTERS, np.int16)).max(axis=3) < 40
    rows, columns = np.nonzero(yellow[40])
    assert (rows > HEIGHT // 2).all() and (columns < WIDTH // 2).all()
    assert 30 <= columns.min() <= 42 and 18 <= np.ptp(rows) <= 24
    assert not yellow[:60, :, WIDTH // 2 :].any() and yellow[60, :, WIDTH // 2 :].any()
    assert not yellow[60:, HEIGHT // 2 :].any() and yellow[59, HEIGHT // 2 :].any()
    assert not yellow[2].any() and yellow[12].any()
    assert yellow[66, :, WIDTH // 2 :].any() and not yellow[73].any()
    assert np.abs(frames[40, :100] - BACKGROUND).max() <= 4


def test_a_text_is_drawn_once_for_all_exports_that_show_it(cluster: RenderCluster) -> None:
    first = cluster.ended(cluster.start(an_export_with(a_title("Once"))))
    second = cluster.ended(
        cluster.start(
            an_export_with(a_title("Once", until=1), a_title("New", start=1), export_id=OTHER)
        )
    )

    assert (first.state, second.state) == (RenderState.COMPLETED, RenderState.COMPLETED)
    assert len(cluster.jobs(JobKind.TEXT_IMAGE)) == 2


def test_a_character_that_no_font_has_fails_the_render_and_is_named(cluster: RenderCluster) -> None:
    render = cluster.ended(cluster.start(an_export_with(a_title("\U00012000"))))

    assert render.state is RenderState.FAILED
    assert render.failure is not None and render.failure.code == "text_not_drawable"
    assert "U+12000" in render.failure.reason
