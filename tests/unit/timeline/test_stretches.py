# SPDX-License-Identifier: Apache-2.0
"""Stretches divide a source on a fixed grid, and frames are found in them."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from media.timecode import LISTED_RATES, FrameRange, FrameRate
from timeline.spec.stretches import (
    all_stretches,
    stretch_count,
    stretch_key,
    stretch_length,
    stretch_parts,
)

RATE = FrameRate(30)


def ranges(source_frames: int, rate: FrameRate = RATE) -> list[tuple[int, int]]:
    found = all_stretches(source_frames, rate=rate)
    return [(each.frames.start, each.frames.end) for each in found]


def parts(start: int, end: int, source_frames: int = 1000) -> list[tuple[int, int, int]]:
    shown = FrameRange(start, end)
    found = stretch_parts("m", shown, source_frames=source_frames, rate=RATE)
    return [(each.stretch.index, each.frames.start, each.frames.end) for each in found]


@pytest.mark.parametrize("rate", LISTED_RATES, ids=str)
def test_a_stretch_lasts_ten_seconds_of_whole_groups_of_pictures(rate: FrameRate) -> None:
    assert abs(stretch_length(rate) / rate.fps - 10) < 0.02
    assert stretch_length(rate) % rate.keyframe_interval == 0


@pytest.mark.parametrize("frames", [1, 29, 30, 299, 300, 301, 329, 330, 600, 18_000, 648_001])
@pytest.mark.parametrize("rate", LISTED_RATES, ids=str)
def test_each_frame_of_a_source_is_in_one_stretch(frames: int, rate: FrameRate) -> None:
    found = ranges(frames, rate)
    assert found[0][0] == 0 and found[-1][1] == frames
    assert all(before[1] == after[0] for before, after in pairwise(found))
    assert len(found) == stretch_count(frames, rate=rate)


def test_a_rest_below_one_second_joins_the_stretch_before() -> None:
    assert ranges(629) == [(0, 300), (300, 629)]
    assert ranges(630) == [(0, 300), (300, 600), (600, 630)]
    assert ranges(7) == [(0, 7)]


def test_a_longer_source_has_the_same_grid() -> None:
    assert ranges(18_000)[:3] == ranges(900)


def test_a_cut_needs_the_stretches_that_it_touches() -> None:
    assert parts(0, 300) == [(0, 0, 300)]
    assert parts(299, 301) == [(0, 299, 300), (1, 0, 1)]
    assert parts(300, 301) == [(1, 0, 1)]
    assert parts(10, 990) == [(0, 10, 300), (1, 0, 300), (2, 0, 300), (3, 0, 90)]


def test_frames_of_a_rest_are_in_the_stretch_that_it_joined() -> None:
    assert parts(590, 620, 620) == [(1, 290, 320)]
    assert parts(610, 620, 620) == [(1, 310, 320)]


def test_behind_the_end_the_last_frame_is_shown() -> None:
    assert parts(900, 1200) == [(3, 0, 100)]
    assert parts(5000, 5100) == [(3, 99, 100)]
    assert parts(620, 900, 620) == [(1, 319, 320)]


def test_any_cut_reads_each_of_its_frames_once() -> None:
    rng = random.Random(12)
    for _ in range(500):
        frames, rate = rng.randint(1, 5000), rng.choice(LISTED_RATES)
        start = rng.randrange(frames)
        shown = FrameRange(start, rng.randint(start + 1, frames))
        found = stretch_parts("m", shown, source_frames=frames, rate=rate)
        read = [each.stretch.frames.start + n for each in found for n in each.frames]
        assert read == list(shown)
        assert all(each.frames.end <= len(each.stretch.frames) for each in found)


def test_keys_tell_sources_and_stretches_apart() -> None:
    keys = {stretch_key(source, index) for source in "ab" for index in range(50)}
    assert len(keys) == 100 and stretch_key("a", 1) == stretch_key("a", 1)
