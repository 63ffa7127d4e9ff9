# SPDX-License-Identifier: Apache-2.0
"""What another program has changed, and the timeline language does not have, is listed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.timeline.edit_values import SOURCE_SECONDS
from tests.support.timeline.interchange_files import clips_of, exact, read, seconds_of, written
from tests.unit.timeline.builders import a_clip, a_document, an_item
from timeline.document.validation import parse

Json = dict[str, Any]
BASE = "/tracks/children/0/children"


def document_of(*clips: Json, **fields: Any) -> Any:
    return written(parse(a_document(*clips, **fields)))


def losses_of(found: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.code, each.pointers) for each in found.losses]


def warp(clip: Json, scalar: object) -> None:
    clip["effects"] = [{"OTIO_SCHEMA": "LinearTimeWarp.1", "time_scalar": scalar}]


def without_metadata(file: Json) -> Json:
    """The file as another program would have made it, which names only the uploads."""
    file["metadata"] = {}
    for track in file["tracks"]["children"]:
        track["metadata"] = {}
        for each in track["children"]:
            each["metadata"] = {}
    return file


@pytest.mark.parametrize("value", [0.0, -125.0])
def test_a_clip_of_no_length_is_left_out_and_listed(value: float) -> None:
    file = document_of(a_clip("a", 1, 3), a_clip("b", 5, 6), output={"fps": "25"})
    clips_of(file)[0]["source_range"]["duration"]["value"] = value

    found = read(file)

    assert [each["id"] for each in found.document["clips"]] == ["b"]
    assert losses_of(found) == [("not_read", (f"{BASE}/0",))]


@pytest.mark.parametrize("is_ours", [True, False])
def test_a_clip_longer_than_its_upload_is_cut_and_the_next_keeps_its_place(is_ours: bool) -> None:
    file = document_of(a_clip("a", 1, 3), a_clip("b", 5, 6), output={"fps": "25"})
    clips_of(file)[0]["source_range"]["duration"]["value"] = 25.0 * 700

    found = read(file if is_ours else without_metadata(file))

    times = [seconds_of(each) for each in found.document["clips"]]
    assert times == [(0, 1, SOURCE_SECONDS), (700, 5, 6)]
    assert losses_of(found) == [("shortened", (f"{BASE}/0",))]


def test_a_fast_clip_is_cut_where_its_upload_ends() -> None:
    file = document_of(a_clip("a", 0, 4, speedPct=200), output={"fps": "25"})
    clips_of(file)[0]["source_range"]["duration"]["value"] = 25.0 * SOURCE_SECONDS

    found = read(file)

    assert seconds_of({"startSeconds": 0, **found.document["clips"][0]}) == (0, 0, SOURCE_SECONDS)
    assert losses_of(found) == [("shortened", (f"{BASE}/0",))]


def test_a_sound_longer_than_its_upload_is_cut_and_listed() -> None:
    narration = an_item("narration", "n", 1, 3, uploadId=61, sourceStartSeconds=2)
    file = document_of(a_clip("a", 0, 4), narration=[narration], output={"fps": "25"})
    number, track = next(
        (number, track)
        for number, track in enumerate(file["tracks"]["children"])
        if track["name"] == "Narration"
    )
    track["children"][1]["source_range"]["duration"]["value"] = 25.0 * 700

    found = read(file)

    assert found.document["narration"][0]["endSeconds"] == 1 + SOURCE_SECONDS - 2
    assert losses_of(found) == [("shortened", (f"/tracks/children/{number}/children/1",))]


def test_a_clip_that_was_longer_than_its_upload_before_comes_back_as_it_was() -> None:
    timeline = parse(a_document(a_clip("a", 0, SOURCE_SECONDS + 9)))

    found = read(written(timeline))

    assert exact(found.document) == exact(timeline.to_document())
    assert found.losses == ()


def test_what_lies_behind_the_longest_duration_is_left_out_and_listed() -> None:
    file = document_of(a_clip("a", 1, 3), a_clip("b", 5, 6), output={"fps": "25"})
    clips_of(file)[0]["source_range"]["duration"]["value"] = 100_000.0

    found = read(file)

    assert [each["id"] for each in found.document["clips"]] == ["a"]
    assert losses_of(found) == [("shortened", (f"{BASE}/0",)), ("not_read", (f"{BASE}/1",))]


def test_what_ends_after_the_longest_duration_is_cut_there_and_listed() -> None:
    file = document_of(a_clip("a", 0, 2), a_clip("b", 0, 4), output={"fps": "25"})
    gap = {"OTIO_SCHEMA": "Gap.1", "source_range": clips_of(file)[0]["source_range"]}
    gap = json.loads(json.dumps(gap))
    gap["source_range"]["duration"]["value"] = 25.0 * 1196
    file["tracks"]["children"][0]["children"].insert(1, gap)

    found = read(file)

    assert seconds_of(found.document["clips"][1]) == (1198, 0, 2)
    assert losses_of(found) == [("shortened", (f"{BASE}/2",))]


@pytest.mark.parametrize("is_ours", [True, False])
def test_a_clip_that_plays_backwards_is_left_out_and_listed(is_ours: bool) -> None:
    file = document_of(a_clip("a", 1, 3), a_clip("b", 5, 6), output={"fps": "25"})
    warp(clips_of(file)[0], -1.0)

    found = read(file if is_ours else without_metadata(file))

    assert [seconds_of(each) for each in found.document["clips"]] == [(2, 5, 6)]
    assert found.document["stills"] == []
    assert losses_of(found) == [("not_read", (f"{BASE}/0",))]


@pytest.mark.parametrize("is_ours", [True, False])
def test_a_clip_of_the_speed_0_is_a_freeze_frame(is_ours: bool) -> None:
    file = document_of(a_clip("a", 1, 3), a_clip("b", 5, 6), output={"fps": "25"})
    warp(clips_of(file)[0], 0)

    found = read(file if is_ours else without_metadata(file))

    [still] = found.document["stills"]
    assert (still["startSeconds"], still["endSeconds"]) == (0, 2)
    assert still["hold"] == {"uploadId": 1, "sourceSeconds": 1}
    assert [seconds_of(each) for each in found.document["clips"]] == [(2, 5, 6)]
    assert found.losses == ()


def test_a_clip_that_becomes_a_freeze_frame_keeps_its_transition_and_lists_what_it_lost() -> None:
    wipe = {"kind": "wipe", "durationSeconds": 1, "direction": "up"}
    file = document_of(a_clip("a", 0, 4), a_clip("b", 1, 5, transitionIn=wipe, boostDb=3))
    warp(clips_of(file)[1], 0)

    found = read(file)

    assert [(each["id"], each["transitionIn"]) for each in found.document["stills"]] == [
        ("b", wipe)
    ]
    assert losses_of(found) == [("not_read", (f"{BASE}/2",))]


@pytest.mark.parametrize("is_ours", [True, False])
@pytest.mark.parametrize(
    ("scalar", "where"),
    [
        (10.0, f"{BASE}/0"),
        (0.1, f"{BASE}/0"),
        (float("nan"), f"{BASE}/0/effects/0"),
        (1e308, f"{BASE}/0/effects/0"),
        ("fast", f"{BASE}/0/effects/0"),
    ],
)
def test_a_speed_that_the_language_does_not_have_is_listed(
    scalar: object, where: str, is_ours: bool
) -> None:
    file = document_of(a_clip("a", 1, 3), output={"fps": "25"})
    warp(clips_of(file)[0], scalar)

    found = read(file if is_ours else without_metadata(file))

    [clip] = found.document["clips"]
    assert (clip["sourceStartSeconds"], clip["sourceEndSeconds"]) == (1, 3)
    assert clip["speedPct"] == 100
    assert losses_of(found) == [("not_read", (where,))]


@pytest.mark.parametrize(("scalar", "count"), [(2.0, 1), (0.0, 0), (-1.0, 0)])
def test_an_overlay_has_no_speed(scalar: float, count: int) -> None:
    overlay = an_item("videoOverlays", "o", 0, 2, uploadId=2)
    file = document_of(a_clip("a", 0, 4), videoOverlays=[overlay], output={"fps": "25"})
    warp(clips_of(file, 1)[0], scalar)

    found = read(file)

    assert len(found.document["videoOverlays"]) == count
    assert losses_of(found) == [("not_read", ("/tracks/children/1/children/0",))]


def test_a_clip_that_begins_before_its_file_begins_with_it_and_is_listed() -> None:
    file = document_of(a_clip("a", 1, 3), output={"fps": "25"})
    clips_of(file)[0]["source_range"]["start_time"]["value"] = -50.0

    found = read(file)

    assert found.document["clips"][0]["sourceStartSeconds"] == 0
    assert losses_of(found) == [("not_read", (f"{BASE}/0",))]
