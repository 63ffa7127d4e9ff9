# SPDX-License-Identifier: Apache-2.0
"""Publish a production into several spaces at once, each with a result of its own."""

from __future__ import annotations

from typing import Any

import pytest

from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld, a_production, a_world


@pytest.fixture
def world() -> PublishWorld:
    world = a_world()
    world.hls.add(a_production(7))
    return world


def changed(
    world: PublishWorld, verb: str, spaces: list[int], *, user: int = ADA, **headers: str
) -> list[dict[str, Any]]:
    answer = world.client(user).post(
        f"/api/productions/7/{verb}", json={"spaces": spaces}, headers=headers
    )
    assert (answer.status_code, answer.json["productionId"]) == (200, 7), answer.json
    return list(answer.json["results"])


def test_every_space_has_its_own_result_in_the_order_of_the_request(world: PublishWorld) -> None:
    foreign = world.space(SpaceType.GROUP, owner=EVE)
    channel = world.space(SpaceType.CHANNEL, owner=EVE)
    world.give(ADA, channel, "space_poster")

    results = changed(world, "publish", [channel, foreign, 99, world.personal(), foreign])

    assert [one["spaceId"] for one in results] == [channel, foreign, 99, world.personal()]
    assert [one["error"] for one in results] == [None, "forbidden", "space_not_found", None]
    assert [one["publication"] and one["publication"]["status"] for one in results] == [
        "pending",
        None,
        None,
        "published",
    ]
    assert "may not publish" in results[1]["detail"]
    assert sorted(world.topics()) == ["published", "requested"]


def test_a_production_that_is_not_ready_is_refused_in_every_space(world: PublishWorld) -> None:
    world.hls.add(a_production(7, status="processing", revision=4))

    results = changed(world, "publish", [world.personal()])

    assert [one["error"] for one in results] == ["production_not_ready"]
    assert world.topics() == []


def test_publishing_again_changes_nothing_and_republishes_what_its_owner_unpublished(
    world: PublishWorld,
) -> None:
    space = world.personal()
    first = changed(world, "publish", [space])

    assert changed(world, "publish", [space]) == first
    assert changed(world, "unpublish", [space])[0]["publication"]["status"] == "unpublished"
    again = changed(world, "publish", [space])[0]["publication"]
    assert (again["id"], again["status"]) == (first[0]["publication"]["id"], "published")
    assert world.topics() == ["published", "unpublished", "published"]


def test_unpublishing_twice_changes_nothing_and_unknown_spaces_are_refused(
    world: PublishWorld,
) -> None:
    space, never = world.personal(), world.space(SpaceType.GROUP, owner=ADA)
    changed(world, "publish", [space])

    first = changed(world, "unpublish", [space, never])
    assert [one["error"] for one in first] == [None, "publication_not_found"]
    assert changed(world, "unpublish", [space]) == first[:1]


def test_only_the_owner_and_administrators_may_publish_into_spaces(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP, owner=BEN)
    world.give(BEN, group, "space_admin")

    for verb in ("publish", "unpublish"):
        path = f"/api/productions/7/{verb}"
        denied = world.client(BEN).post(path, json={"spaces": [group]})
        assert (denied.status_code, denied.json["error"]) == (403, "forbidden")
        unknown = world.client(ADA).post(path.replace("7", "8"), json={"spaces": [group]})
        assert (unknown.status_code, unknown.json["error"]) == (404, "production_not_found")
    assert changed(world, "publish", [group], user=ADMIN)[0]["error"] is None


def test_the_same_idempotency_key_publishes_once(world: PublishWorld) -> None:
    key = {"Idempotency-Key": "one"}
    first = changed(world, "publish", [world.personal()], **key)
    changed(world, "unpublish", [world.personal()])

    assert changed(world, "publish", [world.personal()], **key) == first
    assert world.topics() == ["published", "unpublished"]
