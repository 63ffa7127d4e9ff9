# SPDX-License-Identifier: Apache-2.0
"""Lists of publications say why each is not shown, and what the reader may do about it."""

from __future__ import annotations

from typing import Any

from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld, ids

STRANGER = 99


def change(world: PublishWorld, user_id: int, publication: int, verb: str, note: str = "") -> None:
    answer = world.client(user_id).post(
        f"/api/publications/{publication}/{verb}", json={"note": note}
    )
    assert answer.status_code == 200, answer.json


def items(world: PublishWorld, user_id: int, path: str) -> Any:  # Any: the body of an answer
    answer = world.client(user_id).get(path)
    assert answer.status_code == 200, answer.json
    return answer.json["items"]  # type: ignore[index]


def context(world: PublishWorld, user_id: int, path: str) -> Any:  # Any: of the only item
    (item,) = items(world, user_id, path)
    return item["context"]


OF_PRODUCTION = "/api/productions/7/publications"


def test_a_rejected_publication_is_listed_with_who_rejected_it_last_and_why(
    world: PublishWorld, channel: int
) -> None:
    publication = world.published(7, channel)
    change(world, EVE, publication, "reject", "Too loud")
    change(world, ADA, publication, "republish", "Quieter")
    change(world, EVE, publication, "reject", "Still too loud")

    for path in (OF_PRODUCTION, "/api/uploads/70/publications"):
        found = context(world, ADA, path)
        entry = found["takenDown"]
        assert (entry["actorName"], entry["note"]) == ("Eve", "Still too loud")
        assert (entry["action"], found["spaceName"]) == ("reject_publication", "The channel")
        assert found["canRepublish"]


def test_what_is_shown_or_waits_was_not_taken_down(world: PublishWorld, channel: int) -> None:
    publication = world.published(7, channel)
    change(world, EVE, publication, "reject", "Too loud")
    change(world, EVE, publication, "republish")

    assert context(world, ADA, OF_PRODUCTION) == {
        "spaceName": "The channel",
        "takenDown": None,
        "canRepublish": False,
    }


def test_each_reader_reads_what_they_may_publish_again(world: PublishWorld, channel: int) -> None:
    removed, withdrawn = world.published(7, channel), world.published(8, channel)
    change(world, EVE, removed, "unpublish", "Wrong place")
    change(world, ADA, withdrawn, "unpublish")
    path = f"/api/spaces/{channel}/publications?status=unpublished"

    def republishable(user_id: int) -> list[int]:
        found = [one for one in items(world, user_id, path) if one["context"]["canRepublish"]]
        return ids(found)

    assert republishable(EVE) == [removed]
    assert republishable(ADMIN) == [withdrawn, removed]
    assert not context(world, ADA, OF_PRODUCTION)["canRepublish"]
    assert context(world, ADA, "/api/productions/8/publications")["canRepublish"]


def test_nothing_is_published_again_in_a_space_that_one_left_or_that_is_gone(
    world: PublishWorld, channel: int
) -> None:
    publication = world.published(7, channel)
    change(world, ADA, publication, "unpublish")
    world.client(BEN).delete(f"/api/spaces/{channel}/members/{ADA}")
    world.client(ADMIN).delete(f"/api/spaces/{channel}/members/{ADA}")
    assert not context(world, ADA, OF_PRODUCTION)["canRepublish"]

    world.client(ADMIN).delete(f"/api/spaces/{channel}")
    found = context(world, ADMIN, OF_PRODUCTION)
    assert (found["canRepublish"], found["spaceName"]) == (False, "The channel")


def test_moderators_list_a_status_of_their_space_page_by_page(
    world: PublishWorld, channel: int
) -> None:
    first, second, third = (world.published(number, channel) for number in (7, 8, 9))
    for publication in (first, third):
        change(world, EVE, publication, "reject", "Too loud")
    path = f"/api/spaces/{channel}/publications?status=rejected&limit=1"

    newest = world.client(EVE).get(path).json
    oldest = world.client(EVE).get(f"{path}&cursor={newest['nextCursor']}").json  # type: ignore[index]

    for page, publication in ((newest, third), (oldest, first)):
        (item,) = page["items"]  # type: ignore[index]
        assert item["publication"]["id"] == publication
        assert (item["owner"]["displayName"], item["context"]["takenDown"]["note"]) == (
            "Ada",
            "Too loud",
        )
        assert item["playback"]["masterUrl"]
    assert oldest["nextCursor"] is None  # type: ignore[index]
    waiting = items(world, EVE, f"/api/spaces/{channel}/publications?status=pending")
    assert ids(waiting) == [second]


def test_only_moderators_list_what_a_space_does_not_show(world: PublishWorld, channel: int) -> None:
    path = f"/api/spaces/{channel}/publications?status=rejected"

    for user_id, expected in ((ADA, 403), (STRANGER, 403), (EVE, 200), (ADMIN, 200)):
        assert world.client(user_id).get(path).status_code == expected
    assert world.client(STRANGER, "site_moderator").get(path).status_code == 200
    assert world.anonymous().get(path).status_code == 401
    assert world.client(EVE).get("/api/spaces/999/publications?status=rejected").status_code == 404
    assert world.client(EVE).get(f"/api/spaces/{channel}/publications").status_code == 400
