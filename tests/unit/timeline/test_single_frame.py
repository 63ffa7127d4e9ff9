# SPDX-License-Identifier: Apache-2.0
"""The spec of one frame shows what the chunk shows there."""

from __future__ import annotations

from typing import Any

from tests.support.render.samples import a_clip, a_source, an_export
from timeline.plan.planning import plan
from timeline.plan.single_frame import frame_spec
from timeline.spec.clip_segments import VideoSegment
from timeline.spec.frame import FrameSpec
from timeline.spec.render_plan import RenderBuild, RenderPlan
from timeline.spec.versions import MEZZANINE_RECIPE, RENDERER

BUILD = RenderBuild(RENDERER, "encoder", MEZZANINE_RECIPE)


def planned(*clips: dict[str, Any]) -> RenderPlan:
    sealed = an_export(*clips, sources=(a_source(), a_source(2))).timeline
    assert sealed is not None
    return plan(sealed, build=BUILD)


def test_each_frame_shows_its_frame_of_the_source() -> None:
    found = planned(a_clip(start=0, source=(1, 9)), a_clip(2, start=8, source=(2, 3)))

    shown = [frame_spec(found, frame).segments for frame in range(found.n_frames)]

    firsts = [one.in_frame for (one,) in shown if isinstance(one, VideoSegment)]
    assert firsts == [*range(30, 270), *range(60, 90)]
    assert all(one.n_frames == 1 for (one,) in shown)


def test_an_image_and_a_chunk_of_one_frame_have_different_keys() -> None:
    spec = frame_spec(planned(a_clip(start=0, source=(0, 1 / 30))), 0)
    (chunk,) = planned(a_clip(start=0, source=(0, 1 / 30))).chunks

    assert isinstance(spec, FrameSpec)
    assert spec.segments == chunk.spec.segments
    assert spec.key != chunk.spec.key


def test_an_edit_elsewhere_changes_no_key() -> None:
    before = planned(a_clip(start=0, source=(0, 2)), a_clip(start=2, source=(4, 6)))
    after = planned(a_clip(start=0, source=(1, 3)), a_clip(start=2, source=(4, 6)))

    assert frame_spec(before, 80).key == frame_spec(after, 80).key
    assert frame_spec(before, 10).key != frame_spec(after, 10).key
