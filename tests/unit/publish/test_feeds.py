# SPDX-License-Identifier: Apache-2.0
"""The feeds of spaces and of the whole site."""

from __future__ import annotations

from typing import Any

import pytest

from services.publish.domain.publication import AuditAction
from services.publish.domain.space import SpaceType
from tests.support.publish.world import (
    ADA,
    ADMIN,
    BEN,
    EVE,
    PublishWorld,
    a_production,
    ids,
)


def feed(world: PublishWorld, path: str, user_id: int | None = None) -> Any:
    client = world.anonymous() if user_id is None else world.client(user_id)
    return client.get(path).json


def test_an_item_of_a_feed_has_all_that_a_player_needs(world: PublishWorld) -> None:
    publication = world.published()

    item = feed(world, f"/api/spaces/{world.personal()}/feed")["items"][0]

    assert item["publication"]["id"] == publication
    assert item["production"]["name"] == "Video 7"
    assert item["production"]["status"] == "completed"
    assert item["upload"] == {"id": 70}
    assert item["owner"] == {"id": ADA, "displayName": "Ada"}
    assert item["hasStory"] is True
    assert item["playback"] == {
        "masterUrl": "/media/hls/signed/7/master.m3u8",
        "posterUrl": "/media/hls/signed/7/poster.jpg",
        "width": 640,
        "height": 360,
        "durationSeconds": 2.5,
        "chaptersUrl": None,
    }


def test_a_feed_is_paged_newest_first_with_one_call_of_each_service_a_page(
    world: PublishWorld,
) -> None:
    path = f"/api/spaces/{world.personal()}/feed"
    made = []
    for number in range(7, 12):
        world.later(seconds=1 if number % 2 else 0)
        made.append(world.published(number))
    world.accounts.calls = 0

    found, cursor = [], ""
    while cursor is not None:
        page = feed(world, f"{path}?limit=2&cursor={cursor}")
        found += ids(page["items"])
        cursor = page["nextCursor"]

    assert found == made[::-1]
    assert [len(one) for one in world.hls.playback_calls] == [2, 2, 1]
    assert world.accounts.calls == 3


def test_publications_of_the_same_moment_are_not_lost_between_pages(
    world: PublishWorld,
) -> None:
    moment = world.deps.now()
    path = f"/api/spaces/{world.personal()}/feed"
    made = [world.published(number) for number in (7, 8, 9)]
    with world.deps.unit_of_work() as uow:
        for publication in made:
            found = uow.publications.get_publication(publication)
            assert found is not None
            down = found.unpublish(by=ADA, now=moment)
            up = down.republish(AuditAction.MODERATOR_REPUBLISHED, by=ADMIN, now=moment)
            uow.publications.save_publication(up)

    first = feed(world, f"{path}?limit=2")
    rest = feed(world, f"{path}?limit=2&cursor={first['nextCursor']}")

    assert ids(first["items"]) + ids(rest["items"]) == made[::-1]


def test_a_feed_has_only_published_publications_of_completed_productions(
    world: PublishWorld,
) -> None:
    path = f"/api/spaces/{world.personal()}/feed"
    published, unpublished, failed = (world.published(number) for number in (7, 8, 9))
    world.client(ADA).post(f"/api/publications/{unpublished}/unpublish", json={})
    with world.deps.unit_of_work() as uow:
        uow.productions.upsert_production(a_production(9, status="failed", revision=4))

    assert ids(feed(world, path)["items"]) == [published]
    assert failed not in ids(feed(world, path, ADMIN)["items"])


def test_a_publication_for_members_is_shown_to_members_only(world: PublishWorld) -> None:
    space = world.space(SpaceType.GROUP, visibility="public")
    world.give(ADA, space, "space_poster")
    world.give(BEN, space, "space_member")
    world.hls.add(a_production(7))
    world.client(ADA).post(
        "/api/productions/7/publications", json={"spaceId": space, "visibility": "members"}
    )
    path = f"/api/spaces/{space}/feed"

    assert len(feed(world, path, BEN)["items"]) == 1
    assert len(feed(world, path, EVE)["items"]) == 1
    assert feed(world, path)["items"] == []
    assert feed(world, path, 55)["items"] == []


def test_the_feed_of_a_private_space_is_shown_to_members_only(world: PublishWorld) -> None:
    path = f"/api/spaces/{world.space(SpaceType.GROUP, owner=EVE)}/feed"

    assert feed(world, path)["error"] == "forbidden"
    assert feed(world, path, BEN)["error"] == "forbidden"
    assert feed(world, path, EVE) == {"items": [], "nextCursor": None}
    assert feed(world, path, ADMIN)["items"] == []


def test_the_global_feed_has_approved_publications_only(world: PublishWorld) -> None:
    world.published()
    assert feed(world, "/api/feed/global")["items"] == []

    client = world.client(ADMIN)
    made = client.post("/api/productions/7/publications", json={"spaceId": 1}).json["publication"]
    assert feed(world, "/api/feed/global")["items"] == []
    client.post(f"/api/publications/{made['id']}/approve", json={})

    assert ids(feed(world, "/api/feed/global")["items"]) == [made["id"]]
    assert ids(feed(world, "/api/spaces/1/feed")["items"]) == [made["id"]]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("limit=0", "invalid_parameter"),
        ("limit=101", "invalid_parameter"),
        ("limit=many", "invalid_parameter"),
        ("cursor=nonsense", "invalid_cursor"),
        ("cursor=99999999999999999999999_1", "invalid_cursor"),
        ("cursor=1_", "invalid_cursor"),
        ("cursor=1_99999999999", "invalid_cursor"),
    ],
)
def test_an_invalid_query_for_a_feed_is_refused(
    world: PublishWorld, query: str, error: str
) -> None:
    for path in ("/api/feed/global", "/api/spaces/1/feed"):
        answer = world.anonymous().get(f"{path}?{query}")
        assert (answer.status_code, answer.json["error"]) == (400, error)


def test_the_feed_of_an_unknown_space_is_not_found(world: PublishWorld) -> None:
    assert feed(world, "/api/spaces/999/feed")["error"] == "space_not_found"
