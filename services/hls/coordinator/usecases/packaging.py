# SPDX-License-Identifier: Apache-2.0
"""Lease packaging jobs to packagers, and record what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.jobs.errors import JobFailure, LeaseLost
from chassis.jobs.job import Lease, WorkerDescription
from chassis.jobs.table import FailureOutcome
from chassis.storage import StorageFull
from services.hls.contract.packagers import FFMPEG, Conversion
from services.hls.contract.packaging import PackagedStream, PackagingProgress
from services.hls.coordinator.domain.events import (
    ProductionFailed,
    ProductionPlayable,
    ProductionReady,
)
from services.hls.coordinator.domain.job import PackagingJob
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.taking_over import announce_replacement, take_over


@dataclass(frozen=True, slots=True)
class LeasedPackaging:
    """A job that was leased to a packager, and the production that it packages."""

    lease: Lease
    job: PackagingJob
    production: Production


def claim_job(deps: Dependencies, *, worker: WorkerDescription) -> LeasedPackaging | None:
    """Lease the oldest waiting job to a packager; None when none waits, or there is no space.

    A packager names as its capabilities which packagers it is; without any it is ffmpeg.
    """
    try:
        deps.storage.check_space()
    except StorageFull:
        # Jobs wait for space, and go on by themselves when there is some.
        return None
    with deps.unit_of_work() as uow:
        job = uow.jobs.claim_job(worker.worker_id, worker.capabilities or (FFMPEG,))
        if job is None:
            return None
        production = _lock_production(uow, job).start(deps.now())
        uow.productions.save_production(production)
    return LeasedPackaging(Lease(worker.worker_id, job.job_id, job.token), job, production)


def heartbeat(deps: Dependencies, *, lease: Lease, fraction: float) -> bool:
    """Prolong a lease and record the share done, 0..1; False when the packager must stop."""
    with deps.unit_of_work() as uow:
        return uow.jobs.heartbeat(lease, fraction=fraction)


def advance_job(deps: Dependencies, *, lease: Lease, progress: PackagingProgress) -> None:
    """Record what a job has made so far, and let it be played; LeaseLost changes nothing.

    A checkpoint is kept for the next packager of the job.
    """
    if progress.checkpoint:
        save_checkpoint(deps, lease=lease, checkpoint=progress.checkpoint)
        return
    with deps.unit_of_work() as uow:
        if not uow.jobs.record_progress(lease, progress.renditions):
            raise LeaseLost
        if progress.playable is not None:
            _let_play(deps, uow, _find_job(uow, lease), progress.playable)


def _let_play(
    deps: Dependencies, uow: UnitOfWork, job: PackagingJob, stream: PackagedStream
) -> None:
    production = _lock_production(uow, job)
    known = uow.productions.find_renditions([job.production_id]).get(job.production_id, [])
    if production.is_playable and len(known) >= len(stream.renditions):
        return
    advanced = production.advance(stream.duration, deps.now())
    uow.productions.save_production(advanced)
    uow.productions.save_renditions(job.production_id, stream.renditions)
    uow.announce(ProductionPlayable(advanced))


def save_checkpoint(deps: Dependencies, *, lease: Lease, checkpoint: str) -> None:
    """Store what the next packager of a job gets.

    A job at MediaConvert that is named by the packager of a deleted job is cancelled.
    """
    with deps.unit_of_work() as uow:
        if uow.jobs.save_checkpoint(lease, checkpoint):
            return
        conversion = Conversion.from_checkpoint(checkpoint)
        if conversion is not None and uow.jobs.find_job(lease.job_id) is None:
            uow.cancellations.add_cancellation(conversion.job_id, deps.now())


def complete_job(deps: Dependencies, *, lease: Lease, stream: PackagedStream) -> None:
    """Make a production ready with the stream that was packaged; LeaseLost changes nothing."""
    with deps.unit_of_work() as uow:
        if not uow.jobs.finish_job(lease):
            raise LeaseLost
        job = _find_job(uow, lease)
        production = _lock_production(uow, job).complete(stream, deps.now())
        if production.replaces_id is not None:
            take_over(deps, uow, production, stream.renditions)
            return
        uow.productions.save_production(production)
        uow.productions.save_renditions(production.production_id, stream.renditions)
        uow.announce(ProductionReady(production))


def give_back_job(deps: Dependencies, *, lease: Lease) -> None:
    """Let another packager do a job, uncounted; LeaseLost changes nothing."""
    with deps.unit_of_work() as uow:
        if not uow.jobs.give_back_job(lease):
            raise LeaseLost
        _requeue(deps, uow, _find_job(uow, lease))
        uow.wake_packagers(lease.job_id)


def fail_job(deps: Dependencies, *, lease: Lease, failure: JobFailure) -> None:
    """Try a failed job again later, or fail its production; LeaseLost changes nothing."""
    with deps.unit_of_work() as uow:
        outcome = uow.jobs.record_failure(lease, failure)
        if outcome is FailureOutcome.LEASE_LOST:
            raise LeaseLost
        job = _find_job(uow, lease)
        if outcome is FailureOutcome.FINAL:
            _fail(deps, uow, job, failure)
        else:
            _requeue(deps, uow, job)


def take_back_lost_leases(deps: Dependencies) -> None:
    """Let others do the jobs whose leases ran out; fail those that crashed too many packagers."""
    with deps.unit_of_work() as uow:
        lost = uow.jobs.take_back_lost_leases()
        for job in lost.waiting:
            _requeue(deps, uow, job)
            uow.wake_packagers(job.job_id)
        for job in lost.given_up:
            reason = f"Packaging crashed {job.crashes} packagers and was given up."
            _fail(deps, uow, job, JobFailure("packager_crashed", reason))


def _requeue(deps: Dependencies, uow: UnitOfWork, job: PackagingJob) -> None:
    uow.productions.save_production(_lock_production(uow, job).requeue(deps.now()))


def _fail(deps: Dependencies, uow: UnitOfWork, job: PackagingJob, failure: JobFailure) -> None:
    production = _lock_production(uow, job).fail(failure.code, failure.reason, deps.now())
    uow.productions.save_production(production)
    if job.conversion is not None:
        uow.cancellations.add_cancellation(job.conversion.job_id, deps.now())
    uow.announce(ProductionFailed(production))
    if production.replaces_id is not None:
        replaced = uow.productions.find_production(production.replaces_id, lock=True)
        if replaced is not None:
            announce_replacement(deps, uow, replaced, upload_id=0)


def _find_job(uow: UnitOfWork, lease: Lease) -> PackagingJob:
    job = uow.jobs.find_job(lease.job_id)
    if job is None:
        raise LeaseLost
    return job


def _lock_production(uow: UnitOfWork, job: PackagingJob) -> Production:
    production = uow.productions.find_production(job.production_id, lock=True)
    if production is None:
        raise LeaseLost
    return production
