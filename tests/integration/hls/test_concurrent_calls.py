# SPDX-License-Identifier: Apache-2.0
"""Calls at the same moment, on both kinds of database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from chassis.database import Database
from chassis.jobs.job import WorkerDescription
from chassis.migrations import migrate
from services.hls.coordinator.bootstrap import SERVICE
from services.hls.coordinator.usecases import packaging
from tests.support.hls.world import HlsWorld, upload
from tests.support.servers.postgres import new_database

CALLS = 6


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HlsWorld]:
    folder = tmp_path_factory.mktemp("hls")
    if request.param == "sqlite":
        yield from _world(folder, f"sqlite:///{folder}/hls.db")
        return
    yield from _world(folder, new_database())


def _world(folder: Path, url: str) -> Iterator[HlsWorld]:
    database = Database(url, schema="hls")
    migrate(database, SERVICE.migrations)
    yield HlsWorld(folder, database=database)
    database.close()


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    return built.emptied()


def all_at_once(act: Callable[[int], Any]) -> list[Any]:
    start = threading.Barrier(CALLS)

    def one(number: int) -> Any:
        start.wait()
        return act(number)

    with ThreadPoolExecutor(CALLS) as pool:
        return list(pool.map(one, range(CALLS)))


def test_an_export_prepared_by_several_calls_at_once_has_one_production(world: HlsWorld) -> None:
    world.uploads.put(upload(42))

    answers = all_at_once(lambda _: world.client().post("/api/exports/42/prep-hls"))

    assert sorted(one.status_code for one in answers) == [200] * (CALLS - 1) + [202]
    assert len({one.json["productionId"] for one in answers}) == 1
    assert world.announced() == ["created"]


def test_one_idempotency_key_in_several_calls_at_once_makes_one_production(world: HlsWorld) -> None:
    world.uploads.put(upload(3, role="source"))
    headers, body = {"Idempotency-Key": "once"}, {"uploadId": 3}

    answers = all_at_once(
        lambda _: world.client().post("/api/productions", json=body, headers=headers)
    )

    assert {one.status_code for one in answers} == {201}
    assert len({one.json["production"]["id"] for one in answers}) == 1
    assert world.announced() == ["created"]


def test_a_job_is_claimed_by_one_packager(world: HlsWorld) -> None:
    world.prepared()

    claims = all_at_once(
        lambda number: packaging.claim_job(world.deps, worker=WorkerDescription(f"p{number}"))
    )

    assert len([one for one in claims if one is not None]) == 1


def test_a_production_from_creation_to_deletion_on_this_database(world: HlsWorld) -> None:
    production_id = world.packaged()
    client = world.client()

    shown = client.get(f"/api/productions/{production_id}").json["production"]
    story = client.patch(
        f"/api/productions/{production_id}/story", json={"defaultStoryText": "A tale."}
    )
    gone = client.delete(f"/api/productions/{production_id}")

    assert (shown["state"], story.status_code, gone.json) == ("ready", 200, {"ok": True})
    assert world.announced() == ["created", "ready", "story_changed", "deleted"]
