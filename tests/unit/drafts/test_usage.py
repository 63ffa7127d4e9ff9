# SPDX-License-Identifier: Apache-2.0
"""Everybody sees how much of everything there is and may be; more is answered with a reason."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from chassis.caller import Caller
from chassis.errors import ApiError
from services.drafts.usecases import exporting, presets, production_drafts, projects
from tests.support.drafts.world import OWNER, PROJECTS, STRANGER, DraftsWorld

ME = Caller(OWNER)


def quotas(world: DraftsWorld) -> dict[str, tuple[int, int]]:
    answer = world.request("GET", "/api/me/usage")
    assert answer.status_code == 200, answer.json
    return {one["name"]: (one["used"], one["limit"]) for one in answer.json["quotas"]}


def test_usage_counts_what_is_the_callers(world: DraftsWorld) -> None:
    world.create(user=STRANGER)
    project_id = world.create_with_clips()
    world.create()
    world.open_draft()
    world.request("GET", "/api/logo-configs")
    world.export(project_id)

    assert quotas(world) == {
        "storedBytes": (OWNER * 100, 1000),
        "unfinishedUploads": (0, 5),
        "projects": (2, 10_000),
        "productionDrafts": (1, 10_000),
        "presets": (1, 1000),
        "runningExports": (1, 100),
    }


def test_whoever_has_as_many_projects_as_allowed_makes_none(world: DraftsWorld) -> None:
    deps = dataclasses.replace(world.deps, max_projects=1)
    project_id = world.create()

    with pytest.raises(ApiError) as created:
        projects.create_project(deps, caller=ME, texts={})
    with pytest.raises(ApiError) as duplicated:
        projects.duplicate_project(deps, caller=ME, project_id=project_id, texts={})

    for error in (created, duplicated):
        assert error.value.response.code == "quota_exceeded"
        assert error.value.response.extra == {"quota": "projects", "used": 1, "limit": 1}
    assert projects.create_project(deps, caller=Caller(STRANGER), texts={}).project.project_id


def test_whoever_has_as_many_drafts_or_presets_as_allowed_makes_none(world: DraftsWorld) -> None:
    deps = dataclasses.replace(world.deps, max_drafts=1, max_presets=1)
    draft_id = world.open_draft(1)["id"]
    world.request("GET", "/api/logo-configs")

    with pytest.raises(ApiError) as opened:
        production_drafts.open_draft(deps, caller=ME, upload_id=2)
    with pytest.raises(ApiError) as begun:
        production_drafts.start_over(deps, caller=ME, draft_id=draft_id)
    with pytest.raises(ApiError) as created:
        presets.create_preset(deps, caller=ME, family="logo", members={"name": "Mine"})

    names = [one.value.response.extra["quota"] for one in (opened, begun, created)]
    assert names == ["productionDrafts", "productionDrafts", "presets"]
    assert production_drafts.open_draft(deps, caller=ME, upload_id=1)[1] is False


def test_whoever_has_as_many_exports_running_as_allowed_waits(world: DraftsWorld) -> None:
    deps = dataclasses.replace(world.deps, max_running_exports=1)
    first, second = world.create_with_clips(), world.create_with_clips()
    job = world.export(first)

    assert exporting.request_export(deps, caller=ME, project_id=first) == job
    with pytest.raises(ApiError) as error:
        exporting.request_export(deps, caller=ME, project_id=second)

    assert error.value.response.extra == {"quota": "runningExports", "used": 1, "limit": 1}


def test_exports_of_deleted_projects_are_deleted_after_a_month(world: DraftsWorld) -> None:
    remaining, deleted = world.create_with_clips(), world.create_with_clips()
    world.export(remaining)
    old = world.export(deleted)
    world.request("DELETE", f"{PROJECTS}/{deleted}")

    assert projects.delete_old_exports(world.deps) == 0
    world.clock += dt.timedelta(days=31)
    assert projects.delete_old_exports(world.deps) == 1

    with world.deps.reading() as uow:
        assert uow.exports.find_export(old) is None
    assert quotas(world)["runningExports"] == (1, 100)
