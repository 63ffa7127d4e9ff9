# SPDX-License-Identifier: Apache-2.0
"""The revisions of a project: every change is one, and its timeline can be restored."""

from __future__ import annotations

from typing import Any

from tests.support.drafts.world import (
    ADMIN,
    OWNER,
    PROJECTS,
    DraftsWorld,
    new_clip,
    new_timeline,
)


def listed(world: DraftsWorld, project_id: int, **query: Any) -> list[Any]:
    answer = world.request("GET", f"{PROJECTS}/{project_id}/revisions", query_string=query)
    assert answer.status_code == 200, answer.json
    return list(answer.json["items"])


def read(world: DraftsWorld, project_id: int, revision: int) -> Any:
    answer = world.request("GET", f"{PROJECTS}/{project_id}/revisions/{revision}")
    return answer.json["revision"]


def test_every_change_is_a_revision_with_time_and_author(world: DraftsWorld) -> None:
    project_id = world.create(name="Film")
    world.save(project_id, new_timeline(new_clip()))
    path = f"{PROJECTS}/{project_id}"
    world.request("PATCH", path, json={"name": "Movie"}, user=ADMIN)
    archived = world.request("POST", f"{path}/archive")

    items = listed(world, project_id)

    assert archived.status_code == 200
    assert [item["revision"] for item in items] == [4, 3, 2, 1]
    assert [item["name"] for item in items] == ["Movie", "Movie", "Film", "Film"]
    assert [item["authorUserId"] for item in items] == [OWNER, ADMIN, OWNER, OWNER]
    times = [item["savedAt"] for item in items]
    assert times == sorted(times, reverse=True)
    assert "timeline" not in items[0]


def test_what_changes_nothing_is_no_revision(world: DraftsWorld) -> None:
    project_id = world.create(name="Film")
    path = f"{PROJECTS}/{project_id}"
    world.request("PATCH", path, json={"name": "Film"})
    for _ in range(2):
        world.request("POST", f"{path}/archive")
    rejected = world.save(project_id, new_timeline(new_clip()))

    assert rejected.status_code == 422
    assert [item["revision"] for item in listed(world, project_id)] == [2, 1]


def test_a_refused_save_is_no_revision(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()

    world.save(project_id, new_timeline(new_clip(start=10, end=11)))
    world.save(project_id, new_timeline(), headers={"If-Match": '"1"'})

    assert [item["revision"] for item in listed(world, project_id)] == [2, 1]


def test_a_revision_is_read_with_its_timeline(world: DraftsWorld) -> None:
    project_id = world.create()
    world.save(project_id, new_timeline(new_clip(), ofNewerClients="é"))
    world.save(project_id, new_timeline())

    found = read(world, project_id, 2)

    assert found["revision"] == 2
    assert [clip["id"] for clip in found["timeline"]["clips"]] == ["a"]
    assert found["timeline"]["ofNewerClients"] == "é"


def test_a_restored_timeline_is_a_new_revision(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    world.save(project_id, new_timeline())

    path = f"{PROJECTS}/{project_id}/revisions/2/restore"
    answer = world.request("POST", path, headers={"If-Match": '"3"'})

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"4"')
    assert answer.json["project"]["timeline"] == read(world, project_id, 2)["timeline"]
    assert [item["revision"] for item in listed(world, project_id)] == [4, 3, 2, 1]
    assert world.export(project_id)


def test_a_stale_restore_is_refused_with_the_current_project(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()

    path = f"{PROJECTS}/{project_id}/revisions/1/restore"
    answer = world.request("POST", path, headers={"If-Match": '"1"'})

    assert (answer.status_code, answer.json["error"]) == (412, "stale_revision")
    assert answer.json["project"]["revision"] == 2


def test_the_same_idempotency_key_restores_once(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()

    path = f"{PROJECTS}/{project_id}/revisions/1/restore"
    first, second = (
        world.request("POST", path, headers={"Idempotency-Key": "k"}) for _ in range(2)
    )

    assert first.json == second.json
    assert [item["revision"] for item in listed(world, project_id)] == [3, 2, 1]


def test_a_revision_whose_upload_was_deleted_is_restored(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    world.save(project_id, new_timeline())
    world.library.delete_upload(1)

    answer = world.request("POST", f"{PROJECTS}/{project_id}/revisions/2/restore")

    assert answer.status_code == 200
    assert answer.json["project"]["timeline"]["clips"][0]["uploadId"] == 1


def test_an_archived_project_is_not_restored(world: DraftsWorld) -> None:
    project_id = world.create()
    world.request("POST", f"{PROJECTS}/{project_id}/archive")

    answer = world.request("POST", f"{PROJECTS}/{project_id}/revisions/1/restore")

    assert (answer.status_code, answer.json["error"]) == (422, "invalid_state")


def test_the_last_hundred_revisions_are_stored(world: DraftsWorld) -> None:
    project_id = world.create()
    for _ in range(116):
        assert world.save(project_id, new_timeline()).status_code == 200

    numbers = [item["revision"] for item in listed(world, project_id, limit=500)]

    assert numbers == list(range(117, 17, -1))
    gone = world.request("GET", f"{PROJECTS}/{project_id}/revisions/3")
    assert (gone.status_code, gone.json["error"]) == (404, "revision_not_found")


def test_pages_contain_every_revision_once(world: DraftsWorld) -> None:
    project_id = world.create()
    for _ in range(4):
        world.save(project_id, new_timeline())

    found, cursor = [], ""
    for _ in range(3):
        page = world.request(
            "GET",
            f"{PROJECTS}/{project_id}/revisions",
            query_string={"limit": 2, "cursor": cursor},
        ).json
        found += [item["revision"] for item in page["items"]]
        cursor = page["nextCursor"]

    assert (found, cursor) == ([5, 4, 3, 2, 1], None)


def test_a_copy_begins_a_history_of_its_own(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()

    copy = world.request("POST", f"{PROJECTS}/{project_id}/duplicate").json["project"]["id"]

    assert [item["revision"] for item in listed(world, copy)] == [1]
    assert len(read(world, copy, 1)["timeline"]["clips"]) == 1


def test_an_unknown_revision_is_not_found(world: DraftsWorld) -> None:
    path = f"{PROJECTS}/{world.create()}/revisions/99"

    answers = [world.request("GET", path), world.request("POST", f"{path}/restore")]

    found = [(answer.status_code, answer.json["error"]) for answer in answers]
    assert found == [(404, "revision_not_found")] * 2
