# SPDX-License-Identifier: Apache-2.0
"""How packagers are given work, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from services.hls.contract.packaging import MOST_CRASHES, PackagedStream, PackagingSpec, retry_delay
from services.hls.coordinator.domain.errors import LeaseLost
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.usecases.dependencies import Dependencies, Job, UnitOfWork


@dataclass(frozen=True, slots=True)
class Handed:
    """A piece of work in a packager's hands."""

    task_id: int
    token: int
    spec: PackagingSpec


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a packager failed, and whether that is the input's fault."""

    code: str
    reason: str
    is_input_at_fault: bool


def claim(deps: Dependencies, *, packager_id: str) -> Handed | None:
    """Hand out the oldest piece of work that waits."""
    with deps.unit_of_work() as uow:
        job = uow.jobs.claim(packager_id)
        if job is None:
            return None
        production = _production(uow, job).begin(deps.now())
        uow.productions.save(production)
    return Handed(job.task_id, job.token, PackagingSpec.of(production))


def heartbeat(deps: Dependencies, *, task_id: int, token: int, fraction: float) -> bool:
    """Prolong a lease; False tells the packager to stop."""
    with deps.unit_of_work() as uow:
        return uow.jobs.heartbeat(task_id, token, fraction=fraction)


def complete(deps: Dependencies, *, task_id: int, token: int, result: str) -> None:
    """Take in a packaged stream; the same answer may be handed in twice."""
    stream = PackagedStream.parse(result)
    with deps.unit_of_work() as uow:
        job = uow.jobs.get(task_id)
        if job is not None and job.is_done and job.token == token:
            return
        if job is None or not uow.jobs.finish(task_id, token):
            raise LeaseLost("This task is somebody else's by now.")
        production = _production(uow, job).complete(stream.duration, deps.now())
        uow.productions.save(production)
        uow.productions.set_renditions(production.production_id, stream.renditions)
        uow.announce("ready", production)


def give_back(deps: Dependencies, *, task_id: int, token: int) -> None:
    """Let somebody else do it, without blame."""
    with deps.unit_of_work() as uow:
        job = uow.jobs.get(task_id)
        if job is None or not uow.jobs.give_back(task_id, token):
            raise LeaseLost("This task is somebody else's by now.")
        _queue_again(deps, uow, job)
        uow.wake_packagers(task_id)


def fail(deps: Dependencies, *, task_id: int, token: int, fault: Fault) -> None:
    """End a production whose input is bad; try anything else again a few times."""
    with deps.unit_of_work() as uow:
        job = uow.jobs.get(task_id)
        if job is None:
            raise LeaseLost("This task is gone.")
        delay = None if fault.is_input_at_fault else retry_delay(job.attempts)
        if delay is None:
            is_ours = uow.jobs.fail(task_id, token)
        else:
            is_ours = uow.jobs.retry_later(task_id, token, seconds=delay)
        if not is_ours:
            raise LeaseLost("This task is somebody else's by now.")
        if delay is None:
            _fail(deps, uow, job, fault)
        else:
            _queue_again(deps, uow, job)


def take_back_lost(deps: Dependencies) -> None:
    """Give the work of packagers that fell silent to others, unless it keeps killing them."""
    with deps.unit_of_work() as uow:
        for job in uow.jobs.take_back_lost():
            if job.crashes >= MOST_CRASHES:
                uow.jobs.abandon(job.task_id)
                reason = f"Packaging broke off {job.crashes} times without a word."
                _fail(deps, uow, job, Fault("packager_crashed", reason, False))
            else:
                _queue_again(deps, uow, job)
                uow.wake_packagers(job.task_id)


def _queue_again(deps: Dependencies, uow: UnitOfWork, job: Job) -> None:
    production = _production(uow, job).wait_again(deps.now())
    uow.productions.save(production)
    uow.announce("queued", production)


def _fail(deps: Dependencies, uow: UnitOfWork, job: Job, fault: Fault) -> None:
    production = _production(uow, job).fail(fault.code, fault.reason, deps.now())
    uow.productions.save(production)
    uow.announce("failed", production)


def _production(uow: UnitOfWork, job: Job) -> Production:
    production = uow.productions.get(job.production_id, lock=True)
    if production is None:
        raise LeaseLost("This production is gone.")
    return production
