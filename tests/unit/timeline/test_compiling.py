# SPDX-License-Identifier: Apache-2.0
"""The timeline of a draft: where each field of its configuration goes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.unit.timeline.builders import an_upload
from tests.unit.timeline.draft_builders import EVERYTHING, VIDEO, a_preset, timeline_of
from timeline.compile.compiling import (
    changes_nothing,
    compile_draft,
    produce_problems,
)
from timeline.compile.config_reading import read_config
from timeline.compile.presets import (
    AudioPreset,
    LogoPreset,
    LowerThirdPreset,
    ScreenTitlePreset,
)
from timeline.compile.snapshots import PresetSnapshots
from timeline.document.uploads import UploadDetails
from timeline.plan.evaluating import evaluate


def test_an_empty_draft_is_the_whole_video() -> None:
    found = timeline_of({})

    (clip,) = found.clips
    assert (clip.start_seconds, clip.source_start_seconds, clip.source_end_seconds) == (0, 0, 10)
    assert found.output.fps == "30"
    assert not [track for track, items in found.tracks() if items and track != "clips"]


def test_ranges_are_laid_end_to_end_after_the_intro() -> None:
    found = timeline_of(EVERYTHING)

    assert [
        (each.start_seconds, each.source_start_seconds, each.source_end_seconds)
        for each in found.clips
    ] == [(2, 1, 4), (5, 6, 9)]


def test_the_older_trims_are_a_single_range() -> None:
    (clip,) = timeline_of({"edit": {"trimStartSeconds": 1, "trimEndSeconds": 8.5}}).clips
    (from_start,) = timeline_of({"edit": {"trimEndSeconds": 8.5}}).clips

    assert (clip.source_start_seconds, clip.source_end_seconds) == (1, 8.5)
    assert (from_start.source_start_seconds, from_start.source_end_seconds) == (0, 8.5)


def test_an_end_that_was_rounded_up_ends_with_the_video() -> None:
    video = an_upload(1, duration=Fraction("9.967"))
    config = {"edit": {"ranges": [{"start": 5, "end": 9.967}]}}

    (clip,) = timeline_of(config, video=video).clips
    assert clip.source_end_seconds == 9.967


def test_the_first_frame_of_the_edited_video_is_frozen() -> None:
    (still,) = timeline_of(EVERYTHING).stills

    assert still.hold is not None
    assert (still.hold.upload_id, still.hold.source_seconds) == (1, 1)
    assert (still.start_seconds, still.end_seconds) == (0, 2)
    assert still.source_clip_id == "video-1"


@pytest.mark.parametrize(("hold", "seconds"), [(0, 0.1), (2, 2), (5, 5)])
def test_a_title_image_comes_before_the_video(hold: int, seconds: float) -> None:
    config = {"intro": {"kind": "title_image", "uploadId": 6, "holdSeconds": hold}}
    found = timeline_of(config)

    (still,) = found.stills
    assert (still.upload_id, still.end_seconds, still.fit) == (6, seconds, "cover")
    assert found.clips[0].start_seconds == seconds


def test_overlays_count_from_the_start_of_the_edited_video_and_cover_it() -> None:
    (graphic,) = timeline_of(EVERYTHING).graphics

    assert (graphic.upload_id, graphic.start_seconds, graphic.end_seconds) == (5, 3, 5)
    assert (graphic.fit_mode, graphic.is_below_texts) == ("cover_full", True)


def test_overlays_lie_below_logos_lower_thirds_and_titles() -> None:
    uploads = [VIDEO, an_upload(2, kind="audio")]
    uploads += [an_upload(each, kind="image", width=1920, height=1080) for each in (3, 4, 5)]
    evaluated = evaluate(timeline_of(EVERYTHING), {each.upload_id: each for each in uploads})

    assert [each.track for each in evaluated.layers] == [
        "graphics",
        "screenTitles",
        "lowerThirds",
        "logos",
    ]


def test_a_logo_is_the_standard_watermark_throughout() -> None:
    (logo,) = timeline_of(EVERYTHING).logos

    assert (logo.start_seconds, logo.end_seconds) == (0, 8)
    assert (logo.position, logo.size_pct_width, logo.opacity_pct) == ("bottom_right", 15, 35)
    assert (logo.inset_x_px, logo.inset_y_px) == (192, 108)


@pytest.mark.parametrize(
    ("rule", "seconds", "times"),
    [
        ("entire", None, (0, 8)),
        ("start_after", 3, (3, 8)),
        ("first_only", 3, (0, 3)),
        ("last_only", 3, (5, 8)),
        ("last_only", 60, (0, 8)),
    ],
)
def test_a_logo_is_shown_when_its_preset_says(
    rule: str, seconds: int | None, times: tuple[int, int]
) -> None:
    preset = LogoPreset.model_validate({"timingRule": rule, "timingSeconds": seconds})
    (logo,) = timeline_of(EVERYTHING, logo=preset).logos

    assert (logo.start_seconds, logo.end_seconds) == times


def test_a_logo_without_time_is_left_out() -> None:
    preset = a_preset(LogoPreset, timing_rule="start_after", timing_seconds=8)

    assert timeline_of(EVERYTHING, logo=preset).logos == ()


def test_the_distance_of_a_logo_is_a_part_of_the_axis() -> None:
    portrait = an_upload(1, duration=Fraction(10), width=1080, height=1920)
    preset = a_preset(
        LogoPreset, position="top_center", inset_x_preset=None, inset_y_preset="large"
    )
    (logo,) = timeline_of(EVERYTHING, video=portrait, logo=preset).logos

    assert (logo.inset_x_px, logo.inset_y_px) == (0, 269)


def test_a_lower_third_begins_with_the_edited_video_and_has_its_preset() -> None:
    preset = a_preset(LowerThirdPreset, name="Name", timing_seconds=5, inset_y_preset="small")
    (item,) = timeline_of(EVERYTHING, lower_third=preset).lower_thirds

    assert (item.start_seconds, item.end_seconds, item.config_id) == (2, 8, 9)
    assert item.config_snapshot.timing_seconds == 5
    assert item.config_snapshot.inset_y_preset == "small"
    assert (item.config_snapshot.id, item.config_snapshot.name) == (9, "Name")


def test_a_screen_title_is_as_long_as_its_preset_says() -> None:
    preset = a_preset(ScreenTitlePreset, name="Big", timing_seconds=3, font_size_pct=8)
    (item,) = timeline_of(EVERYTHING, screen_title=preset).screen_titles
    entire = a_preset(ScreenTitlePreset, name="Big", timing_rule="entire")
    (throughout,) = timeline_of(EVERYTHING, screen_title=entire).screen_titles

    assert (item.text, item.start_seconds, item.end_seconds) == ("Hello", 0, 3)
    assert item.preset_snapshot is not None
    assert (item.preset_id, item.preset_snapshot.font_size_pct) == (9, 8)
    assert throughout.end_seconds == 8


def test_music_is_mixed_at_18_db_below_by_default() -> None:
    (item,) = timeline_of(EVERYTHING).audio_segments

    assert (item.music_mode, item.gain_db, item.program_gain_db) == ("mix", -18, 0)
    assert (item.start_seconds, item.end_seconds) == (0, 8)
    assert item.fade_in_seconds is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"mode": "replace"}, {"music_mode": "replace", "program_gain_db": None}),
        ({"video_gain_db": -6}, {"program_gain_db": -6}),
        ({"music_gain_db": -3}, {"gain_db": -3}),
        (
            {"ducking_mode": "rolling", "ducking_amount_db": 9, "ducking_gate": "strict"},
            {
                "music_mode": "mix_duck",
                "ducking_shape": "rolling",
                "ducking_amount_db": 9,
                "ducking_gate": "strict",
            },
        ),
        (
            {"ducking_mode": "abrupt", "opener_cut_fade_before_seconds": None},
            {"music_mode": "mix_duck", "ducking_shape": "abrupt"},
        ),
        (
            {"ducking_mode": "abrupt", "opener_cut_fade_after_seconds": 2},
            {
                "music_mode": "opener_cutoff",
                "opener_fade_before_seconds": 0.5,
                "opener_fade_after_seconds": 2,
            },
        ),
        ({"mode": "replace", "ducking_mode": "abrupt"}, {"music_mode": "replace"}),
        ({"audio_duration_seconds": 3}, {"end_seconds": 3}),
        ({"audio_fade_enabled": False}, {"fade_in_seconds": 0, "fade_out_seconds": 0}),
    ],
)
def test_music_is_mixed_as_its_preset_says(
    fields: dict[str, Any], expected: dict[str, Any]
) -> None:
    (item,) = timeline_of(EVERYTHING, audio=a_preset(AudioPreset, **fields)).audio_segments

    assert item.audio_config_id == 9
    assert {name: getattr(item, name) for name in expected} == expected


def test_a_production_has_the_listed_frame_rate_nearest_to_its_video() -> None:
    video = an_upload(1, duration=Fraction(10), fps=Fraction(30000, 1001))

    assert timeline_of({}, video=video).output.fps == "30000/1001"
    assert timeline_of({}, video=an_upload(1, duration=Fraction(10), fps=None)).output.fps == "30"


def test_rounding_to_frames_adds_no_frame_after_the_video() -> None:
    video = an_upload(1, duration=Fraction(10), fps=Fraction(24))
    ranges = [{"start": each, "end": each + 0.3} for each in range(10)]
    config = {"edit": {"ranges": ranges}, "logoUploadId": 3}
    logo = an_upload(3, kind="logo")

    frames = evaluate(timeline_of(config, video=video), {1: video, 3: logo}).frames
    assert frames.gaps == ()


@pytest.mark.parametrize(
    ("config", "is_unchanged"),
    [
        ({}, True),
        ({"name": "x", "defaultStoryText": "y", "foo": 1}, True),
        ({"screenTitleText": "  "}, True),
        ({"logoConfigId": 3, "audioConfigId": 4}, True),
        ({"edit": {"ranges": [{"start": 0, "end": 10}]}}, True),
        ({"edit": {"ranges": []}, "timeline": {"overlays": []}}, True),
        ({"edit": {"ranges": [{"start": 0, "end": 5}, {"start": 5, "end": 10}]}}, False),
        ({"edit": {"ranges": [{"start": 0.1, "end": 10}]}}, False),
        *(({key: EVERYTHING[key]}, False) for key in EVERYTHING),
    ],
)
def test_a_draft_without_a_visible_change_is_recognised(
    config: dict[str, Any], is_unchanged: bool
) -> None:
    assert changes_nothing(read_config(config).config, video=VIDEO) is is_unchanged


def test_what_may_be_saved_but_not_produced_is_reported() -> None:
    def codes(config: dict[str, Any], video: UploadDetails = VIDEO) -> list[tuple[str, str]]:
        read = read_config(config, duration=video.duration).config
        found = compile_draft(read, video=video, presets=PresetSnapshots())
        return [(each.code, each.pointer) for each in produce_problems(read, compiled=found)]

    long = an_upload(1, duration=Fraction(3000))
    assert codes(EVERYTHING) == [("missing_screen_title_preset", "/screenTitlePresetId")]
    assert codes({**EVERYTHING, "screenTitlePresetId": 4}) == []
    assert codes({"logoUploadId": 1}, long) == [("edited_video_too_long", "/edit")]
    assert codes({"edit": {"ranges": [{"start": 1800, "end": 3000}]}}, long) == []
