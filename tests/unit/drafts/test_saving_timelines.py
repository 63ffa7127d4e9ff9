# SPDX-License-Identifier: Apache-2.0
"""Timelines over REST: saved, refused, and validated with the uploads of the library."""

from __future__ import annotations

from typing import Any

import pytest

from reelmill.library.v1 import events_pb2
from tests.support.drafts.world import (
    ADMIN,
    PROJECTS,
    STRANGER,
    DraftsWorld,
    new_clip,
    new_timeline,
    upload_message,
)


def test_a_saved_timeline_is_normalised_and_has_a_revision(world: DraftsWorld) -> None:
    project_id = world.create()

    answer = world.save(project_id, new_timeline(new_clip(), ofNewerClients={"x": "é"}))

    project = answer.json["project"]
    assert (answer.status_code, answer.headers["ETag"], project["revision"]) == (200, '"2"', 2)
    assert project["timeline"]["clips"][0]["boostDb"] == 0
    assert project["timeline"]["ofNewerClients"] == {"x": "é"}
    assert world.request("GET", f"{PROJECTS}/{project_id}").json["project"] == project


def test_a_stale_save_is_refused_with_the_current_project(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()

    answer = world.save(project_id, new_timeline(), headers={"If-Match": '"1"'})

    assert (answer.status_code, answer.json["error"]) == (412, "stale_revision")
    assert answer.headers["ETag"] == '"2"'
    assert answer.json["project"]["revision"] == 2
    assert len(answer.json["project"]["timeline"]["clips"]) == 1


@pytest.mark.parametrize(
    ("if_match", "status"),
    [('"2"', 200), ('"1", "2"', 200), ("*", 200), ('W/"2"', 412), ("rubbish", 412), ('"3"', 412)],
)
def test_if_match_names_the_expected_revisions(
    world: DraftsWorld, if_match: str, status: int
) -> None:
    project_id = world.create_with_clips()

    answer = world.save(project_id, new_timeline(new_clip("b")), headers={"If-Match": if_match})

    assert answer.status_code == status


def test_a_save_with_the_same_uploads_is_an_update_without_asking_the_library(
    world: DraftsWorld,
) -> None:
    project_id = world.create_with_clips()
    world.library.requests.clear()
    timeline = new_timeline(new_clip(end=3), new_clip("b"))

    with world.statements() as statements:
        answer = world.save(project_id, timeline, headers={"If-Match": '"2"'})

    assert (answer.status_code, world.library.requests) == (200, [])
    assert [one.split()[0] for one in statements] == ["BEGIN", "UPDATE", "INSERT"]


def test_a_save_without_asking_the_library_is_validated_all_the_same(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()

    answer = world.save(project_id, new_timeline(new_clip(start=10, end=11)))

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_source_range")
    project = world.request("GET", f"{PROJECTS}/{project_id}").json["project"]
    assert project["revision"] == 2
    assert project["timeline"]["clips"][0]["sourceStartSeconds"] == 0


def test_the_library_is_asked_at_each_save_while_an_upload_is_not_ready(world: DraftsWorld) -> None:
    world.library.put_upload(1, state="uploaded", probe=None)
    project_id = world.create_with_clips()
    world.library.requests.clear()

    world.save(project_id, new_timeline(new_clip(end=3)))

    assert world.library.requests == [[1]]


@pytest.mark.parametrize(
    ("topic", "kind"),
    [
        ("library.upload.source_deleted.v1", events_pb2.UploadSourceDeleted),
        ("library.upload.deleted.v1", events_pb2.UploadDeleted),
    ],
)
@pytest.mark.parametrize("owner", [7, 0])
def test_the_library_is_asked_again_after_an_upload_was_deleted(
    world: DraftsWorld, topic: str, kind: Any, owner: int
) -> None:
    project_id = world.create_with_clips()
    world.library.requests.clear()
    world.receive(topic, kind(upload=upload_message(11, owner_user_id=owner)))
    world.save(project_id, new_timeline(new_clip(end=3)))
    before = list(world.library.requests)

    world.receive(topic, kind(upload=upload_message(1, owner_user_id=owner)))
    world.save(project_id, new_timeline(new_clip(end=4)))

    assert (before, world.library.requests) == ([], [[1]])


@pytest.mark.parametrize(("change", "requests"), [("audio_track", 1), ("texts", 0)])
def test_the_library_is_asked_again_after_another_sound_was_chosen(
    world: DraftsWorld, change: str, requests: int
) -> None:
    project_id = world.create_with_clips()
    world.library.requests.clear()
    chosen = events_pb2.UploadChanged(upload=upload_message(1, owner_user_id=7), change=change)

    world.receive("library.upload.changed.v1", chosen)
    world.save(project_id, new_timeline(new_clip(end=4)))

    assert len(world.library.requests) == requests


def test_a_change_of_the_used_uploads_is_announced_once(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()

    world.save(project_id, new_timeline(new_clip(end=3)))
    world.save(project_id, new_timeline(new_clip(uploadId=2), new_clip("b", uploadId=1)))
    world.save(project_id, new_timeline())

    events = world.announced("drafts.references.changed.v1")
    assert [(event.get("uploadIds", []), event["revision"]) for event in events] == [
        (["1"], "2"),
        (["1", "2"], "4"),
        ([], "5"),
    ]
    assert {(event["documentKind"], event["documentId"]) for event in events} == {
        ("project", str(project_id))
    }


def test_an_administrator_saves_a_timeline_with_the_owners_uploads(world: DraftsWorld) -> None:
    project_id = world.create()

    assert world.save(project_id, new_timeline(new_clip()), user=ADMIN).status_code == 200


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        (None, 404, "upload_not_found"),
        ({"owner_user_id": STRANGER}, 403, "forbidden"),
        ({"kind": "audio"}, 400, "invalid_upload_kind"),
        ({"state": "signed"}, 409, "invalid_upload_state"),
        ({"state": "rejected"}, 409, "invalid_upload_state"),
    ],
)
def test_an_unusable_upload_is_refused(
    world: DraftsWorld, fields: Any, status: int, error: str
) -> None:
    if fields is not None:
        world.library.put_upload(3, **fields)
    project_id = world.create()

    answer = world.save(project_id, new_timeline(new_clip(uploadId=3)))

    assert (answer.status_code, answer.json["error"]) == (status, error)
    (problem,) = answer.json["errors"]
    assert (problem["pointer"], problem["error"]) == ("/timeline/clips/0/uploadId", error)


def test_a_system_upload_may_be_used_by_every_user(world: DraftsWorld) -> None:
    world.library.put_upload(3, owner_user_id=0)

    assert world.save(world.create(), new_timeline(new_clip(uploadId=3))).status_code == 200


@pytest.mark.parametrize(
    ("timeline", "error", "pointer"),
    [
        (None, "invalid_timeline", "/timeline"),
        ([], "invalid_timeline", "/timeline"),
        ({"version": "2"}, "invalid_timeline_version", "/timeline/version"),
        (new_timeline(new_clip(), new_clip()), "duplicate_clip_id", "/timeline/clips/1/id"),
        (new_timeline(new_clip(end=-1)), "invalid_seconds", "/timeline/clips/0/sourceEndSeconds"),
        (
            new_timeline(new_clip(end=0)),
            "invalid_source_range",
            "/timeline/clips/0/sourceEndSeconds",
        ),
        (
            new_timeline(new_clip(), new_clip("b", startSeconds=1)),
            "base_track_overlap",
            "/timeline/clips/1",
        ),
        (
            new_timeline(*[new_clip(f"c{n}") for n in range(501)]),
            "too_many_clips",
            "/timeline/clips",
        ),
    ],
)
def test_an_invalid_timeline_is_refused_with_its_pointer(
    world: DraftsWorld, timeline: Any, error: str, pointer: str
) -> None:
    answer = world.save(world.create(), timeline)

    assert (answer.status_code, answer.json["error"]) == (400, error)
    assert answer.json["errors"][0]["pointer"] == pointer


def test_different_problems_are_listed_under_one_code(world: DraftsWorld) -> None:
    answer = world.save(world.create(), new_timeline(new_clip(boostDb=1), new_clip("", end=-1)))

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_timeline")
    found = {problem["error"] for problem in answer.json["errors"]}
    assert found == {"invalid_boost_db", "invalid_clip_id", "invalid_seconds"}


def test_a_timeline_nested_too_deeply_is_refused(world: DraftsWorld) -> None:
    nest: list[Any] = []
    for _ in range(400):
        nest = [nest]

    answer = world.save(world.create(), new_timeline(nest=nest))

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_body")


@pytest.mark.parametrize("n_bytes", [512 * 1024, 512 * 1024 + 100])
def test_a_timeline_has_at_most_512_kib(world: DraftsWorld, n_bytes: int) -> None:
    head = '{"version":"create_video_v1","clips":[],"notes":"'
    timeline = head + "x" * (n_bytes - len(head) - 2) + '"}'
    body = f'{{"timeline":{timeline}}}'

    answer = world.request("PATCH", f"{PROJECTS}/{world.create()}/timeline", data=body)

    if n_bytes > 512 * 1024:
        assert (answer.status_code, answer.json["error"]) == (413, "timeline_too_large")
    else:
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("{}", "missing_fields"),
        ("", "missing_fields"),
        ("[1]", "invalid_body"),
        ("{", "invalid_json"),
    ],
)
def test_a_save_needs_new_timeline(world: DraftsWorld, body: str, error: str) -> None:
    answer = world.request("PATCH", f"{PROJECTS}/{world.create()}/timeline", data=body)

    assert (answer.status_code, answer.json["error"]) == (400, error)


def test_an_archived_project_is_not_saved(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    world.request("POST", f"{PROJECTS}/{project_id}/archive")

    answer = world.save(project_id, new_timeline())

    assert (answer.status_code, answer.json["error"]) == (422, "invalid_state")


def test_a_save_while_the_library_is_asked_is_not_overwritten(
    world: DraftsWorld,
) -> None:
    project_id = world.create()
    interrupted: list[int] = []

    def save_meanwhile() -> None:
        if not interrupted:
            interrupted.append(1)
            world.save(project_id, new_timeline(new_clip("theirs", uploadId=2)))

    world.library.on_request = save_meanwhile

    stale = world.save(project_id, new_timeline(new_clip()), headers={"If-Match": '"1"'})
    interrupted.clear()
    last_wins = world.save(project_id, new_timeline(new_clip("mine")))

    assert (stale.status_code, stale.json["error"]) == (412, "stale_revision")
    assert stale.json["project"]["timeline"]["clips"][0]["id"] == "theirs"
    assert last_wins.json["project"]["timeline"]["clips"][0]["id"] == "mine"
