# SPDX-License-Identifier: Apache-2.0
"""Productions are published, unpublished and shown to others at moments to come."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from services.publish.domain.space import SpaceType
from services.publish.store.tables import USER_SPACE_ROLES
from services.publish.usecases.carrying_out_schedules import carry_out_due_schedules
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld, a_production, a_world

PATH = "/api/productions/7/schedules"


@pytest.fixture
def world() -> PublishWorld:
    made = a_world()
    made.hls.add(a_production(7))
    return made


def scheduled(world: PublishWorld, user_id: int = ADA, *, hours: float = 1, **body: Any) -> Any:
    at = world.deps.now() + dt.timedelta(hours=hours)
    given = {"spaceId": world.personal(), "action": "publish", "at": at.isoformat(), **body}
    return world.client(user_id).post(PATH, json=given)


def statuses(world: PublishWorld) -> list[str]:
    items = world.client(ADA).get("/api/productions/7/publications").json["items"]
    return [one["status"] for one in items]


def states(world: PublishWorld) -> list[str]:
    return [one["state"] for one in world.client(ADA).get(PATH).json["items"]]


def test_a_production_is_published_when_it_is_due_and_only_once(world: PublishWorld) -> None:
    made = scheduled(world, visibility="members")
    assert (made.status_code, made.json["schedule"]["state"]) == (201, "pending")
    assert carry_out_due_schedules(world.deps) == 0
    assert statuses(world) == []

    world.later(hours=1)
    assert [carry_out_due_schedules(world.deps) for _ in range(2)] == [1, 0]

    assert statuses(world) == ["published"]
    assert states(world) == ["done"]
    assert world.topics() == ["published"]
    items = world.client(ADA).get("/api/productions/7/publications").json["items"]
    assert items[0]["visibility"] == "members"


def test_a_production_is_unpublished_when_it_is_due(world: PublishWorld) -> None:
    publication = world.published()
    scheduled(world, action="unpublish")
    world.later(hours=2)

    carry_out_due_schedules(world.deps)

    assert statuses(world) == ["unpublished"]
    events = world.client(ADA).get(f"/api/publications/{publication}").json["events"]
    assert (events[-1]["actorName"], events[-1]["note"]) == ("Ada", "As scheduled.")


def test_a_premiere_ends_by_itself(world: PublishWorld) -> None:
    scheduled(world, hours=1)
    scheduled(world, hours=2, action="change_visibility", visibility="members")
    scheduled(world, hours=3, action="unpublish")

    world.later(hours=10)
    assert carry_out_due_schedules(world.deps) == 3

    assert states(world) == ["done", "done", "done"]
    assert statuses(world) == ["unpublished"]


def test_where_approval_is_required_it_is_pending_when_it_is_due(world: PublishWorld) -> None:
    channel = world.space(SpaceType.CHANNEL)
    world.give(ADA, channel, "space_poster")
    scheduled(world, spaceId=channel)
    world.later(hours=1)

    carry_out_due_schedules(world.deps)

    assert statuses(world) == ["pending"]


@pytest.mark.parametrize("hours", [-1, 0, 24 * 731])
def test_the_past_and_the_far_future_are_refused(world: PublishWorld, hours: float) -> None:
    answer = scheduled(world, hours=hours)

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_moment")


@pytest.mark.parametrize(
    "body", [{"at": "tomorrow"}, {"at": "2030-01-01T00:00:00"}, {"action": "burn"}, {"at": None}]
)
def test_what_cannot_be_scheduled_is_refused(world: PublishWorld, body: dict[str, Any]) -> None:
    assert scheduled(world, **body).status_code == 400


def test_others_schedule_nothing(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP, owner=EVE)

    assert scheduled(world, BEN).status_code == 403
    assert scheduled(world, spaceId=group).status_code == 403
    assert scheduled(world, spaceId=99).json["error"] == "space_not_found"
    answer = scheduled(world, action="unpublish")
    assert (answer.status_code, answer.json["error"]) == (404, "publication_not_found")


def test_what_is_scheduled_for_one_space_permits_nothing_in_another(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP, owner=EVE)
    world.give(ADA, group, "space_poster")
    assert scheduled(world, hours=1).status_code == 201

    answer = scheduled(world, hours=2, spaceId=group, action="unpublish")

    assert (answer.status_code, answer.json["error"]) == (404, "publication_not_found")
    assert scheduled(world, hours=2, action="unpublish").status_code == 201


def test_what_was_cancelled_does_not_happen(world: PublishWorld) -> None:
    path = f"{PATH}/{scheduled(world).json['schedule']['id']}"

    assert world.client(ADA).delete(path).json["schedule"]["state"] == "cancelled"
    world.later(hours=1)

    assert carry_out_due_schedules(world.deps) == 0
    again = world.client(ADA).delete(path)
    assert (again.status_code, again.json["error"]) == (409, "schedule_over")
    assert world.client(ADA).delete(f"{PATH}/99").json["error"] == "schedule_not_found"


def test_who_may_no_longer_publish_when_it_is_due_is_refused_then(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP, owner=EVE)
    world.give(ADA, group, "space_poster")
    scheduled(world, spaceId=group)
    with world.database.begin_or_join() as session:
        session.execute(sa.delete(USER_SPACE_ROLES).where(USER_SPACE_ROLES.c.space_id == group))
    world.later(hours=1)

    assert carry_out_due_schedules(world.deps) == 1

    found = world.client(ADA).get(PATH).json["items"][0]
    assert (found["state"], statuses(world)) == ("failed", [])
    assert "may not publish" in found["failure"]


def test_a_production_that_is_not_ready_when_it_is_due_fails_with_the_reason(
    world: PublishWorld,
) -> None:
    scheduled(world)
    world.hls.add(a_production(7, status="failed", revision=4))
    world.later(hours=1)

    carry_out_due_schedules(world.deps)

    assert "failed" in world.client(ADA).get(PATH).json["items"][0]["failure"]


def test_what_an_administrator_scheduled_has_their_rights(world: PublishWorld) -> None:
    assert scheduled(world, ADMIN, spaceId=1).status_code == 201
    world.later(hours=1)

    carry_out_due_schedules(world.deps)

    assert statuses(world) == ["pending"]


def test_nothing_happens_in_a_space_that_was_deleted(world: PublishWorld) -> None:
    space = world.client(ADA).post("/api/spaces", json={"name": "Short"}).json["space"]["id"]
    scheduled(world, spaceId=space)
    world.client(ADA).delete(f"/api/spaces/{space}")
    world.later(hours=1)

    assert carry_out_due_schedules(world.deps) == 0
    assert states(world) == ["cancelled"]


def test_schedules_are_listed_page_by_page(world: PublishWorld) -> None:
    numbers = [scheduled(world).json["schedule"]["id"] for _ in range(3)]

    first = world.client(ADA).get(f"{PATH}?limit=2").json
    rest = world.client(ADA).get(f"{PATH}?limit=2&cursor={first['nextCursor']}").json

    found = [one["id"] for one in (*first["items"], *rest["items"])]
    assert found == sorted(numbers, reverse=True)


def test_a_production_has_at_most_100_pending_schedules(world: PublishWorld) -> None:
    for _ in range(100):
        assert scheduled(world).status_code == 201

    answer = scheduled(world)

    assert (answer.status_code, answer.json["error"]) == (409, "too_many_schedules")
