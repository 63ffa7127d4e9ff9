# SPDX-License-Identifier: Apache-2.0
"""Timelines at the REST door: saved, refused, checked against the library."""

from __future__ import annotations

from typing import Any

import pytest

from reelmill.library.v1 import events_pb2
from tests.support.drafts.world import (
    ADMIN,
    PROJECTS,
    STRANGER,
    DraftsWorld,
    a_clip,
    a_timeline,
    an_upload,
)


def test_a_saved_timeline_is_normalised_and_numbered(world: DraftsWorld) -> None:
    project_id = world.create()

    answer = world.save(project_id, a_timeline(a_clip(), ofNewerClients={"x": "\0é"}))

    project = answer.json["project"]
    assert (answer.status_code, answer.headers["ETag"], project["revision"]) == (200, '"2"', 2)
    assert project["timeline"]["clips"][0]["boostDb"] == 0
    assert project["timeline"]["ofNewerClients"] == {"x": "\0é"}
    assert world.call("GET", f"{PROJECTS}/{project_id}").json["project"] == project


def test_a_stale_save_is_refused_with_the_current_project(world: DraftsWorld) -> None:
    project_id = world.filmed()

    answer = world.save(project_id, a_timeline(), headers={"If-Match": '"1"'})

    assert (answer.status_code, answer.json["error"]) == (412, "stale_revision")
    assert answer.headers["ETag"] == '"2"'
    assert answer.json["project"]["revision"] == 2
    assert len(answer.json["project"]["timeline"]["clips"]) == 1


@pytest.mark.parametrize(
    ("if_match", "status"),
    [('"2"', 200), ('"1", "2"', 200), ("*", 200), ('W/"2"', 412), ("rubbish", 412), ('"3"', 412)],
)
def test_a_save_says_which_revision_it_builds_on(
    world: DraftsWorld, if_match: str, status: int
) -> None:
    project_id = world.filmed()

    answer = world.save(project_id, a_timeline(a_clip("b")), headers={"If-Match": if_match})

    assert answer.status_code == status


def test_the_same_uploads_are_saved_by_one_statement_and_no_question(world: DraftsWorld) -> None:
    project_id = world.filmed()
    world.library.asked.clear()
    timeline = a_timeline(a_clip(end=3), a_clip("b"))

    with world.statements() as statements:
        answer = world.save(project_id, timeline, headers={"If-Match": '"2"'})

    assert (answer.status_code, world.library.asked) == (200, [])
    assert [one.split()[0] for one in statements] == ["BEGIN", "UPDATE"]


def test_what_is_known_of_an_upload_forbids_as_the_library_would(world: DraftsWorld) -> None:
    project_id = world.filmed()

    answer = world.save(project_id, a_timeline(a_clip(start=10, end=11)))

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_source_range")
    project = world.call("GET", f"{PROJECTS}/{project_id}").json["project"]
    assert project["revision"] == 2
    assert project["timeline"]["clips"][0]["sourceStartSeconds"] == 0


def test_an_upload_that_is_not_ready_is_asked_about_each_time(world: DraftsWorld) -> None:
    world.library.put(1, state="uploaded", probe=None)
    project_id = world.filmed()
    world.library.asked.clear()

    world.save(project_id, a_timeline(a_clip(end=3)))

    assert world.library.asked == [[1]]


@pytest.mark.parametrize(
    ("topic", "kind"),
    [
        ("library.upload.source_deleted.v1", events_pb2.UploadSourceDeleted),
        ("library.upload.deleted.v1", events_pb2.UploadDeleted),
    ],
)
@pytest.mark.parametrize("owner", [7, 0])
def test_a_deleted_upload_is_asked_about_again(
    world: DraftsWorld, topic: str, kind: Any, owner: int
) -> None:
    project_id = world.filmed()
    world.library.put(1, source_deleted=True, owner_user_id=owner)
    world.hear(topic, kind(upload=an_upload(11, owner_user_id=owner)))
    before = world.save(project_id, a_timeline(a_clip(end=3)))

    world.hear(topic, kind(upload=an_upload(1, owner_user_id=owner)))
    after = world.save(project_id, a_timeline(a_clip(end=4)))

    assert before.status_code == 200
    assert (after.status_code, after.json["error"]) == (409, "source_deleted")


def test_other_uploads_are_announced_once(world: DraftsWorld) -> None:
    project_id = world.filmed()

    world.save(project_id, a_timeline(a_clip(end=3)))
    world.save(project_id, a_timeline(a_clip(uploadId=2), a_clip("b", uploadId=1)))
    world.save(project_id, a_timeline())

    facts = world.announced("drafts.references.changed.v1")
    assert [(fact.get("uploadIds", []), fact["revision"]) for fact in facts] == [
        (["1"], "2"),
        (["1", "2"], "4"),
        ([], "5"),
    ]
    assert {(fact["documentKind"], fact["documentId"]) for fact in facts} == {
        ("project", str(project_id))
    }


def test_an_administrator_saves_with_the_owners_uploads(world: DraftsWorld) -> None:
    project_id = world.create()

    assert world.save(project_id, a_timeline(a_clip()), user=ADMIN).status_code == 200


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        (None, 404, "upload_not_found"),
        ({"owner_user_id": STRANGER}, 403, "forbidden"),
        ({"kind": "audio"}, 400, "invalid_upload_kind"),
        ({"source_deleted": True}, 409, "source_deleted"),
        ({"state": "signed"}, 409, "invalid_upload_state"),
        ({"state": "rejected"}, 409, "invalid_upload_state"),
    ],
)
def test_an_upload_that_may_not_be_used_is_refused(
    world: DraftsWorld, fields: Any, status: int, error: str
) -> None:
    if fields is not None:
        world.library.put(3, **fields)
    project_id = world.create()

    answer = world.save(project_id, a_timeline(a_clip(uploadId=3)))

    assert (answer.status_code, answer.json["error"]) == (status, error)
    (problem,) = answer.json["errors"]
    assert (problem["pointer"], problem["error"]) == ("/timeline/clips/0/uploadId", error)


def test_a_system_upload_may_be_used_by_everybody(world: DraftsWorld) -> None:
    world.library.put(3, owner_user_id=0)

    assert world.save(world.create(), a_timeline(a_clip(uploadId=3))).status_code == 200


@pytest.mark.parametrize(
    ("timeline", "error", "pointer"),
    [
        (None, "invalid_timeline", "/timeline"),
        ([], "invalid_timeline", "/timeline"),
        ({"version": "2"}, "invalid_timeline_version", "/timeline/version"),
        (a_timeline(a_clip(), a_clip()), "duplicate_clip_id", "/timeline/clips/1/id"),
        (a_timeline(a_clip(end=-1)), "invalid_seconds", "/timeline/clips/0/sourceEndSeconds"),
        (a_timeline(a_clip(end=0)), "invalid_source_range", "/timeline/clips/0/sourceEndSeconds"),
        (
            a_timeline(a_clip(), a_clip("b", startSeconds=1)),
            "base_track_overlap",
            "/timeline/clips/1",
        ),
        (
            a_timeline(*[a_clip(f"c{n}") for n in range(501)]),
            "too_many_clips",
            "/timeline/clips",
        ),
    ],
)
def test_a_wrong_timeline_is_refused_with_its_place(
    world: DraftsWorld, timeline: Any, error: str, pointer: str
) -> None:
    answer = world.save(world.create(), timeline)

    assert (answer.status_code, answer.json["error"]) == (400, error)
    assert answer.json["errors"][0]["pointer"] == pointer


def test_different_problems_are_listed_under_one_name(world: DraftsWorld) -> None:
    answer = world.save(world.create(), a_timeline(a_clip(boostDb=1), a_clip("", end=-1)))

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_timeline")
    found = {problem["error"] for problem in answer.json["errors"]}
    assert found == {"invalid_boost_db", "invalid_clip_id", "invalid_seconds"}


def test_a_timeline_nested_too_deeply_is_refused(world: DraftsWorld) -> None:
    nest: list[Any] = []
    for _ in range(400):
        nest = [nest]

    answer = world.save(world.create(), a_timeline(nest=nest))

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_timeline")


@pytest.mark.parametrize("n_bytes", [512 * 1024, 512 * 1024 + 100])
def test_a_timeline_has_half_a_mebibyte_at_most(world: DraftsWorld, n_bytes: int) -> None:
    head = '{"version":"create_video_v1","clips":[],"notes":"'
    timeline = head + "x" * (n_bytes - len(head) - 2) + '"}'
    body = f'{{"timeline":{timeline}}}'

    answer = world.call("PATCH", f"{PROJECTS}/{world.create()}/timeline", data=body)

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
def test_a_save_needs_a_timeline(world: DraftsWorld, body: str, error: str) -> None:
    answer = world.call("PATCH", f"{PROJECTS}/{world.create()}/timeline", data=body)

    assert (answer.status_code, answer.json["error"]) == (400, error)


def test_an_archived_project_is_not_saved(world: DraftsWorld) -> None:
    project_id = world.filmed()
    world.call("POST", f"{PROJECTS}/{project_id}/archive")

    answer = world.save(project_id, a_timeline())

    assert (answer.status_code, answer.json["error"]) == (422, "invalid_state")


def test_somebody_who_saves_while_the_library_answers_is_not_overwritten(
    world: DraftsWorld,
) -> None:
    project_id = world.create()
    interrupted: list[int] = []

    def save_meanwhile() -> None:
        if not interrupted:
            interrupted.append(1)
            world.save(project_id, a_timeline(a_clip("theirs", uploadId=2)))

    world.library.when_asked = save_meanwhile

    stale = world.save(project_id, a_timeline(a_clip()), headers={"If-Match": '"1"'})
    interrupted.clear()
    last_wins = world.save(project_id, a_timeline(a_clip("mine")))

    assert (stale.status_code, stale.json["error"]) == (412, "stale_revision")
    assert stale.json["project"]["timeline"]["clips"][0]["id"] == "theirs"
    assert last_wins.json["project"]["timeline"]["clips"][0]["id"] == "mine"
