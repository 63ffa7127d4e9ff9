# SPDX-License-Identifier: Apache-2.0
"""The configuration of a draft: what may be saved, under which names, and what is reported."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from timeline.compile.config_reading import read_config, to_stored, with_stored_names
from timeline.compile.schema import config_schema

TEN = Fraction(10)


def codes(config: object, duration: Fraction | None = TEN) -> list[tuple[str, str]]:
    found = read_config(config, duration=duration)
    return [(problem.code, problem.pointer) for problem in found.problems]


def stored(config: object) -> dict[str, Any]:
    found = read_config(config, duration=TEN)
    assert found.problems == ()
    return to_stored(found.config)


def an_overlay(name: str = "a", start: float = 0, end: float = 1, **more: Any) -> dict[str, Any]:
    return {"id": name, "uploadId": 5, "startSeconds": start, "endSeconds": end, **more}


def with_ranges(*ranges: tuple[float, float]) -> dict[str, Any]:
    return {"edit": {"ranges": [{"start": start, "end": end} for start, end in ranges]}}


def with_overlays(*overlays: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"timeline": {"overlays": list(overlays)}, **more}


def test_an_unknown_key_that_is_spelled_almost_like_a_known_one_replaces_nothing() -> None:
    config = {"musicUploadId": 5, "music_upload_id": 6, "edit": {}, "intro": None}

    assert stored(config) == config


def test_an_unknown_key_is_stored_at_every_level() -> None:
    config = {"foo": "bar", "edit": {"ranges": [{"start": 0, "end": 1, "x": [1]}], "y": None}}

    assert stored(config) == config


def test_nothing_is_added_to_what_was_sent() -> None:
    assert stored({}) == {}
    assert stored({"intro": {"kind": "freeze_first_frame"}}) == {
        "intro": {"kind": "freeze_first_frame"}
    }


def test_every_key_may_be_null() -> None:
    keys = config_schema()["properties"]

    assert codes(dict.fromkeys(keys)) == []


@pytest.mark.parametrize("config", [None, [], "x", 1, True])
def test_a_configuration_is_an_object(config: object) -> None:
    assert codes(config) == [("invalid_config", "")]


def test_what_cannot_be_written_as_json_is_reported() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]

    assert codes({"x": deep}) == [("invalid_config", "")]
    assert codes({"x": float("nan")}) == [("invalid_config", "")]
    assert codes({"x": "\ud800"}) == [("invalid_config", "")]


def test_lists_under_their_other_names_are_stored_under_one() -> None:
    ranges, overlays = [{"start": 1, "end": 2}], [an_overlay()]
    config = {"editRanges": ranges, "overlayItems": overlays, "edit": {"other": 1, "ranges": []}}

    assert with_stored_names(config) == {
        "edit": {"other": 1, "ranges": ranges},
        "timeline": {"overlays": overlays},
    }
    assert codes({"editRanges": [{"start": 2, "end": 1}]}) == [
        ("invalid_edit_ranges", "/edit/ranges/0/end")
    ]


def test_times_are_rounded_to_tenths_and_ranges_are_sorted() -> None:
    assert stored(with_ranges((4.25, 5.04), (0.04, 0.96))) == with_ranges((0, 1), (4.3, 5))


@pytest.mark.parametrize(
    ("config", "code", "pointer"),
    [
        ({"name": "x" * 256}, "invalid_name", "/name"),
        ({"name": 5}, "invalid_name", "/name"),
        ({"defaultStoryText": "x" * 2001}, "invalid_story", "/defaultStoryText"),
        ({"screenTitleText": "x" * 1001}, "invalid_screen_title", "/screenTitleText"),
        ({"screenTitleText": "\n" * 30}, "invalid_screen_title", "/screenTitleText"),
        ({"musicUploadId": 0}, "invalid_upload_id", "/musicUploadId"),
        ({"musicUploadId": True}, "invalid_upload_id", "/musicUploadId"),
        ({"logoUploadId": "5"}, "invalid_upload_id", "/logoUploadId"),
        ({"lowerThirdUploadId": 1e308}, "invalid_upload_id", "/lowerThirdUploadId"),
        ({"audioConfigId": -1}, "invalid_audio_config_id", "/audioConfigId"),
        ({"logoConfigId": {}}, "invalid_logo_config_id", "/logoConfigId"),
        ({"lowerThirdConfigId": 2**63}, "invalid_lower_third_config_id", "/lowerThirdConfigId"),
        ({"screenTitlePresetId": ""}, "invalid_screen_title_preset_id", "/screenTitlePresetId"),
        ({"edit": []}, "invalid_edit_ranges", "/edit"),
        ({"edit": {"ranges": {}}}, "invalid_edit_ranges", "/edit/ranges"),
        (with_ranges((1, 1.04)), "invalid_edit_ranges", "/edit/ranges/0/end"),
        (with_ranges((9, 11)), "invalid_edit_ranges", "/edit/ranges/0/end"),
        (with_ranges((0, 3601)), "invalid_edit_ranges", "/edit/ranges/0/end"),
        (with_ranges((1, 3), (0, 1.1)), "overlapping_edit_ranges", "/edit/ranges/0/start"),
        ({"edit": {"trimStartSeconds": -1}}, "invalid_edit_trim", "/edit/trimStartSeconds"),
        ({"edit": {"trimStartSeconds": 10}}, "invalid_edit_trim", "/edit/trimStartSeconds"),
        ({"edit": {"trimEndSeconds": 0}}, "invalid_edit_trim", "/edit/trimEndSeconds"),
        ({"edit": {"trimEndSeconds": 10.1}}, "invalid_edit_trim", "/edit/trimEndSeconds"),
        ({"intro": "x"}, "invalid_intro", "/intro"),
        ({"intro": {"kind": "fade"}}, "invalid_intro", "/intro"),
        ({"intro": {"kind": "title_image"}}, "invalid_title_upload_id", "/intro/uploadId"),
        (
            {"intro": {"kind": "title_image", "uploadId": 3, "holdSeconds": 1}},
            "invalid_intro_hold",
            "/intro/holdSeconds",
        ),
        (
            {"intro": {"kind": "freeze_first_frame", "seconds": 1}},
            "invalid_intro_seconds",
            "/intro/seconds",
        ),
        (
            {"intro": {"kind": "freeze_first_frame", "seconds": True}},
            "invalid_intro_seconds",
            "/intro/seconds",
        ),
        ({"timeline": 5}, "invalid_overlay", "/timeline"),
        ({"timeline": {"overlays": "x"}}, "invalid_overlay", "/timeline/overlays"),
        (with_overlays(an_overlay("")), "invalid_overlay_id", "/timeline/overlays/0/id"),
        (
            with_overlays(an_overlay(), an_overlay(start=2, end=3)),
            "invalid_overlay_id",
            "/timeline/overlays/1/id",
        ),
        (
            with_overlays(an_overlay(kind="video")),
            "invalid_overlay_kind",
            "/timeline/overlays/0/kind",
        ),
        (
            with_overlays(an_overlay(track="B")),
            "invalid_overlay_track",
            "/timeline/overlays/0/track",
        ),
        (
            with_overlays(an_overlay(uploadId=None)),
            "invalid_overlay_upload",
            "/timeline/overlays/0/uploadId",
        ),
        (
            with_overlays(an_overlay(start=1, end=1)),
            "invalid_overlay_window",
            "/timeline/overlays/0/endSeconds",
        ),
        (
            with_overlays(an_overlay(end=10.1)),
            "invalid_overlay_window",
            "/timeline/overlays/0/endSeconds",
        ),
        (
            with_overlays(an_overlay("a", 2, 4), an_overlay("b", 0, 2.1)),
            "overlay_overlap",
            "/timeline/overlays/0/startSeconds",
        ),
    ],
)
def test_what_is_wrong_is_reported_with_its_place(
    config: dict[str, Any], code: str, pointer: str
) -> None:
    assert codes(config) == [(code, pointer)]


def test_overlays_are_compared_with_the_edited_video() -> None:
    overlays = with_overlays(an_overlay(start=3, end=4))

    assert codes({**overlays, **with_ranges((0, 2), (6, 8))}) == []
    assert codes({**overlays, **with_ranges((0, 2), (6, 7.8))}) == [
        ("invalid_overlay_window", "/timeline/overlays/0/endSeconds")
    ]


def test_without_a_duration_no_time_is_compared_with_the_video() -> None:
    assert codes({**with_ranges((0, 3600)), **with_overlays(an_overlay(end=99))}, None) == []


def test_the_duration_of_a_video_is_compared_on_the_grid() -> None:
    assert codes(with_ranges((0, 9.98)), Fraction("9.967")) == []


def test_there_are_at_most_21_ranges_and_20_overlays() -> None:
    ranges = [(index / 10, (index + 1) / 10) for index in range(22)]
    overlays = [an_overlay(str(index), index / 10, (index + 1) / 10) for index in range(21)]

    assert codes({**with_ranges(*ranges), **with_overlays(*overlays)}) == [
        ("too_many_edit_ranges", "/edit/ranges"),
        ("too_many_overlays", "/timeline/overlays"),
    ]
    assert codes({**with_ranges(*ranges[:21]), **with_overlays(*overlays[:20])}) == []


def test_a_problem_leaves_out_only_its_own_part() -> None:
    found = read_config({"name": 5, "logoUploadId": 3, "foo": 1, **with_ranges((2, 1))})

    assert len(found.problems) == 2
    assert to_stored(found.config) == {"logoUploadId": 3, "foo": 1}


def test_overlays_always_cover_the_frame_and_are_opaque() -> None:
    config = with_overlays(an_overlay(fit="contain", opacityPct=50))

    assert stored(config) == with_overlays(an_overlay(fit="cover", opacityPct=100))


def test_the_schema_accepts_what_the_reader_accepts() -> None:
    validator = Draft202012Validator(config_schema())
    config = {
        "foo": "bar",
        **with_ranges((0, 1)),
        **with_overlays(an_overlay()),
        "intro": {"kind": "title_image", "uploadId": 3, "holdSeconds": 0},
        "musicUploadId": None,
    }

    Draft202012Validator.check_schema(config_schema())
    assert validator.is_valid(config)
    assert not validator.is_valid({"intro": {"kind": "title_image"}})
    assert not validator.is_valid(with_ranges(*[(0.0, 1.0)] * 22))
    assert not validator.is_valid({"name": 5})


def test_every_property_of_the_schema_has_a_title_and_a_description() -> None:
    schema = config_schema()
    bare = {
        key
        for part in (schema, *schema["$defs"].values())
        for key, value in part["properties"].items()
        if not (value["title"] and value["description"].endswith("."))
    }

    assert bare == set()
