# SPDX-License-Identifier: Apache-2.0
"""The feed of the whole site is that of one space, which nobody can imitate."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from services.publish.domain.space import SpaceType
from services.publish.store.tables import SPACES
from tests.support.publish.world import ADA, ADMIN, PublishWorld, ids

_LOOK_ALIKES = [
    "Global",
    "global feed",
    " GLOBAL-FEED ",
    "Glöbal, Feed!",
    "\uff27lobal",
    "Global space",
]


def feed(world: PublishWorld) -> Any:
    return world.anonymous().get("/api/feed/global").json


def test_a_channel_with_the_slug_of_the_global_feed_is_not_in_it(world: PublishWorld) -> None:
    space = world.space(SpaceType.CHANNEL, owner=ADA, visibility="public")
    with world.database.begin_or_join() as session:
        session.execute(sa.update(SPACES).where(SPACES.c.id == space).values(slug="global-feed"))
    world.give(ADA, space, "space_admin")
    publication = world.published(7, space)
    done = world.client(ADA).post(f"/api/publications/{publication}/approve", json={})
    assert done.status_code == 200, done.json

    assert ids(feed(world)["items"]) == []
    assert world.client(ADA).get(f"/api/spaces/{space}").json["space"]["isGlobal"] is False


@pytest.mark.parametrize("user_id", [ADA, ADMIN])
@pytest.mark.parametrize("kind", ["group", "channel"])
@pytest.mark.parametrize("name", _LOOK_ALIKES)
def test_no_space_is_created_that_is_called_like_the_global_one(
    world: PublishWorld, name: str, kind: str, user_id: int
) -> None:
    answer = world.client(user_id).post("/api/spaces", json={"name": name, "type": kind})

    assert (answer.status_code, answer.json["error"]) == (409, "reserved_name")


@pytest.mark.parametrize("name", _LOOK_ALIKES)
def test_no_space_is_renamed_to_the_global_one(world: PublishWorld, name: str) -> None:
    ada = world.client(ADA)
    group = ada.post("/api/spaces", json={"name": "Globally yours"}).json["space"]["id"]

    for space in (group, world.personal()):
        answer = ada.patch(f"/api/spaces/{space}", json={"name": name})
        assert (answer.status_code, answer.json["error"]) == (409, "reserved_name")
    described = ada.patch(f"/api/spaces/{group}", json={"description": "Global"})
    assert described.status_code == 200


def test_administrators_rename_the_global_space_and_it_stays_global(world: PublishWorld) -> None:
    admin = world.client(ADMIN)

    for name in ("Everybody", "Global feed"):
        answer = admin.patch("/api/spaces/1", json={"name": name})
        assert (answer.json["space"]["name"], answer.json["space"]["isGlobal"]) == (name, True)


def test_there_is_no_second_global_space(world: PublishWorld) -> None:
    values = {
        "ulid": "01SECOND",
        "type": "channel",
        "name": "Second",
        "slug": "second",
        "settings": {},
        "created_at": dt.datetime.now(dt.UTC),
        "is_global": True,
    }

    with pytest.raises(IntegrityError), world.database.begin_or_join() as session:
        session.execute(sa.insert(SPACES).values(values))
