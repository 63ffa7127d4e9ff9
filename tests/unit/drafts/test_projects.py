# SPDX-License-Identifier: Apache-2.0
"""Projects over REST: created, listed, described, archived and deleted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.drafts.world import ADMIN, PROJECTS, STRANGER, DraftsWorld, new_timeline


def test_a_new_project_is_active_and_empty(world: DraftsWorld) -> None:
    answer = world.request("POST", PROJECTS, json={"name": " Film ", "description": ""})

    project = answer.json["project"]
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert project["timeline"]["version"] == "create_video_v1"
    assert project["timeline"]["clips"] == []
    assert (project["name"], project["description"]) == ("Film", None)
    assert (project["status"], project["revision"]) == ("active", 1)
    assert project["lastExportUploadId"] is None
    assert project["lastExportJobId"] is None
    assert project["archivedAt"] is None


def test_a_project_may_be_created_without_a_body(world: DraftsWorld) -> None:
    answer = world.request("POST", PROJECTS)

    assert (answer.status_code, answer.json["project"]["name"]) == (201, None)


def test_the_same_idempotency_key_creates_one_project(world: DraftsWorld) -> None:
    first, second = (
        world.request("POST", PROJECTS, json={"name": "Film"}, headers={"Idempotency-Key": "k"})
        for _ in range(2)
    )

    assert first.json == second.json
    assert len(world.request("GET", PROJECTS).json["items"]) == 1


def test_a_project_is_returned_with_its_etag(world: DraftsWorld) -> None:
    project_id = world.create(name="Film")

    answer = world.request("GET", f"{PROJECTS}/{project_id}")

    assert answer.json["project"]["id"] == project_id
    assert answer.headers["ETag"] == '"1"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_list_contains_active_projects_first_then_the_latest_changed(
    world: DraftsWorld,
) -> None:
    old, archived, new = (world.create(name=name) for name in ("old", "archived", "new"))
    world.create(user=STRANGER)
    world.request("POST", f"{PROJECTS}/{archived}/archive")
    world.save(old, new_timeline())

    answer = world.request("GET", PROJECTS)

    items = answer.json["items"]
    assert [item["id"] for item in items] == [old, new, archived]
    assert answer.json["nextCursor"] is None
    assert "timeline" not in items[0]
    assert "lastExportJobId" not in items[0]


def test_pages_contain_every_project_once(world: DraftsWorld) -> None:
    created = [world.create() for _ in range(5)]
    world.request("POST", f"{PROJECTS}/{created[4]}/archive")

    listed, cursor = [], ""
    for _ in range(3):
        page = world.request("GET", PROJECTS, query_string={"limit": 2, "cursor": cursor}).json
        listed += [item["id"] for item in page["items"]]
        cursor = page["nextCursor"]

    assert listed == [created[3], created[2], created[1], created[0], created[4]]
    assert cursor is None


@pytest.mark.parametrize("cursor", ["x", "WzFd", "WyJnb25lIiwgIngiLCAxXQ"])
def test_an_invalid_cursor_is_refused(world: DraftsWorld, cursor: str) -> None:
    answer = world.request("GET", PROJECTS, query_string={"cursor": cursor})

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_cursor")


@pytest.mark.parametrize("limit", ["0", "501", "many"])
def test_a_page_has_1_to_500_items(world: DraftsWorld, limit: str) -> None:
    assert world.request("GET", PROJECTS, query_string={"limit": limit}).status_code == 400


def test_a_patch_changes_the_given_texts_and_is_announced(world: DraftsWorld) -> None:
    project_id = world.create(name="Film", description="Old")

    answer = world.request("PATCH", f"{PROJECTS}/{project_id}", json={"name": "Movie"})

    project = answer.json["project"]
    assert (project["name"], project["description"], project["revision"]) == ("Movie", "Old", 2)
    assert answer.headers["ETag"] == '"2"'
    (event,) = world.announced("drafts.project.renamed.v1")
    assert (event["name"], event["description"], event["revision"]) == ("Movie", "Old", "2")


def test_an_empty_text_becomes_none(world: DraftsWorld) -> None:
    project_id = world.create(name="Film", description="Old")

    answer = world.request(
        "PATCH", f"{PROJECTS}/{project_id}", json={"name": "", "description": None}
    )

    assert (answer.json["project"]["name"], answer.json["project"]["description"]) == (None, None)


def test_a_patch_without_a_change_is_not_announced(world: DraftsWorld) -> None:
    project_id = world.create(name="Film")

    answer = world.request("PATCH", f"{PROJECTS}/{project_id}", json={"name": "Film"})

    assert answer.json["project"]["revision"] == 1
    assert world.announced("drafts.project.renamed.v1") == []


@pytest.mark.parametrize(
    ("texts", "error"),
    [
        ({"name": "x" * 256}, "invalid_name"),
        ({"name": 5}, "invalid_name"),
        ({"name": "a\0b"}, "invalid_text"),
        ({"description": "\ud800"}, "invalid_text"),
        ({"description": "x" * 2001}, "invalid_description"),
        ({"description": ["x"]}, "invalid_description"),
    ],
)
def test_invalid_texts_are_refused(world: DraftsWorld, texts: Any, error: str) -> None:
    project_id = world.create()

    for method, path in (("POST", PROJECTS), ("PATCH", f"{PROJECTS}/{project_id}")):
        answer = world.request(method, path, json=texts)
        assert (answer.status_code, answer.json["error"]) == (400, error)


def test_texts_of_the_maximum_length_are_accepted(world: DraftsWorld) -> None:
    world.create(name="x" * 255, description="x" * 2000)


def test_a_stale_description_is_refused_with_the_current_project(world: DraftsWorld) -> None:
    project_id = world.create(name="Film")
    world.request("PATCH", f"{PROJECTS}/{project_id}", json={"name": "Movie"})

    answer = world.request(
        "PATCH", f"{PROJECTS}/{project_id}", json={"name": "X"}, headers={"If-Match": '"1"'}
    )

    assert (answer.status_code, answer.json["error"]) == (412, "stale_revision")
    assert answer.json["project"]["name"] == "Movie"
    assert answer.headers["ETag"] == '"2"'


def test_archiving_twice_changes_nothing(world: DraftsWorld) -> None:
    project_id = world.create()

    answers = [world.request("POST", f"{PROJECTS}/{project_id}/archive") for _ in range(2)]

    assert [answer.json for answer in answers] == [{"ok": True}] * 2
    project = world.request("GET", f"{PROJECTS}/{project_id}").json["project"]
    assert (project["status"], project["revision"]) == ("archived", 2)
    assert project["archivedAt"] is not None


def test_an_archived_project_becomes_active_again_once(world: DraftsWorld) -> None:
    project_id = world.create()
    world.request("POST", f"{PROJECTS}/{project_id}/archive")

    answers = [world.request("POST", f"{PROJECTS}/{project_id}/unarchive") for _ in range(2)]

    for answer in answers:
        project = answer.json["project"]
        assert (project["status"], project["revision"]) == ("active", 3)
        assert project["archivedAt"] is None
        assert answer.headers["ETag"] == '"3"'


def test_a_deleted_project_is_not_found_and_announced(world: DraftsWorld) -> None:
    project_id = world.create()

    answer = world.request("DELETE", f"{PROJECTS}/{project_id}")

    assert answer.json == {"ok": True}
    assert world.request("GET", f"{PROJECTS}/{project_id}").json["error"] == "project_not_found"
    (event,) = world.announced("drafts.project.deleted.v1")
    assert event["projectId"] == str(project_id)


ROUTES = [
    ("GET", "", None),
    ("PATCH", "", {"name": "x"}),
    ("DELETE", "", None),
    ("GET", "/revisions", None),
    ("GET", "/revisions/1", None),
    ("POST", "/revisions/1/restore", None),
    ("POST", "/archive", None),
    ("POST", "/unarchive", None),
    ("POST", "/duplicate", None),
    ("PATCH", "/timeline", {"timeline": new_timeline()}),
    ("POST", "/export", None),
    ("GET", "/export-status", None),
]


@pytest.mark.parametrize(("method", "below", "body"), ROUTES)
def test_a_project_is_used_by_its_owner_and_administrators(
    world: DraftsWorld, method: str, below: str, body: Any
) -> None:
    path = f"{PROJECTS}/{world.create()}{below}"

    errors = [world.request(method, path, user=user, json=body) for user in (None, STRANGER)]
    admitted = world.request(method, path, user=ADMIN, json=body)

    found = [(answer.status_code, answer.json["error"]) for answer in errors]
    assert found == [(401, "unauthenticated"), (403, "forbidden")]
    assert admitted.status_code == {"/export": 400, "/duplicate": 201}.get(below, 200)


@pytest.mark.parametrize("project_id", [99, 2**31 - 1])
def test_an_unknown_project_is_not_found(world: DraftsWorld, project_id: int) -> None:
    for method, below, body in ROUTES:
        answer = world.request(method, f"{PROJECTS}/{project_id}{below}", json=body)

        assert (answer.status_code, answer.json["error"]) == (404, "project_not_found")


def test_an_anonymous_user_cannot_list_or_create_projects(world: DraftsWorld) -> None:
    assert world.request("GET", PROJECTS, user=None).status_code == 401
    assert world.request("POST", PROJECTS, user=None, json={}).status_code == 401
