# SPDX-License-Identifier: Apache-2.0
"""Starts a render: plans its export and enqueues the jobs whose results are not cached."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

from services.render.coordinator.domain.counters import reused_results
from services.render.coordinator.domain.direct_chunks import read_uploads_directly
from services.render.coordinator.domain.errors import CannotPlan
from services.render.coordinator.domain.job import (
    SOURCE_KINDS,
    JobRequest,
    prioritized_by_length,
)
from services.render.coordinator.domain.planned_jobs import (
    is_current,
    jobs_of_plan,
    jobs_to_run,
    plan_export,
)
from services.render.coordinator.domain.render import Render, RenderFailure
from services.render.coordinator.store.unit_of_work import UnitOfWork
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.coordinator.usecases.ending import announce_render
from timeline.spec.render_plan import RenderBuild

NODE_ACTIVE_WITHIN = dt.timedelta(minutes=10)
_ANY_TIME = dt.datetime.min.replace(tzinfo=dt.UTC)


def start_render(deps: Dependencies, *, export_id: str) -> None:
    """Start the render of an export, unless it was started before."""
    with deps.reading() as uow:
        if uow.renders.find_render(export_id) is not None:
            return
    sealed = deps.sealed_exports.get_sealed_export(export_id)
    render = Render(sealed.export_id, sealed.subject, created_at=deps.now())
    if sealed.is_cancelled:
        _add_ended_render(deps, render.cancel(deps.now()))
        return
    try:
        plan = plan_export(sealed, current_build(deps))
    except CannotPlan as error:
        failed = render.fail(RenderFailure(error.code, str(error)), deps.now())
        _add_ended_render(deps, failed)
        return
    with deps.unit_of_work() as uow:
        uow.renders.add_render(render)
        enqueue_render(uow, render, plan)


def enqueue_render(uow: UnitOfWork, render: Render, plan: str) -> None:
    """Enqueue the jobs a stored render still needs, and announce it as queued."""
    jobs = jobs_of_plan(
        plan,
        export_id=render.export_id,
        created_at=render.created_at,
        production_ulid=render.subject.production_ulid,
    )
    shared = [job.key for job in jobs if job.key]
    cached = set(uow.cached_files.touch_cached_files(shared))
    jobs = read_uploads_directly(jobs, cached)
    # A job that ends after this look at the cache is found by its row, which is locked below.
    missing = prioritized_by_length(jobs_to_run(jobs, cached))
    enqueued = uow.jobs.enqueue_jobs(missing, user_id=render.subject.owner_user_id)
    uow.jobs.set_render_jobs(render.export_id, missing, enqueued.job_ids)
    planned = render.with_plan(plan, reused=_reused_kinds(jobs, missing, cached))
    uow.renders.save_render(planned)
    announce_render(uow, planned)
    uow.wake_nodes(enqueued.claimable)
    uow.job_counters.increase_counters(reused_results(planned.reused_kinds))


def current_plan(deps: Dependencies, render: Render) -> str:
    """Return the plan of a render, made again if the nodes were upgraded since it was made."""
    build = current_build(deps)
    if is_current(render.plan, build):
        return render.plan
    return plan_export(deps.sealed_exports.get_sealed_export(render.export_id), build)


def current_build(deps: Dependencies) -> RenderBuild:
    """Return the versions that exports are rendered with now.

    A node ingests uploads before anybody can export them, so at least one node is known.
    """
    with deps.reading() as uow:
        encoders = uow.nodes.list_encoders(deps.now() - NODE_ACTIVE_WITHIN)
        encoders = encoders or uow.nodes.list_encoders(_ANY_TIME)
    return replace(deps.build, encoder=encoders[0]) if encoders else deps.build


def _add_ended_render(deps: Dependencies, render: Render) -> None:
    with deps.unit_of_work() as uow:
        uow.renders.add_render(render)
        announce_render(uow, render)


def _reused_kinds(
    jobs: list[JobRequest], missing: list[JobRequest], cached: set[str]
) -> Counter[str]:
    """Count by kind the cached results that the render uses; sources only if a job reads them."""
    inputs = {key for job in missing for key in job.inputs}
    return Counter(
        str(job.kind)
        for job in jobs
        if job.key in cached and (job.kind not in SOURCE_KINDS or job.key in inputs)
    )
