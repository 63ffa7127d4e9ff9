# SPDX-License-Identifier: Apache-2.0
"""Simultaneous requests of one user exceed no quota of projects and exports, on PostgreSQL."""

from __future__ import annotations

import dataclasses

from chassis.caller import Caller
from services.drafts.usecases import exporting, projects
from services.drafts.usecases.usage import list_quotas
from tests.support.api.simultaneous import accepted_by_quota
from tests.support.drafts.world import OWNER, DraftsWorld

CALLER = Caller(OWNER)
REQUESTS, LIMIT = 12, 5


def test_simultaneous_projects_do_not_exceed_the_quota(world: DraftsWorld) -> None:
    deps = dataclasses.replace(world.deps, max_projects=LIMIT)

    def create(number: int) -> None:
        projects.create_project(deps, caller=CALLER, texts={"name": f"{number}"})

    made = accepted_by_quota(create, REQUESTS)

    found = {one.name: one.used for one in list_quotas(deps, caller=CALLER)}
    assert made == found["projects"] == LIMIT


def test_simultaneous_exports_do_not_exceed_the_quota(world: DraftsWorld) -> None:
    world.library.put_upload(1)
    made = [world.create_with_clips() for _ in range(REQUESTS)]
    deps = dataclasses.replace(world.deps, max_running_exports=LIMIT)

    def export(number: int) -> None:
        exporting.request_export(deps, caller=CALLER, project_id=made[number])

    begun = accepted_by_quota(export, REQUESTS)

    found = {one.name: one.used for one in list_quotas(deps, caller=CALLER)}
    assert begun == found["runningExports"] == LIMIT
