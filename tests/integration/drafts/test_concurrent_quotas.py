# SPDX-License-Identifier: Apache-2.0
"""Simultaneous requests of one user exceed no quota of projects and exports, on PostgreSQL."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chassis.caller import Caller
from chassis.database import Database
from chassis.errors import ApiError
from chassis.migrations import migrate
from services.drafts.bootstrap import SERVICE
from services.drafts.usecases import exporting, projects
from services.drafts.usecases.usage import list_quotas
from tests.support.drafts.world import OWNER, DraftsWorld
from tests.support.servers.postgres import new_database

CALLER = Caller(OWNER)
REQUESTS, LIMIT = 12, 5


@pytest.fixture
def world(tmp_path: Path) -> Iterator[DraftsWorld]:
    database = Database(new_database(), schema="drafts")
    migrate(database, SERVICE.migrations)
    yield DraftsWorld(tmp_path, database)
    database.close()


def accepted(act: Callable[[int], object], count: int = REQUESTS) -> int:
    """Act many times at once; count how often it was not refused for the quota."""

    def attempt(number: int) -> bool:
        try:
            act(number)
        except ApiError as error:
            assert error.response.code == "quota_exceeded"
            return False
        return True

    with ThreadPoolExecutor(count) as threads:
        return sum(threads.map(attempt, range(count)))


def test_simultaneous_projects_do_not_exceed_the_quota(world: DraftsWorld) -> None:
    deps = dataclasses.replace(world.deps, max_projects=LIMIT)

    made = accepted(lambda n: projects.create_project(deps, caller=CALLER, texts={"name": f"{n}"}))

    found = {one.name: one.used for one in list_quotas(deps, caller=CALLER)}
    assert made == found["projects"] == LIMIT


def test_simultaneous_exports_do_not_exceed_the_quota(world: DraftsWorld) -> None:
    world.library.put_upload(1)
    made = [world.create_with_clips() for _ in range(REQUESTS)]
    deps = dataclasses.replace(world.deps, max_running_exports=LIMIT)

    begun = accepted(lambda n: exporting.request_export(deps, caller=CALLER, project_id=made[n]))

    found = {one.name: one.used for one in list_quotas(deps, caller=CALLER)}
    assert begun == found["runningExports"] == LIMIT
