# SPDX-License-Identifier: Apache-2.0
"""Users follow spaces and read what is published in them."""

from __future__ import annotations

import pytest

from services.publish.domain.space import SpaceType
from services.publish.usecases import subscribing
from tests.support.publish.world import ADA, BEN, EVE, PublishWorld, a_production, ids

FEED = "/api/feed/following"


def follow(world: PublishWorld, user: int, space: int) -> int:
    return world.client(user).put(f"/api/spaces/{space}/subscription").status_code


def followed(world: PublishWorld, user: int, query: str = "") -> list[int]:
    answer = world.client(user).get(FEED + query)
    assert answer.status_code == 200, answer.json
    return ids(answer.json["items"])  # type: ignore[index]


def published(world: PublishWorld, number: int, space: int | None = None) -> int:
    world.hls.add(a_production(number))
    world.later(seconds=1)
    return world.published(number, space)


def test_what_is_published_in_a_followed_space_is_in_the_feed(world: PublishWorld) -> None:
    first, second = published(world, 7), published(world, 8)
    assert followed(world, BEN) == []

    assert follow(world, BEN, world.personal(ADA)) == 200

    assert followed(world, BEN) == [second, first]
    assert followed(world, EVE) == []


def test_each_item_names_its_space_in_the_feed_of_followed_spaces_only(world: PublishWorld) -> None:
    published(world, 7)
    space = world.personal(ADA)
    follow(world, BEN, space)
    name = world.client(ADA).get(f"/api/spaces/{space}").json["space"]["name"]  # type: ignore[index]

    (item,) = world.client(BEN).get(FEED).json["items"]  # type: ignore[index]
    (other,) = world.client(BEN).get(f"/api/spaces/{space}/feed").json["items"]  # type: ignore[index]

    assert (item["spaceName"], other["spaceName"]) == (name, None)


def test_following_twice_is_once_and_ends(world: PublishWorld) -> None:
    space = world.personal(ADA)
    path = f"/api/spaces/{space}/subscription"
    for _ in range(2):
        assert follow(world, BEN, space) == 200

    found = world.client(BEN).get(path).json
    assert found == {"subscription": {"isSubscribed": True, "subscriberCount": 1}}
    assert world.client(BEN).delete(path).json == {"ok": True}
    found = world.client(BEN).get(path).json
    assert found == {"subscription": {"isSubscribed": False, "subscriberCount": 0}}
    assert world.client(BEN).delete(path).json == {"ok": True}


def test_the_feed_comes_in_pages(world: PublishWorld) -> None:
    made = [published(world, number) for number in range(7, 12)]
    follow(world, BEN, world.personal(ADA))

    first = world.client(BEN).get(f"{FEED}?limit=3").json
    second = world.client(BEN).get(f"{FEED}?limit=3&cursor={first['nextCursor']}").json  # type: ignore[index]

    assert [*ids(first["items"]), *ids(second["items"])] == made[::-1]  # type: ignore[index]
    assert second["nextCursor"] is None  # type: ignore[index]


def test_following_gives_no_right(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP)
    world.give(ADA, group, "space_poster")
    world.give(BEN, group, "space_member")
    publication = published(world, 7, group)

    assert follow(world, 4, group) == 403
    assert follow(world, 4, 999) == 404
    assert follow(world, BEN, group) == 200
    assert followed(world, BEN) == [publication]

    assert world.client(BEN).post(f"/api/spaces/{group}/leave").status_code == 200

    assert followed(world, BEN) == []


def test_what_is_unpublished_leaves_the_feed(world: PublishWorld) -> None:
    publication = published(world, 7)
    follow(world, BEN, world.personal(ADA))
    world.client(ADA).post(f"/api/publications/{publication}/unpublish", json={})

    assert followed(world, BEN) == []


def test_a_user_follows_only_so_many_spaces(
    world: PublishWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribing, "MOST_SUBSCRIPTIONS", 0)

    answer = world.client(BEN).put(f"/api/spaces/{world.personal(ADA)}/subscription")

    assert (answer.status_code, answer.json["error"]) == (409, "too_many_subscriptions")  # type: ignore[index]


def test_a_deleted_space_is_followed_by_nobody_and_makes_room_for_another(
    world: PublishWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribing, "MOST_SUBSCRIPTIONS", 1)
    group = world.space(SpaceType.GROUP)
    world.give(EVE, group, "space_admin")
    assert follow(world, EVE, group) == 200
    assert follow(world, EVE, world.personal(ADA)) == 409

    assert world.client(EVE).delete(f"/api/spaces/{group}").status_code == 200

    assert follow(world, EVE, world.personal(ADA)) == 200


def test_only_signed_in_users_follow(world: PublishWorld) -> None:
    path = f"/api/spaces/{world.personal(ADA)}/subscription"
    client = world.anonymous()

    answers = [client.get(path), client.put(path), client.delete(path), client.get(FEED)]

    assert [one.status_code for one in answers] == [401] * 4
