# SPDX-License-Identifier: Apache-2.0
"""The revisions of a draft: every change is one, and its config can be restored."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.drafts.world import ADMIN, DRAFTS, OWNER, STRANGER, DraftsWorld


@pytest.fixture
def revisions(world: DraftsWorld) -> str:
    """Return the path of the revisions of a draft that was saved twice."""
    draft_id = world.open_draft()["id"]
    for name in ("First", "Second"):
        world.save_config(draft_id, {"name": name})
    return f"{DRAFTS}/{draft_id}/revisions"


def listed(world: DraftsWorld, revisions: str, **query: Any) -> Any:
    return world.request("GET", revisions, query_string=query).json


def test_every_change_is_a_revision_with_time_and_author(
    world: DraftsWorld, revisions: str
) -> None:
    world.request("POST", revisions.replace("revisions", "archive"))

    items = listed(world, revisions)["items"]

    assert [one["revision"] for one in items] == [4, 3, 2, 1]
    assert {one["authorUserId"] for one in items} == {OWNER}
    times = [one["savedAt"] for one in items]
    assert times == sorted(times, reverse=True)


def test_a_revision_is_read_with_its_config(world: DraftsWorld, revisions: str) -> None:
    found = world.request("GET", f"{revisions}/2").json["revision"]

    assert (found["revision"], found["config"]) == (2, {"name": "First"})


def test_a_restored_config_is_a_new_revision(world: DraftsWorld, revisions: str) -> None:
    answer = world.request("POST", f"{revisions}/2/restore", headers={"If-Match": '"3"'})

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"4"')
    assert answer.json["draft"]["config"] == {"name": "First"}


def test_a_stale_restore_is_answered_with_the_current_draft(
    world: DraftsWorld, revisions: str
) -> None:
    answer = world.request("POST", f"{revisions}/2/restore", headers={"If-Match": '"2"'})

    assert answer.status_code == 412
    assert answer.json["draft"]["config"] == {"name": "Second"}


def test_pages_of_revisions_hold_each_once(world: DraftsWorld, revisions: str) -> None:
    first = listed(world, revisions, limit=2)
    second = listed(world, revisions, limit=2, cursor=first["nextCursor"])

    assert [one["revision"] for one in first["items"] + second["items"]] == [3, 2, 1]
    assert second["nextCursor"] is None


def test_only_the_last_hundred_are_stored(world: DraftsWorld, revisions: str) -> None:
    draft_id = int(revisions.split("/")[3])
    for number in range(110):
        world.save_config(draft_id, {"number": number})

    items = listed(world, revisions, limit=500)["items"]

    assert [one["revision"] for one in items] == list(range(113, 13, -1))
    assert world.request("GET", f"{revisions}/3").json["error"] == "revision_not_found"


def test_administrators_read_revisions_and_others_do_not(
    world: DraftsWorld, revisions: str
) -> None:
    assert world.request("GET", revisions, user=ADMIN).status_code == 200
    assert world.request("GET", f"{revisions}/2", user=STRANGER).status_code == 403
    assert world.request("POST", f"{revisions}/2/restore", user=ADMIN).status_code == 403
