# SPDX-License-Identifier: Apache-2.0
"""Production drafts: one active draft for each user and upload, that is never lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.drafts.world import ADMIN, DRAFTS, OWNER, STRANGER, DraftsWorld


def act(world: DraftsWorld, draft_id: int, action: str, **request: Any) -> Any:
    return world.request("POST", f"{DRAFTS}/{draft_id}/{action}", **request)


def read(world: DraftsWorld, draft_id: int, **request: Any) -> Any:
    answer = world.request("GET", f"{DRAFTS}/{draft_id}", **request)
    assert answer.status_code == 200, answer.json
    return answer.json["draft"]


def test_a_draft_is_created_once_and_then_read(world: DraftsWorld) -> None:
    first, second = (world.request("POST", DRAFTS, json={"uploadId": 1}) for _ in range(2))

    assert (first.status_code, first.json["created"]) == (201, True)
    assert (second.status_code, second.json["created"]) == (200, False)
    assert first.json["draft"] == second.json["draft"]
    assert first.headers["ETag"] == '"1"'


def test_a_new_draft_is_active_and_empty(world: DraftsWorld) -> None:
    draft = world.open_draft()

    assert draft == {
        "id": draft["id"],
        "uploadId": 1,
        "status": "active",
        "config": {},
        "revision": 1,
        "renderedProductionId": None,
        "lastFailure": None,
        "createdAt": draft["createdAt"],
        "updatedAt": draft["createdAt"],
        "archivedAt": None,
    }


def test_the_draft_of_an_upload_is_found_by_the_upload(world: DraftsWorld) -> None:
    draft = world.open_draft(2)

    answer = world.request("GET", DRAFTS, query_string={"uploadId": 2})

    assert (answer.status_code, answer.json["draft"]) == (200, draft)
    assert answer.headers["ETag"] == '"1"'


@pytest.mark.parametrize("user", [OWNER, STRANGER, ADMIN])
def test_without_an_active_draft_an_upload_has_none(world: DraftsWorld, user: int) -> None:
    archived = world.open_draft(1)
    act(world, archived["id"], "archive")

    answer = world.request("GET", DRAFTS, query_string={"uploadId": 1}, user=user)

    assert (answer.status_code, answer.json["error"]) == (404, "draft_not_found")


def test_the_uploads_of_others_and_none_at_all_are_not_found(world: DraftsWorld) -> None:
    world.library.put_upload(3, owner_user_id=STRANGER)

    answers = [world.request("POST", DRAFTS, json={"uploadId": one}) for one in (3, 99)]

    assert [(one.status_code, one.json["error"]) for one in answers] == [
        (404, "upload_not_found"),
        (404, "upload_not_found"),
    ]
    assert answers[0].json["errors"][0]["pointer"] == "/uploadId"


@pytest.mark.parametrize(
    ("upload", "rejected"),
    [
        ({"kind": "image"}, (400, "invalid_upload_kind")),
        ({"source_deleted": True}, (409, "source_deleted")),
        ({"state": "signed"}, (409, "invalid_upload_state")),
        ({"state": "rejected"}, (409, "invalid_upload_state")),
    ],
)
def test_only_a_video_that_exists_has_a_draft(
    world: DraftsWorld, upload: dict[str, Any], rejected: tuple[int, str]
) -> None:
    world.library.put_upload(3, **upload)

    answer = world.request("POST", DRAFTS, json={"uploadId": 3})

    assert (answer.status_code, answer.json["error"]) == rejected


def test_a_video_of_the_system_may_have_a_draft_of_each_user(world: DraftsWorld) -> None:
    world.library.put_upload(3, owner_user_id=0, is_system=True)

    drafts = [world.open_draft(3, user=user)["id"] for user in (OWNER, STRANGER)]

    assert len(set(drafts)) == 2


def test_an_upload_that_is_being_probed_has_a_draft_already(world: DraftsWorld) -> None:
    world.library.put_upload(3, state="uploaded")

    assert world.open_draft(3)["status"] == "active"


def test_others_may_not_read_a_draft_and_administrators_only_read_it(world: DraftsWorld) -> None:
    draft = world.open_draft()
    path = f"{DRAFTS}/{draft['id']}"
    body = {"config": {}}

    assert world.request("GET", path, user=STRANGER).status_code == 403
    assert world.request("PATCH", path, json=body, user=STRANGER).status_code == 403
    assert read(world, draft["id"], user=ADMIN) == draft
    assert world.request("PATCH", path, json=body, user=ADMIN).status_code == 403
    for action in ("archive", "unarchive", "start-over"):
        assert act(world, draft["id"], action, user=ADMIN).status_code == 403


def test_a_draft_that_does_not_exist_is_not_found(world: DraftsWorld) -> None:
    answers = [
        world.request("GET", f"{DRAFTS}/5"),
        world.request("PATCH", f"{DRAFTS}/5", json={"config": {}}),
        act(world, 5, "archive"),
        act(world, 5, "start-over"),
    ]

    assert {(one.status_code, one.json["error"]) for one in answers} == {(404, "draft_not_found")}


def test_active_drafts_are_listed_for_badges_the_latest_changed_first(world: DraftsWorld) -> None:
    drafts = [world.open_draft(one) for one in (1, 2)]
    saved = world.save_config(drafts[0]["id"], {"name": "Film"}).json["draft"]

    items = world.request("GET", f"{DRAFTS}/active").json["items"]

    assert [one["uploadId"] for one in items] == [1, 2]
    assert items[0] == {
        "id": drafts[0]["id"],
        "uploadId": 1,
        "updatedAt": saved["updatedAt"],
    }


def test_pages_of_active_drafts_hold_each_once(world: DraftsWorld) -> None:
    for upload_id in range(1, 6):
        world.library.put_upload(upload_id)
        world.open_draft(upload_id)
    found: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        query = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = world.request("GET", f"{DRAFTS}/active", query_string=query).json
        found += [one["uploadId"] for one in page["items"]]
        cursor = page["nextCursor"]

    assert found == [5, 4, 3, 2, 1]


def test_an_archived_draft_is_read_but_not_changed(world: DraftsWorld) -> None:
    draft = world.open_draft()
    answers = [act(world, draft["id"], "archive") for _ in range(2)]

    archived = read(world, draft["id"])
    saved = world.save_config(draft["id"], {"name": "Film"})

    assert [one.json for one in answers] == [{"ok": True}] * 2
    assert (archived["status"], archived["revision"]) == ("archived", 2)
    assert archived["archivedAt"] == archived["updatedAt"]
    assert (saved.status_code, saved.json["error"]) == (422, "invalid_state")
    assert world.request("GET", f"{DRAFTS}/active").json["items"] == []


def test_after_archiving_a_draft_the_upload_gets_a_new_one(world: DraftsWorld) -> None:
    first = world.open_draft()
    act(world, first["id"], "archive")

    second = world.open_draft()

    assert second["id"] != first["id"]
    assert second["config"] == {}


def test_starting_over_archives_the_draft_and_makes_an_empty_one(world: DraftsWorld) -> None:
    draft = world.open_draft()
    world.save_config(draft["id"], {"name": "Film"})

    answer = act(world, draft["id"], "start-over")

    assert answer.status_code == 201
    assert answer.json["archivedDraftId"] == draft["id"]
    assert answer.json["draft"]["config"] == {}
    assert read(world, draft["id"])["status"] == "archived"
    assert world.open_draft() == answer.json["draft"]


def test_starting_over_twice_by_one_key_starts_over_once(world: DraftsWorld) -> None:
    draft = world.open_draft()

    answers = [
        act(world, draft["id"], "start-over", headers={"Idempotency-Key": "k"}) for _ in range(2)
    ]

    assert answers[0].json == answers[1].json


def test_an_archived_draft_is_not_started_over(world: DraftsWorld) -> None:
    draft = world.open_draft()
    act(world, draft["id"], "archive")

    answer = act(world, draft["id"], "start-over")

    assert (answer.status_code, answer.json["error"]) == (422, "invalid_state")


def test_starting_over_is_undone_while_the_new_draft_is_untouched(world: DraftsWorld) -> None:
    draft = world.open_draft()
    world.save_config(draft["id"], {"name": "Film"})
    new = act(world, draft["id"], "start-over").json["draft"]

    answer = act(world, draft["id"], "unarchive")

    assert answer.status_code == 200
    assert answer.json["draft"]["config"] == {"name": "Film"}
    assert answer.headers["ETag"] == f'"{answer.json["draft"]["revision"]}"'
    assert read(world, new["id"])["status"] == "archived"
    assert world.open_draft()["id"] == draft["id"]


def test_starting_over_is_not_undone_once_the_new_draft_was_saved(world: DraftsWorld) -> None:
    draft = world.open_draft()
    new = act(world, draft["id"], "start-over").json["draft"]
    world.save_config(new["id"], {"name": "Other"})

    answer = act(world, draft["id"], "unarchive")

    assert (answer.status_code, answer.json["error"]) == (409, "draft_exists")
    assert world.open_draft()["config"] == {"name": "Other"}


def test_unarchiving_an_active_draft_changes_nothing(world: DraftsWorld) -> None:
    draft = world.open_draft()

    answer = act(world, draft["id"], "unarchive")

    assert (answer.status_code, answer.json["draft"]) == (200, draft)


def test_the_library_hears_which_uploads_active_drafts_use(world: DraftsWorld) -> None:
    draft_id = world.open_draft()["id"]
    act(world, draft_id, "archive")
    act(world, draft_id, "unarchive")

    events = world.announced("drafts.references.changed.v1")

    assert [one.get("uploadIds", []) for one in events] == [["1"], [], ["1"]]
    assert [one["revision"] for one in events] == ["1", "2", "3"]
    assert {(one["documentKind"], one["documentId"]) for one in events} == {
        ("draft", str(draft_id))
    }
