# SPDX-License-Identifier: Apache-2.0
"""A timeline may only use what its owner may use, and is only exported when it can be rendered."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.unit.timeline.builders import OWNER, a_clip, a_document, an_item, an_upload
from timeline.checking import upload_ids
from timeline.facts import UploadFacts
from timeline.rendered import UNRENDERED
from timeline.validation import check_export, check_uploads, parse


def refusals(*uploads: UploadFacts, for_export: bool = False, **clip: Any) -> list[str]:
    timeline = parse(a_document(a_clip(**clip)))
    known = {each.upload_id: each for each in uploads}
    found = check_uploads(timeline, known, for_export=for_export, owner_user_id=OWNER)
    return [problem.code for problem in found]


def unrendered(*clips: dict[str, Any], **fields: Any) -> list[tuple[str, str]]:
    found = check_export(parse(a_document(*clips, **fields)))
    return [(problem.code, problem.pointer) for problem in found]


@pytest.mark.parametrize(
    ("facts", "on_save", "on_export"),
    [
        ({}, [], []),
        ({"owner_user_id": None}, [], []),
        ({"owner_user_id": 8}, ["forbidden"], ["forbidden"]),
        ({"kind": "image"}, ["invalid_upload_kind"], ["invalid_upload_kind"]),
        ({"source_deleted": True}, ["source_deleted"], ["source_deleted"]),
        ({"state": "uploaded", "duration": None}, [], ["upload_not_ready"]),
        ({"state": "signed"}, ["invalid_upload_state"], ["upload_not_ready"]),
        ({"state": "rejected"}, ["invalid_upload_state"], ["upload_not_ready"]),
        ({"duration": Fraction(1, 2)}, ["invalid_source_range"], ["invalid_source_range"]),
    ],
)
def test_an_upload_is_refused_for_its_facts(
    facts: dict[str, Any], on_save: list[str], on_export: list[str]
) -> None:
    upload = an_upload(**facts)

    assert refusals(upload, start=0.5) == on_save
    assert refusals(upload, start=0.5, for_export=True) == on_export


def test_an_unknown_upload_is_named() -> None:
    assert refusals() == ["upload_not_found"]


def test_a_clip_may_end_behind_its_source() -> None:
    assert refusals(an_upload(duration=Fraction(1)), start=0.5, end=99) == []


def test_a_fill_image_has_to_be_an_image() -> None:
    fill = {"bgFillStyle": "image", "bgFillImageUploadId": 2}

    assert refusals(an_upload(), **fill) == ["upload_not_found"]
    assert refusals(an_upload(), an_upload(2), **fill) == ["invalid_upload_kind"]
    assert refusals(an_upload(), an_upload(2, kind="image"), **fill) == []


def test_an_image_nobody_shows_is_not_asked_about() -> None:
    document = a_document(a_clip(bgFillImageUploadId=2), timelineBackgroundUploadId=3)

    assert upload_ids(parse(document)) == (1,)


def test_an_empty_timeline_is_not_exported() -> None:
    assert unrendered() == [("empty_timeline", "/clips")]


def test_empty_tracks_do_not_hinder_an_export() -> None:
    assert unrendered(a_clip(), stills=[], captions=[], audioTrack=None) == []


@pytest.mark.parametrize("track", [each.track for each in UNRENDERED if not each.field])
def test_a_track_this_version_cannot_render_is_named(track: str) -> None:
    found = unrendered(a_clip("a", 0, 1), **{track: [an_item(track, start=3, end=4)]})

    assert found == [("not_rendered_yet", f"/{track}")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("speedPct", 50),
        ("bgFillStyle", "image"),
        ("transitionIn", {"kind": "fade"}),
    ],
)
def test_a_clip_this_version_cannot_render_is_named(field: str, value: object) -> None:
    found = unrendered(a_clip("a"), a_clip("b", **{field: value}))

    assert found == [("not_rendered_yet", f"/clips/1/{field}")]


def test_a_plain_cut_is_rendered() -> None:
    assert unrendered(a_clip(transitionIn={"kind": "cut"}, speedPct=100.0)) == []


def test_a_background_image_is_not_rendered_yet() -> None:
    found = unrendered(a_clip(), timelineBackgroundMode="image")

    assert found == [("not_rendered_yet", "/timelineBackgroundMode")]
