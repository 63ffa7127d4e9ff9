# SPDX-License-Identifier: Apache-2.0
"""Times are rounded to frames, and the frame size follows from the settings and the clips."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from media.sizes import Size
from tests.unit.timeline.builders import a_clip, a_document, an_upload, sealed
from timeline.document.uploads import UploadDetails
from timeline.plan.frames import FrameTimeline, resolve
from timeline.plan.geometry import contain
from timeline.spec.crop import Rect


def resolved(
    *clips: dict[str, Any], uploads: tuple[UploadDetails, ...] = (), **output: Any
) -> FrameTimeline:
    source = sealed(a_document(*clips, output=output), uploads)
    return resolve(source.timeline, source.uploads)


def places(frames: FrameTimeline) -> list[tuple[int, int, int]]:
    return [(clip.start, clip.n_frames, clip.in_frame) for clip in frames.clips]


def test_lengths_are_counted_from_the_rounded_in_point() -> None:
    # At 24 fps 0.02 s is frame 0 and 0.5 s frame 12; the length alone would be 11.52 frames.
    assert places(resolved(a_clip("a", 0.02, 0.5), fps="24")) == [(0, 12, 0)]
    assert places(resolved(a_clip("a", 0.021, 0.48), fps="24")) == [(0, 11, 1)]
    assert places(resolved(a_clip("a", 1, 2), fps="24000/1001")) == [(0, 24, 24)]


def test_halves_are_rounded_up_without_float_error() -> None:
    # 0.35 s at 30 fps is exactly 10.5 frames; as a float it would be a little less.
    assert places(resolved(a_clip("a", 0.35, 1), fps="30")) == [(0, 19, 11)]


def test_a_clip_lasts_at_least_one_frame() -> None:
    assert places(resolved(a_clip("a", 1, 1.001)))[0][1] == 1


def test_clips_without_a_start_follow_one_another() -> None:
    assert places(resolved(a_clip("a", 0, 2), a_clip("b", 5, 6))) == [(0, 60, 0), (60, 30, 150)]


def test_items_within_a_millisecond_touch() -> None:
    first = a_clip("a", 0.02, 1.02, startSeconds=0)

    touching = resolved(first, a_clip("b", 0, 1, startSeconds=1.001), fps="24")
    apart = resolved(first, a_clip("b", 0, 1, startSeconds=1.0625), fps="24")

    assert [start for start, _, _ in places(touching)] == [0, 24]
    assert touching.gaps == ()
    assert [(gap.start, gap.n_frames) for gap in apart.gaps] == [(24, 2)]


def test_many_touching_clips_leave_no_gap_at_any_rate() -> None:
    clips = [a_clip(f"c{n}", 0.52 * n, 0.52 * n + 0.52, startSeconds=0.52 * n) for n in range(50)]

    for fps in ("24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"):
        assert resolved(*clips, fps=fps).gaps == ()


def test_a_clip_lengthened_by_rounding_moves_the_next_one() -> None:
    # 0.0166..1.0167 s becomes 31 frames, so the frame at which the next would start is taken.
    near = resolved(a_clip("a", 0.0166, 1.0167, startSeconds=0), a_clip("b", startSeconds=1.0045))

    assert [start for start, _, _ in places(near)] == [0, 31]


def test_order_is_by_time_and_gaps_are_filled() -> None:
    frames = resolved(a_clip("late", 0, 1, startSeconds=3), a_clip("early", 0, 1, startSeconds=1))

    assert [clip.clip.id for clip in frames.clips] == ["early", "late"]
    assert [(gap.start, gap.n_frames) for gap in frames.gaps] == [(0, 30), (60, 30)]
    assert frames.n_frames == 120


def test_a_clip_ends_with_its_source() -> None:
    short = an_upload(duration=Fraction(3, 2))

    frames = resolved(a_clip("a", 1, 2), a_clip("b", 0, 1, startSeconds=1), uploads=(short,))

    assert places(frames) == [(0, 15, 30), (15, 30, 0)]


def test_speed_changes_the_length_rounded_up() -> None:
    assert places(resolved(a_clip("a", 0, 1, speedPct=70)))[0][1] == 43
    assert places(resolved(a_clip("a", 0, 1, speedPct=400)))[0][1] == 8


def test_no_frame_is_after_twenty_minutes() -> None:
    assert resolved(a_clip("a", 0, 600), a_clip("b", 0, 600), a_clip("c", 0, 9)).n_frames == 36_000


@pytest.mark.parametrize(
    ("output", "sources", "size"),
    [
        ({}, [(1920, 1080)], (1920, 1080)),
        ({}, [(1080, 1920)], (1080, 1920)),
        ({}, [(500, 500)], (480, 480)),
        ({}, [(640, 360), (3840, 2160)], (1920, 1080)),
        ({}, [(200, 100)], (640, 360)),
        ({"height": 480}, [(1920, 1080)], (854, 480)),
        ({"height": 2160}, [(1920, 1080)], (3840, 2160)),
        ({"aspect": "9:16"}, [(1280, 720)], (720, 1280)),
        ({"aspect": "4:5", "height": 540}, [(1280, 720)], (540, 676)),
        ({"aspect": "1:1"}, [(1280, 720)], (720, 720)),
    ],
)
def test_the_frame_size_follows_from_settings_and_clips(
    output: dict[str, Any], sources: list[tuple[int, int]], size: tuple[int, int]
) -> None:
    uploads = tuple(
        an_upload(number, width=width, height=height)
        for number, (width, height) in enumerate(sources, start=1)
    )
    clips = [a_clip(f"c{each.upload_id}", uploadId=each.upload_id) for each in uploads]

    assert resolved(*clips, uploads=uploads, **output).size == Size(*size)


def test_the_frame_of_an_empty_timeline_is_portrait() -> None:
    assert resolved().size == Size(1080, 1920)


@pytest.mark.parametrize(
    ("picture", "frame", "rect"),
    [
        ((1920, 1080), (1920, 1080), (0, 0, 1920, 1080)),
        ((1280, 720), (1920, 1080), (0, 0, 1920, 1080)),
        ((1920, 1080), (1080, 1920), (0, 656, 1080, 608)),
        ((1080, 1920), (1920, 1080), (656, 0, 608, 1080)),
        ((641, 361), (854, 480), (2, 0, 852, 480)),
        ((5000, 10), (640, 360), (0, 180, 640, 2)),
    ],
)
def test_a_picture_is_contained_at_even_offsets(
    picture: tuple[int, int], frame: tuple[int, int], rect: tuple[int, int, int, int]
) -> None:
    assert contain(Size(*picture), frame=Size(*frame)) == Rect(*rect)
