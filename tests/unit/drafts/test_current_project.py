# SPDX-License-Identifier: Apache-2.0
"""The current project, which clients that know one project save, and copies of projects."""

from __future__ import annotations

from tests.support.drafts.world import (
    ADMIN,
    OWNER,
    PROJECTS,
    STRANGER,
    DraftsWorld,
    new_clip,
    new_timeline,
)

CURRENT = "/api/create-video/project"


def test_the_current_project_is_the_active_one_that_was_changed_last(world: DraftsWorld) -> None:
    first, second, archived = (world.create(name=name) for name in ("one", "two", "three"))
    world.create(user=STRANGER)
    world.request("POST", f"{PROJECTS}/{archived}/archive")

    before = world.request("POST", CURRENT)
    world.save(first, new_timeline())
    after = world.request("POST", CURRENT)

    assert (before.status_code, before.json["project"]["id"]) == (200, second)
    assert (after.json["project"]["id"], after.headers["ETag"]) == (first, '"2"')


def test_the_current_project_is_created_when_there_is_none(world: DraftsWorld) -> None:
    created, read = (world.request("POST", CURRENT) for _ in range(2))

    assert (created.status_code, read.status_code) == (201, 200)
    assert created.json == read.json
    assert created.json["project"]["timeline"]["clips"] == []


def test_a_save_of_the_current_project_changes_only_that(world: DraftsWorld) -> None:
    other, current = world.create(), world.create()

    saved = world.request("PATCH", CURRENT, json={"timeline": new_timeline(new_clip())})

    assert (saved.status_code, saved.json["project"]["id"]) == (200, current)
    assert len(saved.json["project"]["timeline"]["clips"]) == 1
    assert world.request("GET", f"{PROJECTS}/{other}").json["project"]["revision"] == 1


def test_a_stale_save_of_the_current_project_is_refused_with_it(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()

    body = {"timeline": new_timeline()}
    answer = world.request("PATCH", CURRENT, json=body, headers={"If-Match": '"1"'})

    assert (answer.status_code, answer.json["error"]) == (412, "stale_revision")
    assert (answer.json["project"]["id"], answer.headers["ETag"]) == (project_id, '"2"')


def test_there_is_nothing_to_save_without_an_active_project(world: DraftsWorld) -> None:
    world.request("POST", f"{PROJECTS}/{world.create()}/archive")

    answer = world.request("PATCH", CURRENT, json={"timeline": new_timeline()})

    assert (answer.status_code, answer.json["error"]) == (404, "project_not_found")


def test_an_anonymous_caller_has_no_current_project(world: DraftsWorld) -> None:
    answers = [world.request(method, CURRENT, user=None) for method in ("POST", "PATCH")]

    assert [answer.status_code for answer in answers] == [401, 401]


def test_a_copy_has_the_timeline_and_no_exports(world: DraftsWorld) -> None:
    original = world.create_with_clips()
    world.export(original)
    world.library.requests.clear()

    answer = world.request("POST", f"{PROJECTS}/{original}/duplicate")

    copy, project = answer.json["project"], world.request("GET", f"{PROJECTS}/{original}").json
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert copy["timeline"] == project["project"]["timeline"]
    assert (copy["name"], copy["description"]) == ("Film copy", "About a film")
    assert (copy["lastExportJobId"], copy["status"]) == (None, "active")
    assert world.save(copy["id"], new_timeline(new_clip(end=3))).status_code == 200
    assert world.library.requests == []
    events = world.announced("drafts.references.changed.v1")
    assert [event["documentId"] for event in events] == [str(original), str(copy["id"])]


def test_a_copy_may_be_named_and_an_unnamed_one_stays_so(world: DraftsWorld) -> None:
    named = world.request("POST", f"{PROJECTS}/{world.create()}/duplicate", json={"name": "New"})
    unnamed = world.request("POST", f"{PROJECTS}/{world.create()}/duplicate")
    longest = world.request("POST", f"{PROJECTS}/{world.create(name='x' * 255)}/duplicate")

    assert named.json["project"]["name"] == "New"
    assert unnamed.json["project"]["name"] is None
    assert longest.json["project"]["name"] == f"{'x' * 250} copy"


def test_an_archived_project_has_an_active_copy_of_the_same_owner(world: DraftsWorld) -> None:
    project_id = world.create(name="Film")
    world.request("POST", f"{PROJECTS}/{project_id}/archive")

    answer = world.request("POST", f"{PROJECTS}/{project_id}/duplicate", user=ADMIN)

    copy = answer.json["project"]
    assert copy["status"] == "active"
    assert world.request("GET", f"{PROJECTS}/{copy['id']}", user=OWNER).status_code == 200
