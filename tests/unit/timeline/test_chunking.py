# SPDX-License-Identifier: Apache-2.0
"""Chunk boundaries follow the content, so that an edit changes few chunks."""

from __future__ import annotations

import random
from typing import Any

from tests.unit.timeline.builders import a_clip, a_document, keys, missed, planned
from timeline.spec.render_plan import RenderPlan


def a_mixed_plan(seed: int, **output: Any) -> RenderPlan:
    chance = random.Random(seed)
    clips: list[dict[str, Any]] = []
    at = 0.0
    for number in range(40):
        length = chance.choice([0.05, 0.4, 1.3, 4.9, 5.1, 17.77])
        start = chance.uniform(0, 500)
        clips.append(a_clip(f"c{number}", start, start + length, startSeconds=at))
        at += length + chance.choice([0, 0, 0.3, 7])
    return planned(a_document(*clips, output=output))


def test_chunks_partition_the_export_exactly() -> None:
    for seed, fps in enumerate(("24000/1001", "25", "30", "60")):
        plan = a_mixed_plan(seed, fps=fps)
        starts = [chunk.start for chunk in plan.chunks]
        ends = [chunk.start + chunk.spec.n_frames for chunk in plan.chunks]

        assert [*starts, plan.n_frames] == [0, *ends]


def test_chunks_have_bounded_lengths_and_inputs() -> None:
    for seed in range(4):
        chunks = a_mixed_plan(seed).chunks

        assert max(chunk.spec.n_frames for chunk in chunks) < 30 + 150
        assert max(len(chunk.spec.segments) for chunk in chunks) <= 8


def test_a_long_clip_is_cut_at_the_nominal_length_from_its_own_start() -> None:
    plan = planned(a_document(a_clip("a", 0, 12.9)))

    assert [chunk.start for chunk in plan.chunks] == [0, 120, 240]
    assert [chunk.spec.segments[0].n_frames for chunk in plan.chunks] == [120, 120, 147]


def test_no_position_in_the_export_is_in_a_chunk() -> None:
    clip = a_clip("a", 10, 18, startSeconds=0)
    moved = a_clip("other", 10, 18, startSeconds=20)

    assert keys(planned(a_document(moved)))[-2:] == keys(planned(a_document(clip)))


def test_trimming_the_first_clip_by_a_frame_changes_few_chunks() -> None:
    ends = [30.5, 21.3, 40.2, 33.9, 25.7, 28.4]
    clips = [a_clip(f"c{n}", 20 * n, 20 * n + end) for n, end in enumerate(ends)]
    trimmed = [a_clip("c0", 0, 30.5 - 1 / 30), *clips[1:]]

    assert missed(planned(a_document(*clips)), planned(a_document(*trimmed))) <= 0.03


def test_inserting_a_short_clip_among_two_hundred_misses_few_frames() -> None:
    clips = [a_clip(f"c{n}", n, n + 0.4) for n in range(200)]
    before = planned(a_document(*clips))
    shares = []
    for at in range(0, 200, 10):
        edited = [*clips[:at], a_clip("new", 300, 300.4), *clips[at:]]
        shares.append(missed(before, planned(a_document(*edited))))

    assert sum(shares) / len(shares) <= 0.05


def test_splitting_a_clip_renders_nothing_again() -> None:
    whole = planned(a_document(a_clip("a", 1, 9)))
    split = planned(a_document(a_clip("a_a", 1, 4.2), a_clip("a_b", 4.2, 9)))

    assert keys(split) == keys(whole)
