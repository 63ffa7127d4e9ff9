# SPDX-License-Identifier: Apache-2.0
"""Complete and fail jobs, and take back the leases of nodes that do not answer."""

from __future__ import annotations

from chassis.jobs.errors import InvalidJobResult, JobFailure, LeaseLost
from chassis.jobs.job import Lease
from chassis.jobs.table import FailureOutcome
from services.render.contract.jobs import RESULT_TYPES, RenderJobResult
from services.render.contract.results import (
    CachedFile,
    DerivativeResult,
    ExportResult,
    FreezeFrameResult,
    IngestResult,
    ThumbResult,
)
from services.render.contract.specs import IngestSpec
from services.render.coordinator.domain import counters, events
from services.render.coordinator.domain.counters import JobCounter
from services.render.coordinator.domain.job import DERIVATIVE_KINDS, Job, JobCost
from services.render.coordinator.domain.render import Render, RenderFailure
from services.render.coordinator.domain.upload_jobs import default_source_jobs
from services.render.coordinator.store.unit_of_work import UnitOfWork
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.coordinator.usecases.ending import end_render
from services.render.coordinator.usecases.starting import NODE_ACTIVE_WITHIN
from timeline.spec.versions import VERSIONS


def complete_job(
    deps: Dependencies, *, lease: Lease, result: RenderJobResult, cost: JobCost
) -> None:
    """Store the result of a job together with all that follows from it.

    Raises LeaseLost, and InvalidJobResult when jobs of this kind have other results.
    """
    with deps.unit_of_work() as uow:
        # Renders are locked before their jobs everywhere, so that no deadlock is possible.
        renders = uow.renders.lock_renders_of_job(lease.job_id)
        job = uow.jobs.finish_job(lease, cost)
        if job is None:
            raise LeaseLost
        if not isinstance(result, RESULT_TYPES[job.kind]):
            reason = f"The result of a {job.kind} job is {RESULT_TYPES[job.kind].__name__}."
            raise InvalidJobResult(reason)
        counted = [counters.completed_job(job.kind, cost)]
        counted += _store_result(deps, uow, job, result, renders)
        uow.wake_nodes(uow.jobs.unblock_dependants(job.job_id))
        uow.job_counters.increase_counters(counted)


def fail_job(deps: Dependencies, *, lease: Lease, failure: JobFailure) -> None:
    """Let a failed job wait for another attempt, or fail it and all that needs it.

    Raises LeaseLost.
    """
    with deps.unit_of_work() as uow:
        renders = uow.renders.lock_renders_of_job(lease.job_id)
        outcome = uow.jobs.record_job_failure(lease, failure)
        if outcome is FailureOutcome.LEASE_LOST:
            raise LeaseLost
        job = uow.jobs.get_job(lease.job_id)
        if outcome is FailureOutcome.FINAL:
            _fail_for_good(deps, uow, job, renders, RenderFailure(failure.code, failure.reason))
        uow.job_counters.increase_counters([counters.failed_job(job.kind, failure.code)])


def take_back_lost_leases(deps: Dependencies) -> None:
    """Let other nodes do the jobs whose leases ran out; fail those that crashed too many nodes."""
    with deps.unit_of_work() as uow:
        lost = uow.jobs.take_back_lost_leases()
        for job in lost.given_up:
            reason = f"This {job.kind} job crashed {job.crashes} nodes and was given up."
            renders = uow.renders.lock_renders_of_job(job.job_id)
            _fail_for_good(deps, uow, job, renders, RenderFailure("job_crashes_node", reason))
        uow.wake_nodes([job.job_id for job in lost.waiting])
        jobs = [*lost.waiting, *lost.given_up]
        counted = [counters.failed_job(job.kind, counters.LEASE_LOST) for job in jobs]
        uow.job_counters.increase_counters(counted)


def fail_unclaimable_jobs(deps: Dependencies) -> None:
    """Fail the jobs that were planned for an encoder or a version that no present node has.

    Jobs of the versions of this code wait for the nodes to be upgraded.
    """
    with deps.unit_of_work() as uow:
        since = deps.now() - NODE_ACTIVE_WITHIN
        encoders = uow.nodes.list_encoders(since)
        if not encoders:
            return
        versions = uow.nodes.list_versions(since).union(VERSIONS)
        reason = "The nodes were upgraded meanwhile; retry the render."
        failure = RenderFailure("nodes_upgraded", reason)
        jobs = uow.jobs.list_unclaimable_jobs(encoders=encoders, versions=versions)
        for job in jobs:
            renders = uow.renders.lock_renders_of_job(job.job_id)
            _fail_for_good(deps, uow, job, renders, failure)
        counted = [counters.failed_job(job.kind, failure.code) for job in jobs]
        uow.job_counters.increase_counters(counted)


def _store_result(
    deps: Dependencies, uow: UnitOfWork, job: Job, result: RenderJobResult, renders: list[Render]
) -> list[JobCounter]:
    """Store or announce a result, and return what is to be counted besides the job itself."""
    match result:
        case CachedFile():
            uow.cached_files.upsert_cached_file(result)
        case ThumbResult():
            uow.announce(events.ThumbStored(job.upload_id, result.file))
        case DerivativeResult():
            uow.announce(events.DerivativeStored(job.upload_id, job.kind, result))
        case FreezeFrameResult():
            uow.announce(events.FreezeFrameStored(job.upload_id, result))
        case IngestResult():
            _store_ingest(deps, uow, job, result)
        case ExportResult():
            completed = [end_render(uow, one.complete(result, deps.now())) for one in renders]
            return [counters.completed_export(render) for render in completed]
    return []


def _store_ingest(deps: Dependencies, uow: UnitOfWork, job: Job, found: IngestResult) -> None:
    upload = IngestSpec.from_json(job.spec)
    uow.announce(events.UploadIngested(job.upload_id, found))
    if upload.media_kind == "video":
        recipe = deps.build.mezzanine_recipe
        sources = default_source_jobs(upload, found, recipe=recipe)
        cached = uow.cached_files.find_cached_files([source.key for source in sources])
        missing = [source for source in sources if source.key not in cached]
        uow.wake_nodes(uow.jobs.enqueue_jobs(missing, user_id=None).claimable)


def _fail_for_good(
    deps: Dependencies, uow: UnitOfWork, job: Job, renders: list[Render], failure: RenderFailure
) -> None:
    """Fail a job, the renders that need it, and the standalone jobs that read its result."""
    uow.jobs.fail_job(job.job_id, failure)
    if job.kind in DERIVATIVE_KINDS:
        uow.announce(events.DerivativeFailed(job.upload_id, job.kind, failure))
    for render in renders:
        end_render(uow, render.fail(failure, deps.now()))
    for dependant in uow.jobs.list_blocked_dependants(job.job_id):
        _fail_for_good(deps, uow, dependant, [], failure)
