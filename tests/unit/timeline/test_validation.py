# SPDX-License-Identifier: Apache-2.0
"""A timeline document is valid, or rejected with all of its problems."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.timeline.builders import a_clip, a_document, an_item, codes
from timeline.document.problems import pointer
from timeline.document.timeline import empty
from timeline.document.validation import parse


@pytest.mark.parametrize("document", [None, [], "text", 3])
def test_a_document_is_an_object(document: object) -> None:
    assert codes(document) == [("invalid_timeline", "")]


@pytest.mark.parametrize("version", [None, "create_video_v2", 1])
def test_another_version_is_refused(version: object) -> None:
    assert codes(a_document(version=version)) == [("invalid_timeline_version", "/version")]


def test_a_document_needs_a_version() -> None:
    assert codes({}) == [("invalid_timeline_version", "/version")]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("id", "", "invalid_clip_id"),
        ("id", "x" * 81, "invalid_clip_id"),
        ("id", 5, "invalid_clip_id"),
        ("uploadId", "1", "invalid_upload_id"),
        ("uploadId", 0, "invalid_upload_id"),
        ("uploadId", True, "invalid_upload_id"),
        ("startSeconds", -0.001, "invalid_seconds"),
        ("startSeconds", True, "invalid_seconds"),
        ("sourceStartSeconds", "0", "invalid_seconds"),
        ("sourceStartSeconds", None, "invalid_seconds"),
        ("sourceEndSeconds", float("nan"), "invalid_seconds"),
        ("sourceEndSeconds", float("inf"), "invalid_seconds"),
        ("sourceEndSeconds", 10**400, "invalid_seconds"),
        ("sourceEndSeconds", 0, "invalid_source_range"),
        ("audioEnabled", 1, "invalid_timeline"),
        ("boostDb", 4, "invalid_boost_db"),
        ("boostDb", False, "invalid_boost_db"),
        ("bgFillStyle", "glitter", "invalid_bg_fill"),
        ("bgFillBrightness", "dim9", "invalid_bg_fill"),
        ("bgFillBlur", "some", "invalid_bg_fill"),
        ("bgFillColor", "red", "invalid_bg_fill"),
        ("bgFillImageUploadId", "x", "invalid_bg_fill"),
        ("speedPct", 24, "invalid_speed"),
        ("speedPct", 401, "invalid_speed"),
        ("speedPct", "100", "invalid_speed"),
    ],
)
def test_a_bad_field_of_a_clip_has_its_own_code(field: str, value: object, code: str) -> None:
    document = a_document(a_clip(**{field: value}))

    assert codes(document) == [(code, f"/clips/0/{field}")]


@pytest.mark.parametrize(
    ("field", "value", "code", "where"),
    [
        ("playheadSeconds", "1", "invalid_seconds", "/playheadSeconds"),
        ("viewportEndSeconds", -1, "invalid_seconds", "/viewportEndSeconds"),
        ("guidelines", [1, "2"], "invalid_seconds", "/guidelines/1"),
        ("timelineBackgroundMode", "x", "invalid_background", "/timelineBackgroundMode"),
        ("timelineBackgroundColor", "#12", "invalid_background", "/timelineBackgroundColor"),
        ("output", {"fps": 30}, "invalid_output", "/output/fps"),
        ("output", {"fps": "29"}, "invalid_output", "/output/fps"),
        ("output", {"height": 700}, "invalid_output", "/output/height"),
        ("output", {"aspect": "2:1"}, "invalid_output", "/output/aspect"),
        ("output", {"quality": "best"}, "invalid_output", "/output/quality"),
        ("output", [], "invalid_output", "/output"),
        ("clips", {}, "invalid_timeline", "/clips"),
        ("clips", [3], "invalid_timeline", "/clips/0"),
        ("stills", "x", "invalid_timeline", "/stills"),
        ("later", float("nan"), "invalid_timeline", ""),
        ("later", "\ud800", "invalid_timeline", ""),
    ],
)
def test_a_bad_root_field_has_its_own_code(field: str, value: Any, code: str, where: str) -> None:
    assert codes(a_document(**{field: value})) == [(code, where)]


def test_all_problems_are_reported_at_once() -> None:
    document = a_document(
        a_clip("a", boostDb=1, speedPct=1),
        a_clip("b", startSeconds=0),
        a_clip("b", startSeconds=1),
        output={"fps": "7"},
    )

    assert codes(document) == [
        ("invalid_output", "/output/fps"),
        ("invalid_boost_db", "/clips/0/boostDb"),
        ("invalid_speed", "/clips/0/speedPct"),
        ("duplicate_clip_id", "/clips/2/id"),
        ("base_track_overlap", "/clips/2"),
    ]


def test_an_id_is_unique_over_all_tracks() -> None:
    document = a_document(a_clip("a"), logos=[an_item("logos", "a"), an_item("logos", "b", 2, 3)])

    assert codes(document) == [("duplicate_clip_id", "/logos/0/id")]


def test_a_timeline_has_at_most_500_clips() -> None:
    clips = [a_clip(f"c{number}", 0, 0.1) for number in range(501)]

    assert codes(a_document(*clips)) == [("too_many_clips", "/clips")]
    assert codes(a_document(*clips[:500])) == []


def test_clips_may_touch_but_not_overlap() -> None:
    first = a_clip("a", 0, 2, startSeconds=0)

    assert codes(a_document(first, a_clip("b", startSeconds=2))) == []
    assert codes(a_document(first, a_clip("b", startSeconds=1.999))) == []
    assert codes(a_document(first, a_clip("b", startSeconds=1.9989))) == [
        ("base_track_overlap", "/clips/1")
    ]


def test_an_overlap_with_an_earlier_long_clip_is_found() -> None:
    document = a_document(
        a_clip("long", 0, 60, startSeconds=0),
        a_clip("short", 0, 1, startSeconds=5),
        a_clip("late", 0, 1, startSeconds=30),
    )

    assert codes(document) == [
        ("base_track_overlap", "/clips/1"),
        ("base_track_overlap", "/clips/2"),
    ]


def test_a_faster_clip_fills_less_of_the_track() -> None:
    document = a_document(a_clip("a", 0, 2, speedPct=200), a_clip("b", startSeconds=1))

    assert codes(document) == []


def test_clips_after_twenty_minutes_are_removed_and_crossing_ones_shortened() -> None:
    timeline = parse(
        a_document(
            a_clip("cut", 10.5, 100, startSeconds=1199.25),
            a_clip("gone", startSeconds=1300),
        )
    )

    assert [clip.id for clip in timeline.clips] == ["cut"]
    assert timeline.clips[0].source_end_seconds == 11.25


def test_unknown_keys_and_numbers_survive_a_round_trip() -> None:
    document = a_document(
        a_clip("a", 0.1, 3.0, zoom={"x": [1, None]}, boost_db=5),
        a_clip("b", 1, 2, startSeconds=9, later=None),
        captions=[an_item("captions", "c", text="é")],
        output={"fps": "25", "codec": "av1"},
        theme={"deep": [1.50, "x"]},
        guidelines=[1, 2.0],
    )

    written = parse(document).to_document()

    assert document["theme"] == written["theme"]
    assert document["captions"][0].items() <= written["captions"][0].items()
    assert written["output"]["codec"] == "av1"
    for sent, stored in zip(document["clips"], written["clips"], strict=True):
        assert sent.items() <= stored.items()
    assert json.dumps(written["guidelines"]) == "[1, 2.0]"
    assert "startSeconds" not in written["clips"][0]
    assert parse(written).to_document() == written


def test_defaults_are_written_out() -> None:
    clip = parse(a_document(a_clip())).to_document()["clips"][0]

    assert clip["audioEnabled"] is True
    assert (clip["boostDb"], clip["speedPct"], clip["bgFillStyle"]) == (0, 100, "none")


def test_a_new_project_has_a_valid_empty_timeline() -> None:
    assert parse(empty().to_document()) == empty()


def test_numbers_read_as_decimals_are_accepted() -> None:
    document = a_document(a_clip("a", Decimal("0.1"), Decimal(2)))  # type: ignore[arg-type]

    assert parse(document).to_document()["clips"][0]["sourceStartSeconds"] == 0.1


def test_pointers_are_escaped() -> None:
    assert pointer("a/b", 0, "~") == "/a~1b/0/~0"
