# SPDX-License-Identifier: Apache-2.0
"""Metadata of ours that somebody has changed are left out where they make no sense."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.timeline.interchange_files import read, written
from tests.unit.timeline.builders import a_clip, a_document
from timeline.document.validation import parse

Json = dict[str, Any]


def with_document(**members: Any) -> Any:
    """Return the file of a clip, with these members in the document of its metadata."""
    file = written(parse(a_document(a_clip("a", 0, 4))))
    own = file["metadata"]["reelmill"]
    own["document"] = json.dumps({**json.loads(own["document"]), **members})
    return file


@pytest.mark.parametrize(
    ("members", "place"),
    [
        ({"captions": [5]}, "/captions/0"),
        ({"visualizers": [None]}, "/visualizers/0"),
        ({"visualizers": [{"id": []}]}, "/visualizers/0/id"),
        ({"audioTrack": 7}, "/audioTrack"),
        ({"audioTrack": {"uploadId": "x"}}, "/audioSegments/0/uploadId"),
        ({"audioTrack": {}, "captions": [{"id": []}]}, "/captions/0/id"),
    ],
)
def test_what_is_no_item_is_left_out_and_listed(members: Json, place: str) -> None:
    found = read(with_document(**members))

    assert place in [where for each in found.losses for where in each.pointers]
    assert [each["id"] for each in found.document["clips"]] == ["a"]
    assert found.document["captions"] == found.document["visualizers"] == []


def test_a_freeze_frame_that_an_older_client_wrote_at_a_clip_is_a_still() -> None:
    file = written(parse(a_document(a_clip("a", 0, 4))))
    own = file["tracks"]["children"][0]["children"][0]["metadata"]["reelmill"]
    own["item"] = json.dumps({**json.loads(own["item"]), "freezeStartSeconds": 1})

    found = read(file)

    [still] = found.document["stills"]
    assert (still["id"], still["endSeconds"]) == ("a_freeze_start", 1)
    assert found.losses == ()


@pytest.mark.parametrize("before", [7, ["x"], [[], {}], [1], [None, 3]])
def test_a_transition_whose_frames_cannot_be_read_is_taken_from_the_file(before: Any) -> None:
    blend = {"kind": "wipe", "durationSeconds": 1, "direction": "up"}
    file = written(parse(a_document(a_clip("a", 0, 4), a_clip("b", 1, 5, transitionIn=blend))))
    clip = file["tracks"]["children"][0]["children"][2]
    clip["metadata"]["reelmill"]["transition"] = before

    assert read(file).document["clips"][1]["transitionIn"] == blend


def test_a_video_of_another_program_is_heard_where_one_of_its_audio_clips_is() -> None:
    file = written(parse(a_document(*(a_clip(f"{n}", 0, 2) for n in range(6)))))
    for track in file["tracks"]["children"]:
        track["metadata"] = {}
        for each in track["children"]:
            each["metadata"] = {}
    pictures, audio = (track["children"] for track in file["tracks"]["children"])
    pictures[1]["media_references"]["DEFAULT_MEDIA"]["target_url"] = "other.mp4"
    for number in (2, 4):
        audio[number].update(OTIO_SCHEMA="Gap.1")

    found = read(file, **{"other.mp4": 1}).document["clips"]

    assert [each["audioEnabled"] for each in found] == [True, False, False, True, False, True]
