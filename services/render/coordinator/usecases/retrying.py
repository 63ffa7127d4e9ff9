# SPDX-License-Identifier: Apache-2.0
"""Retries failed and cancelled renders."""

from __future__ import annotations

from chassis.caller import Caller
from services.render.coordinator.domain.errors import InvalidRenderState
from services.render.coordinator.domain.planned_jobs import jobs_of_plan
from services.render.coordinator.domain.render import Render
from services.render.coordinator.usecases.access import require_access
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.coordinator.usecases.starting import current_plan, enqueue_render


def retry_render(deps: Dependencies, *, export_id: str, caller: Caller) -> None:
    """Start another attempt at a failed or cancelled render; results still stored are reused."""
    with deps.reading() as uow:
        found = require_access(uow.renders.find_render(export_id), caller)
    found.retry()
    plan = current_plan(deps, found)
    missing = _missing_files(deps, found, plan)
    with deps.unit_of_work() as uow:
        render = require_access(uow.renders.lock_render(export_id), caller)
        if render.attempt != found.attempt:
            raise InvalidRenderState("This render has been retried already.")
        uow.cached_files.delete_cached_files(missing)
        enqueue_render(uow, render.retry(), plan)


def _missing_files(deps: Dependencies, render: Render, plan: str) -> list[str]:
    """Return the cache keys whose files are in the index but not in storage."""
    jobs = jobs_of_plan(
        plan,
        export_id=render.export_id,
        created_at=render.created_at,
        production_ulid=render.subject.production_ulid,
    )
    with deps.reading() as uow:
        files = uow.cached_files.find_cached_files([job.key for job in jobs if job.key])
    return [key for key, file in files.items() if deps.storage.head(file.storage_key) is None]
