# SPDX-License-Identifier: Apache-2.0
"""Projects at the REST door: made, listed, described, archived, deleted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.drafts.world import ADMIN, PROJECTS, STRANGER, DraftsWorld, a_timeline


def test_a_new_project_is_active_and_empty(world: DraftsWorld) -> None:
    answer = world.call("POST", PROJECTS, json={"name": " Film ", "description": ""})

    project = answer.json["project"]
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert project["timeline"]["version"] == "create_video_v1"
    assert project["timeline"]["clips"] == []
    assert (project["name"], project["description"]) == ("Film", None)
    assert (project["status"], project["revision"]) == ("active", 1)
    assert project["lastExportUploadId"] is None
    assert project["lastExportJobId"] is None
    assert project["archivedAt"] is None


def test_a_project_may_be_made_without_saying_anything(world: DraftsWorld) -> None:
    answer = world.call("POST", PROJECTS)

    assert (answer.status_code, answer.json["project"]["name"]) == (201, None)


def test_the_same_idempotency_key_makes_one_project(world: DraftsWorld) -> None:
    first, second = (
        world.call("POST", PROJECTS, json={"name": "Film"}, headers={"Idempotency-Key": "k"})
        for _ in range(2)
    )

    assert first.json == second.json
    assert len(world.call("GET", PROJECTS).json["items"]) == 1


def test_a_project_is_read_with_its_etag(world: DraftsWorld) -> None:
    project_id = world.create(name="Film")

    answer = world.call("GET", f"{PROJECTS}/{project_id}")

    assert answer.json["project"]["id"] == project_id
    assert answer.headers["ETag"] == '"1"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_list_shows_ones_own_active_first_then_the_latest_changed(world: DraftsWorld) -> None:
    old, archived, new = (world.create(name=name) for name in ("old", "archived", "new"))
    world.create(user=STRANGER)
    world.call("POST", f"{PROJECTS}/{archived}/archive")
    world.save(old, a_timeline())

    answer = world.call("GET", PROJECTS)

    items = answer.json["items"]
    assert [item["id"] for item in items] == [old, new, archived]
    assert answer.json["nextCursor"] is None
    assert "timeline" not in items[0]
    assert "lastExportJobId" not in items[0]


def test_the_list_is_read_page_by_page(world: DraftsWorld) -> None:
    made = [world.create() for _ in range(5)]
    world.call("POST", f"{PROJECTS}/{made[4]}/archive")

    seen, cursor = [], ""
    for _ in range(3):
        page = world.call("GET", PROJECTS, query_string={"limit": 2, "cursor": cursor}).json
        seen += [item["id"] for item in page["items"]]
        cursor = page["nextCursor"]

    assert seen == [made[3], made[2], made[1], made[0], made[4]]
    assert cursor is None


@pytest.mark.parametrize("cursor", ["x", "WzFd", "WyJnb25lIiwgIngiLCAxXQ=="])
def test_a_made_up_cursor_is_refused(world: DraftsWorld, cursor: str) -> None:
    answer = world.call("GET", PROJECTS, query_string={"cursor": cursor})

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_cursor")


@pytest.mark.parametrize("limit", ["0", "501", "many"])
def test_a_page_has_one_to_five_hundred_rows(world: DraftsWorld, limit: str) -> None:
    assert world.call("GET", PROJECTS, query_string={"limit": limit}).status_code == 400


def test_a_patch_changes_what_it_names_and_tells_everyone(world: DraftsWorld) -> None:
    project_id = world.create(name="Film", description="Old")

    answer = world.call("PATCH", f"{PROJECTS}/{project_id}", json={"name": "Movie"})

    project = answer.json["project"]
    assert (project["name"], project["description"], project["revision"]) == ("Movie", "Old", 2)
    assert answer.headers["ETag"] == '"2"'
    (fact,) = world.announced("drafts.project.renamed.v1")
    assert (fact["name"], fact["description"], fact["revision"]) == ("Movie", "Old", "2")


def test_an_empty_text_becomes_none(world: DraftsWorld) -> None:
    project_id = world.create(name="Film", description="Old")

    answer = world.call("PATCH", f"{PROJECTS}/{project_id}", json={"name": "", "description": None})

    assert (answer.json["project"]["name"], answer.json["project"]["description"]) == (None, None)


def test_a_patch_that_changes_nothing_says_nothing(world: DraftsWorld) -> None:
    project_id = world.create(name="Film")

    answer = world.call("PATCH", f"{PROJECTS}/{project_id}", json={"name": "Film"})

    assert answer.json["project"]["revision"] == 1
    assert world.announced("drafts.project.renamed.v1") == []


@pytest.mark.parametrize(
    ("texts", "error"),
    [
        ({"name": "x" * 256}, "invalid_name"),
        ({"name": 5}, "invalid_name"),
        ({"name": "a\0b"}, "invalid_name"),
        ({"name": "\ud800"}, "invalid_name"),
        ({"description": "x" * 2001}, "invalid_description"),
        ({"description": ["x"]}, "invalid_description"),
    ],
)
def test_impossible_texts_are_refused(world: DraftsWorld, texts: Any, error: str) -> None:
    project_id = world.create()

    for method, path in (("POST", PROJECTS), ("PATCH", f"{PROJECTS}/{project_id}")):
        answer = world.call(method, path, json=texts)
        assert (answer.status_code, answer.json["error"]) == (400, error)


def test_texts_of_full_length_are_taken(world: DraftsWorld) -> None:
    world.create(name="x" * 255, description="x" * 2000)


def test_a_stale_description_is_refused_with_the_current_project(world: DraftsWorld) -> None:
    project_id = world.create(name="Film")
    world.call("PATCH", f"{PROJECTS}/{project_id}", json={"name": "Movie"})

    answer = world.call(
        "PATCH", f"{PROJECTS}/{project_id}", json={"name": "X"}, headers={"If-Match": '"1"'}
    )

    assert (answer.status_code, answer.json["error"]) == (412, "stale_revision")
    assert answer.json["project"]["name"] == "Movie"
    assert answer.headers["ETag"] == '"2"'


def test_archiving_twice_is_fine(world: DraftsWorld) -> None:
    project_id = world.create()

    answers = [world.call("POST", f"{PROJECTS}/{project_id}/archive") for _ in range(2)]

    assert [answer.json for answer in answers] == [{"ok": True}] * 2
    project = world.call("GET", f"{PROJECTS}/{project_id}").json["project"]
    assert (project["status"], project["revision"]) == ("archived", 2)
    assert project["archivedAt"] is not None


def test_a_deleted_project_is_gone_and_everyone_knows(world: DraftsWorld) -> None:
    project_id = world.create()

    answer = world.call("DELETE", f"{PROJECTS}/{project_id}")

    assert answer.json == {"ok": True}
    assert world.call("GET", f"{PROJECTS}/{project_id}").json["error"] == "project_not_found"
    (fact,) = world.announced("drafts.project.deleted.v1")
    assert fact["projectId"] == str(project_id)


ROUTES = [
    ("GET", "", None),
    ("PATCH", "", {"name": "x"}),
    ("DELETE", "", None),
    ("POST", "/archive", None),
    ("PATCH", "/timeline", {"timeline": a_timeline()}),
    ("POST", "/export", None),
    ("GET", "/export-status", None),
]


@pytest.mark.parametrize(("method", "below", "body"), ROUTES)
def test_a_project_is_its_owners_and_the_administrators(
    world: DraftsWorld, method: str, below: str, body: Any
) -> None:
    path = f"{PROJECTS}/{world.create()}{below}"

    errors = [world.call(method, path, user=user, json=body) for user in (None, STRANGER)]
    admitted = world.call(method, path, user=ADMIN, json=body)

    found = [(answer.status_code, answer.json["error"]) for answer in errors]
    assert found == [(401, "unauthenticated"), (403, "forbidden")]
    assert admitted.status_code == (400 if below == "/export" else 200)


@pytest.mark.parametrize("project_id", [99, 2**31 - 1])
def test_an_unknown_project_is_not_found(world: DraftsWorld, project_id: int) -> None:
    for method, below, body in ROUTES:
        answer = world.call(method, f"{PROJECTS}/{project_id}{below}", json=body)

        assert (answer.status_code, answer.json["error"]) == (404, "project_not_found")


def test_nobody_anonymous_lists_or_makes_projects(world: DraftsWorld) -> None:
    assert world.call("GET", PROJECTS, user=None).status_code == 401
    assert world.call("POST", PROJECTS, user=None, json={}).status_code == 401
