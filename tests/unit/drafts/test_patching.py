# SPDX-License-Identifier: Apache-2.0
"""Timelines saved by JSON Patch and by JSON Merge Patch."""

from __future__ import annotations

import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.support.drafts.world import (
    PROJECTS,
    DraftsWorld,
    Json,
    new_clip,
    new_timeline,
)

JSON_PATCH, MERGE_PATCH = "application/json-patch+json", "application/merge-patch+json"


def patch(
    world: DraftsWorld, project_id: int, body: Any, *, kind: str = JSON_PATCH, if_match: str = ""
) -> TestResponse:
    path = f"{PROJECTS}/{project_id}/timeline"
    sent = {"Content-Type": kind, **({"If-Match": if_match} if if_match else {})}
    return world.request("PATCH", path, data=json.dumps(body), headers=sent)


def replace_end(seconds: object) -> Json:
    return {"op": "replace", "path": "/clips/0/sourceEndSeconds", "value": seconds}


def error_of(answer: TestResponse) -> tuple[int, str, list[str]]:
    errors = answer.json.get("errors", [])
    return answer.status_code, answer.json["error"], [one["pointer"] for one in errors]


def test_a_json_patch_changes_what_it_names(world: DraftsWorld) -> None:
    project_id = world.create_with_clips(new_clip("a"), new_clip("b"))
    operations = [
        {"op": "test", "path": "/clips/0/id", "value": "a"},
        replace_end(4.5),
        {"op": "add", "path": "/clips/-", "value": new_clip("c")},
        {"op": "remove", "path": "/clips/1"},
        {"op": "add", "path": "/note", "value": None, "comment": "ignored by RFC 6902"},
    ]

    answer = patch(world, project_id, operations, if_match='"2"')

    timeline = answer.json["project"]["timeline"]
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"3"')
    assert [clip["id"] for clip in timeline["clips"]] == ["a", "c"]
    assert (timeline["clips"][0]["sourceEndSeconds"], timeline["note"]) == (4.5, None)


def test_a_patch_of_the_same_uploads_does_not_ask_the_library(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    world.library.requests.clear()

    answer = patch(world, project_id, [replace_end(3)])

    assert (answer.status_code, world.library.requests) == (200, [])


def test_a_patch_of_other_uploads_asks_the_library_once(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    world.library.requests.clear()
    added = {"op": "add", "path": "/clips/-", "value": {**new_clip("b"), "uploadId": 2}}

    answer = patch(world, project_id, [added])

    assert (answer.status_code, world.library.requests) == (200, [[1, 2]])


def test_a_merge_patch_sets_and_removes_members(world: DraftsWorld) -> None:
    project_id = world.create()
    world.save(project_id, new_timeline(new_clip(), note={"a": 1, "b": 2}, gone=True))

    body = {"note": {"a": None, "c": 3}, "gone": None}
    answer = patch(world, project_id, body, kind=MERGE_PATCH, if_match='"2"')

    timeline = answer.json["project"]["timeline"]
    assert (answer.status_code, timeline["note"]) == (200, {"b": 2, "c": 3})
    assert "gone" not in timeline
    assert len(timeline["clips"]) == 1


def test_the_current_project_is_patched_too(world: DraftsWorld) -> None:
    world.create_with_clips()

    answer = world.request(
        "PATCH",
        "/api/create-video/project",
        data=json.dumps([replace_end(3)]),
        headers={"Content-Type": JSON_PATCH},
    )

    assert answer.json["project"]["timeline"]["clips"][0]["sourceEndSeconds"] == 3


def test_a_stale_patch_is_refused_with_the_current_project(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()

    answer = patch(world, project_id, [replace_end(3)], if_match='"1"')

    assert error_of(answer)[:2] == (412, "stale_revision")
    assert answer.json["project"]["revision"] == 2


def test_a_patch_without_a_revision_is_applied_to_what_another_save_left(
    world: DraftsWorld,
) -> None:
    project_id = world.create_with_clips()
    others = [new_timeline(new_clip(), note="another save")]

    def save_between() -> None:
        if others:
            world.save(project_id, others.pop())

    world.library.on_request = save_between
    added = {"op": "add", "path": "/clips/-", "value": {**new_clip("b"), "uploadId": 2}}

    answer = patch(world, project_id, [added])

    timeline = answer.json["project"]["timeline"]
    assert (answer.status_code, timeline["note"]) == (200, "another save")
    assert [clip["id"] for clip in timeline["clips"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("operation", "pointer"),
    [
        ({"op": "remove", "path": "/clips/7"}, "/1"),
        ({"op": "test", "path": "/clips/0/id", "value": "z"}, "/1"),
        ({"op": "replace", "path": "/none/deeper", "value": 1}, "/1"),
        ({"op": "add", "path": "no pointer", "value": 1}, "/1"),
        ({"op": "add", "path": "/clips/0"}, "/1"),
        ({"op": "move", "path": "/a"}, "/1"),
        ({"op": "copy", "path": "/a", "from": "/none"}, "/1"),
        ({"op": "move", "path": "/clips/0/x", "from": "/clips"}, "/1"),
    ],
)
def test_an_operation_that_fails_changes_nothing(
    world: DraftsWorld, operation: Json, pointer: str
) -> None:
    project_id = world.create_with_clips()

    answer = patch(world, project_id, [replace_end(3), operation])

    assert error_of(answer) == (422, "patch_not_applicable", [pointer])
    project = world.request("GET", f"{PROJECTS}/{project_id}").json["project"]
    assert (project["revision"], project["timeline"]["clips"][0]["sourceEndSeconds"]) == (2, 2)


def test_a_patch_cannot_copy_without_bounds(world: DraftsWorld) -> None:
    project_id = world.create()
    world.save(project_id, new_timeline(note=["x" * 1000]))
    doubling = [{"op": "copy", "from": "/note", "path": "/note/-"} for _ in range(40)]

    answer = patch(world, project_id, doubling)

    assert error_of(answer)[:2] == (422, "patch_not_applicable")


@pytest.mark.parametrize("kind", [JSON_PATCH, MERGE_PATCH])
def test_a_patch_may_not_make_a_document_too_large(world: DraftsWorld, kind: str) -> None:
    project_id, text = world.create(), "x" * 300_000
    world.save(project_id, new_timeline(note=text))

    added = [{"op": "add", "path": "/more", "value": text}]
    answer = patch(world, project_id, added if kind == JSON_PATCH else {"more": text}, kind=kind)

    assert error_of(answer)[:2] == (413, "timeline_too_large")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (JSON_PATCH, {}),
        (JSON_PATCH, [1]),
        (JSON_PATCH, [{"op": "swap", "path": "/a"}]),
        (JSON_PATCH, [{"op": "test", "path": 5}]),
        (MERGE_PATCH, []),
        (MERGE_PATCH, "text"),
    ],
)
def test_what_is_no_patch_is_refused(world: DraftsWorld, kind: str, body: Any) -> None:
    answer = patch(world, world.create(), body, kind=kind)

    assert error_of(answer)[:2] == (400, "invalid_body")


def test_a_patch_that_makes_an_invalid_timeline_is_refused(world: DraftsWorld) -> None:
    answer = patch(world, world.create_with_clips(), [replace_end(-1)])

    assert answer.status_code == 400
    assert error_of(answer)[2] == ["/timeline/clips/0/sourceEndSeconds"]
