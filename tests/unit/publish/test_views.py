# SPDX-License-Identifier: Apache-2.0
"""Views are counted once a day for each viewer, without storing who they are."""

from __future__ import annotations

import sqlalchemy as sa

from services.publish.domain.viewers import MOST_OF_ONE_ADDRESS
from services.publish.store.tables_audience import VIEW_DIGESTS, VIEW_KEYS
from tests.support.publish.world import ADA, BEN, PublishWorld


def watched(
    world: PublishWorld,
    publication: int,
    *,
    by: int | None = None,
    at: str = "",
    browser: str = "Firefox",
) -> None:
    client = world.anonymous() if by is None else world.client(by)
    origin = {"REMOTE_ADDR": at or "192.0.2.1"}
    path = f"/api/publications/{publication}/views"
    answer = client.post(path, json={}, environ_overrides=origin, headers={"User-Agent": browser})
    assert (answer.status_code, answer.json) == (200, {"ok": True})
    assert "Set-Cookie" not in answer.headers


def views(world: PublishWorld) -> list[int]:
    feed = world.anonymous().get(f"/api/spaces/{world.personal()}/feed").json["items"]  # type: ignore[index]
    return [one["viewsCount"] for one in feed]


def test_a_viewer_counts_once_a_day(world: PublishWorld) -> None:
    publication = world.published()
    for _ in range(3):
        watched(world, publication)
    watched(world, publication, at="192.0.2.2")
    assert views(world) == [2]

    world.later(days=1)
    watched(world, publication)

    assert views(world) == [3]


def test_an_address_counts_for_so_many_browsers_at_most_whatever_they_call_themselves(
    world: PublishWorld,
) -> None:
    publication = world.published()

    for number in range(200):
        watched(world, publication, browser=f"Browser {number}")

    assert views(world) == [MOST_OF_ONE_ADDRESS]


def test_the_addresses_of_one_ipv6_network_count_as_one(world: PublishWorld) -> None:
    publication = world.published()

    for address in ("2001:db8::1", "2001:db8::ffff:1", "2001:db8:0:1::1"):
        watched(world, publication, at=address)

    assert views(world) == [2]


def test_addresses_that_a_server_of_both_kinds_writes_as_ipv6_count_each(
    world: PublishWorld,
) -> None:
    publication = world.published()

    for address in ("192.0.2.1", "::ffff:192.0.2.1", "::ffff:192.0.2.2"):
        watched(world, publication, at=address)

    assert views(world) == [2]


def test_a_user_counts_once_wherever_they_watch_and_the_owner_never(world: PublishWorld) -> None:
    publication = world.published()

    watched(world, publication, by=BEN)
    watched(world, publication, by=BEN, at="192.0.2.2")
    watched(world, publication, by=ADA)

    assert views(world) == [1]


def test_each_publication_has_its_own_views(world: PublishWorld) -> None:
    first = world.published()
    world.later(seconds=1)
    second = world.published(8)

    watched(world, first)
    watched(world, second)
    watched(world, second, at="192.0.2.2")

    assert views(world) == [2, 1]


def test_the_key_and_the_digests_of_a_day_are_deleted_the_day_after(world: PublishWorld) -> None:
    publication = world.published()
    watched(world, publication, at="192.0.2.77")
    with world.database.engine.connect() as connection:
        image = connection.connection.driver_connection.serialize()  # type: ignore[union-attr]
    assert b"192.0.2.77" not in bytes(image)

    world.later(days=1)
    watched(world, publication)

    with world.database.reading() as session:
        for table in (VIEW_DIGESTS, VIEW_KEYS):
            days = session.execute(sa.select(table.c.day)).scalars().all()
            assert days == [world.deps.now().date()]


def test_what_one_may_not_watch_is_not_counted(world: PublishWorld) -> None:
    publication = world.published()
    world.client(ADA).post(f"/api/publications/{publication}/unpublish", json={})

    answer = world.anonymous().post(f"/api/publications/{publication}/views", json={})

    assert answer.status_code == 404
