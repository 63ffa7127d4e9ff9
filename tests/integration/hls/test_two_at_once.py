# SPDX-License-Identifier: Apache-2.0
"""Several who want the same at the same moment, on both kinds of database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from chassis.database import Database
from chassis.migrations import migrate
from services.hls.coordinator.serving import SERVICE
from services.hls.coordinator.usecases import leasing
from tests.support.hls.world import HlsWorld, upload
from tests.support.servers.postgres import running_postgres

PEOPLE = 6


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HlsWorld]:
    folder = tmp_path_factory.mktemp("hls")
    if request.param == "sqlite":
        yield from _world(folder, f"sqlite:///{folder}/hls.db")
        return
    with running_postgres() as server:
        yield from _world(folder, server.url)


def _world(folder: Path, url: str) -> Iterator[HlsWorld]:
    database = Database(url, schema="hls")
    migrate(database, SERVICE.migrations)
    yield HlsWorld(folder, database=database)
    database.close()


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    return built.emptied()


def all_at_once(act: Callable[[int], Any]) -> list[Any]:
    start = threading.Barrier(PEOPLE)

    def one(number: int) -> Any:
        start.wait(10)
        return act(number)

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE)))


def test_an_export_prepared_by_many_at_once_has_one_production(world: HlsWorld) -> None:
    world.library.put(upload(42))

    answers = all_at_once(lambda _: world.client().post("/api/exports/42/prep-hls"))

    assert sorted(one.status_code for one in answers) == [200] * (PEOPLE - 1) + [202]
    assert len({one.json["productionId"] for one in answers}) == 1
    assert world.announced() == ["created", "queued"]


def test_one_key_sent_by_many_at_once_makes_one_production(world: HlsWorld) -> None:
    world.library.put(upload(3, role="source"))
    headers, body = {"Idempotency-Key": "once"}, {"uploadId": 3}

    answers = all_at_once(
        lambda _: world.client().post("/api/productions", json=body, headers=headers)
    )

    assert {one.status_code for one in answers} == {201}
    assert len({one.json["production"]["id"] for one in answers}) == 1
    assert world.announced() == ["created", "queued"]


def test_a_task_is_claimed_by_one_packager(world: HlsWorld) -> None:
    world.prepared()

    claims = all_at_once(lambda number: leasing.claim(world.deps, packager_id=f"p{number}"))

    assert len([one for one in claims if one is not None]) == 1


def test_a_whole_life_on_this_database(world: HlsWorld) -> None:
    production_id = world.packaged()
    client = world.client()

    shown = client.get(f"/api/productions/{production_id}").json["production"]
    story = client.patch(
        f"/api/productions/{production_id}/story", json={"defaultStoryText": "A tale."}
    )
    gone = client.delete(f"/api/productions/{production_id}")

    assert (shown["state"], story.status_code, gone.json) == ("ready", 200, {"ok": True})
    assert world.announced() == ["created", "queued", "ready", "story_changed", "deleted"]
