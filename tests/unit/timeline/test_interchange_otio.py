# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from typing import Any

import opentimelineio as otio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.timeline.generated_timelines import generated_timeline
from tests.support.timeline.interchange_files import clips_of, exact, read, seconds_of, written
from tests.unit.timeline.builders import a_clip, a_document, an_item
from timeline.document.problems import InvalidTimeline
from timeline.document.validation import parse

SEEDS = st.integers(0, 2**32)
EVERYTHING = [*HealthCheck]
Json = dict[str, Any]


def document_of(*clips: Json, **fields: Any) -> Any:
    return written(parse(a_document(*clips, **fields)))


@settings(max_examples=100, deadline=None, database=None, suppress_health_check=EVERYTHING)
@given(SEEDS)
def test_a_timeline_comes_back_from_otio_as_it_was(seed: int) -> None:
    timeline = generated_timeline(seed)

    found = read(written(timeline))

    assert exact(found.document) == exact(timeline.to_document())
    assert (found.losses, found.missing) == ((), ())


@settings(max_examples=40, deadline=None, database=None, suppress_health_check=EVERYTHING)
@given(SEEDS)
def test_a_timeline_comes_back_from_a_program_that_uses_the_library_of_otio(seed: int) -> None:
    timeline = generated_timeline(seed)
    opened = otio.adapters.read_from_string(json.dumps(written(timeline)), "otio_json")

    saved = json.loads(otio.adapters.write_to_string(opened, "otio_json"))

    assert exact(read(saved).document) == exact(timeline.to_document())


def test_the_library_of_otio_finds_each_clip_where_the_timeline_has_it() -> None:
    file = document_of(
        a_clip("a", 1, 3, startSeconds=1),
        a_clip("b", 0, 2, startSeconds=3, speedPct=200),
        videoOverlays=[an_item("videoOverlays", "o", 2, 4, uploadId=2)],
        output={"fps": "25"},
    )
    timeline = otio.adapters.read_from_string(json.dumps(file), "otio_json")

    found = [
        (
            clip.name,
            clip.range_in_parent().start_time.value,
            clip.source_range.start_time.value,
            clip.source_range.duration.value,
        )
        for clip in timeline.video_tracks()[0].find_clips()
    ]

    assert found == [("file 1.mp4", 25, 25, 50), ("file 1.mp4", 75, 0, 25)]
    assert [track.name for track in timeline.video_tracks()] == ["Base", "Video overlays"]
    assert timeline.video_tracks()[0].find_clips()[1].effects[0].time_scalar == 2


def test_a_clip_that_another_program_has_trimmed_has_its_new_times() -> None:
    file = document_of(a_clip("a", 0, 4, boostDb=3), a_clip("b", 0, 2), output={"fps": "25"})
    clips_of(file)[0]["source_range"]["start_time"]["value"] = 25.0
    clips_of(file)[0]["source_range"]["duration"]["value"] = 50.0

    found = read(file).document["clips"]

    assert [seconds_of(each) for each in found] == [(0, 1, 3), (2, 0, 2)]
    assert found[0]["boostDb"] == 3


def test_what_another_program_did_not_change_keeps_its_exact_times() -> None:
    file = document_of(a_clip("a", 0.013, 4.017), a_clip("b", 0.1, 2, startSeconds=4.1))
    clips_of(file)[0]["source_range"]["duration"]["value"] -= 30.0

    found = read(file).document["clips"]

    assert found[0]["sourceStartSeconds"] == 0.013
    assert (found[1]["sourceStartSeconds"], found[1]["sourceEndSeconds"]) == (0.1, 2)


def test_a_clip_that_was_split_is_two_clips_with_two_ids() -> None:
    file = document_of(a_clip("a", 0, 4, bgFillStyle="blur"), output={"fps": "25"})
    children = file["tracks"]["children"][0]["children"]
    second = json.loads(json.dumps(children[0]))
    children[0]["source_range"]["duration"]["value"] = 50.0
    second["source_range"]["start_time"]["value"] = 50.0
    second["source_range"]["duration"]["value"] = 50.0
    children.append(second)

    found = read(file).document["clips"]

    assert [each["id"] for each in found] == ["a", "a-2"]
    assert [seconds_of(each) for each in found] == [(0, 0, 2), (2, 2, 4)]
    assert [each["bgFillStyle"] for each in found] == ["blur", "blur"]


def test_a_clip_that_was_deleted_is_gone_and_the_others_stay_where_they_are() -> None:
    file = document_of(a_clip("a", 0, 4), a_clip("b", 0, 2), output={"fps": "25"})
    first = file["tracks"]["children"][0]["children"][0]
    first.update(OTIO_SCHEMA="Gap.1", metadata={})

    found = read(file).document["clips"]

    assert [(each["id"], each["startSeconds"]) for each in found] == [("b", 4)]


def test_a_transition_is_taken_from_the_file() -> None:
    blend = {"kind": "wipe", "durationSeconds": 1, "direction": "up"}
    file = document_of(a_clip("a", 0, 4), a_clip("b", 1, 5, transitionIn=blend))
    children = file["tracks"]["children"][0]["children"]
    [transition] = [each for each in children if each["OTIO_SCHEMA"] == "Transition.1"]
    transition["out_offset"]["value"] = 30.0
    longer = read(file).document["clips"][1]["transitionIn"]
    children.remove(transition)

    assert longer == {"kind": "wipe", "durationSeconds": 1.5, "direction": "up"}
    assert read(file).document["clips"][1]["transitionIn"] is None


def test_a_picture_is_silent_when_its_audio_clip_was_deleted() -> None:
    file = document_of(a_clip("a", 0, 4), a_clip("b", 0, 2))
    audio = file["tracks"]["children"][1]["children"]
    audio[0].update(OTIO_SCHEMA="Gap.1", metadata={})

    assert [each["audioEnabled"] for each in read(file).document["clips"]] == [False, True]


def test_a_clip_of_another_program_is_an_item_of_what_its_upload_is() -> None:
    file = document_of(a_clip("a", 0, 4), output={"fps": "25"})
    for track in file["tracks"]["children"]:
        track["metadata"] = {}
        for each in track["children"]:
            each["metadata"] = {}
            each["media_references"]["DEFAULT_MEDIA"]["metadata"] = {}
            each["name"] = "holiday"
    file["metadata"] = {}

    found = read(file, **{"file 1.mp4": 2}).document

    assert [each["uploadId"] for each in found["clips"]] == [2]
    assert [each["id"] for each in found["clips"]] == ["holiday"]
    assert found["output"]["fps"] == "25"


def test_a_clip_without_an_upload_waits_for_it_and_its_time_stays_empty() -> None:
    file = document_of(a_clip("a", 0, 4), a_clip("b", 0, 2), output={"fps": "25"})
    media = clips_of(file)[0]["media_references"]["DEFAULT_MEDIA"]
    media.update(target_url="file:///disk/A%20day.mov", name="", metadata={})

    found = read(file)
    chosen = read(file, **{"A day.mov": 3})

    [missing] = found.missing
    assert (missing.name, missing.pointers) == ("A day.mov", ("/tracks/children/0/children/0",))
    assert [(each["id"], each["startSeconds"]) for each in found.document["clips"]] == [("b", 4)]
    assert [each["uploadId"] for each in chosen.document["clips"]] == [3, 1]
    assert chosen.missing == ()


def test_an_upload_with_another_content_is_not_the_file() -> None:
    file = document_of(a_clip("a", 0, 4))
    clips_of(file)[0]["media_references"]["DEFAULT_MEDIA"]["metadata"]["reelmill"]["sha256"] = "0"

    assert [each.name for each in read(file).missing] == ["file 1.mp4"]


def test_what_the_language_does_not_have_is_left_out_and_listed() -> None:
    file = document_of(a_clip("a", 0, 4))
    clip = clips_of(file)[0]
    clip["effects"] = [{"OTIO_SCHEMA": "Effect.1", "effect_name": "Glow"}]
    clip["markers"] = [{"OTIO_SCHEMA": "Marker.2"}]
    stack = {"OTIO_SCHEMA": "Stack.1", "children": [json.loads(json.dumps(clip))]}
    file["tracks"]["children"][0]["children"].append(stack)

    found = read(file)

    places = [(each.code, each.pointers) for each in found.losses]
    assert places == [
        ("not_read", ("/tracks/children/0/children/0/effects/0",)),
        ("not_read", ("/tracks/children/0/children/0/markers/0",)),
        ("not_read", ("/tracks/children/0/children/1",)),
    ]
    assert len(found.document["clips"]) == 1


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", []),
        ("", {"OTIO_SCHEMA": "Clip.2"}),
        ("/tracks/children", {"a": 1}),
        ("/tracks/children/0", 7),
        ("/tracks/children/0/children/0/source_range/duration/rate", 0),
        ("/tracks/children/0/children/0/source_range/duration/value", "x"),
        ("/tracks/children/0/children/0/source_range/duration/value", 1e308),
        ("/tracks/children/0/children/0/source_range/start_time", [1]),
    ],
)
def test_a_file_that_is_no_timeline_is_answered_with_the_place(pointer: str, value: Any) -> None:
    file = document_of(a_clip("a", 0, 4))
    *steps, last = ["", *pointer.split("/")[1:]] if pointer else [""]
    owner: Any = {"": file}
    for step in steps:
        owner = owner[int(step) if isinstance(owner, list) else step]
    owner[int(last) if isinstance(owner, list) else last] = value
    changed = value if not pointer else file

    with pytest.raises(InvalidTimeline) as error:
        read(changed)

    assert [each.pointer for each in error.value.problems] == [pointer]


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        7,
        {"track": "clips", "index": 0, "item": "{", "frames": [0, 1, 0]},
        {"track": "clips", "index": 0, "item": '{"id":"a"}', "frames": [0, 1, 0]},
        {"track": ["clips"], "index": 0, "item": "[]", "frames": [0, 1, 0]},
        {"track": "clips", "index": True, "item": "{}", "frames": [0, -1, {}]},
        {"track": "clips", "index": 0, "item": "[" * 100_000, "frames": [0, 1, 0]},
        {"audioOf": []},
    ],
)
def test_metadata_that_make_no_sense_are_read_as_those_of_another_program(metadata: Any) -> None:
    file = document_of(a_clip("a", 0, 4))
    clips_of(file)[0]["metadata"] = {"reelmill": metadata}
    file["metadata"]["reelmill"]["document"] = {"output": {"fps": "1e999999"}}

    found = read(file).document["clips"]

    is_audio = isinstance(metadata, dict) and "audioOf" in metadata
    assert [each["uploadId"] for each in found] == ([] if is_audio else [1])
