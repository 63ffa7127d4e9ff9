# SPDX-License-Identifier: Apache-2.0
"""A render joins the jobs of another just while that is cancelled, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from chassis.database import Database
from chassis.migrations import migrate
from services.render.coordinator.bootstrap import SERVICE
from services.render.coordinator.usecases.cancelling import cancel_render
from tests.support.process.waiting import wait_until
from tests.support.render.samples import EXPORT, OTHER, OWNER, a_caller, an_export
from tests.support.render.world import RenderWorld
from tests.support.servers.postgres import new_database

_BLOCKED = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[RenderWorld]:
    database = Database(new_database(), schema="render")
    migrate(database, SERVICE.migrations)
    yield RenderWorld(tmp_path / "secrets", database=database)
    database.close()


def is_anybody_blocked(world: RenderWorld) -> bool:
    with world.database.reading() as session:
        return bool(session.execute(sa.text(_BLOCKED)).scalar_one())


def test_its_jobs_are_not_cancelled(world: RenderWorld) -> None:
    world.start()

    with ThreadPoolExecutor(1) as thread:
        with world.database.outer_transaction():
            world.start(an_export(export_id=OTHER))
            caller = a_caller(OWNER)
            cancelled = thread.submit(cancel_render, world.deps, export_id=EXPORT, caller=caller)
            wait_until(lambda: is_anybody_blocked(world), "the cancelling to wait")
        cancelled.result()

    world.run_all()
    assert world.render(OTHER).state == "completed"
    assert world.render(EXPORT).state == "cancelled"
