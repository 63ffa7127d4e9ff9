# SPDX-License-Identifier: Apache-2.0
"""Lease jobs to nodes, prolong their leases and take jobs back that are not done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from chassis.jobs.errors import LeaseLost
from chassis.jobs.job import Lease, WorkerDescription
from chassis.storage import StorageFull
from services.render.contract.jobs import SPEC_TYPES, JobSpec, RenderJob
from services.render.contract.specs import ConcatSpec, DerivativeSpec, FreezeFrameSpec
from services.render.coordinator.domain.progress import measure
from services.render.coordinator.domain.render import Render
from services.render.coordinator.store.unit_of_work import UnitOfWork
from services.render.coordinator.usecases.dependencies import Dependencies
from timeline.spec.chunk import ChunkSpec
from timeline.spec.mix import MixSpec

_PROGRESS_EVERY = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class LeasedJob:
    """A job leased to a node."""

    lease: Lease
    job: RenderJob


def claim_job(deps: Dependencies, *, node: WorkerDescription) -> LeasedJob | None:
    """Lease the most urgent job to a node; None when there is no job for it, or no space."""
    has_space = _has_space(deps)
    with deps.unit_of_work() as uow:
        uow.nodes.upsert_node(node)
        job = uow.jobs.claim_job(node) if has_space else None
        if job is None:
            return None
        advanced = _advance_renders(deps, uow, job.job_id)
        spec = SPEC_TYPES[job.kind].from_json(job.spec)
        inputs = uow.cached_files.find_cached_files(_input_keys(spec))
        claimed = RenderJob(job.kind, spec, tuple(inputs.values()))
    _publish(deps, advanced)
    return LeasedJob(Lease(node.worker_id, job.job_id, job.token), claimed)


def _has_space(deps: Dependencies) -> bool:
    """Whether results can be stored; jobs wait for space, and go on by themselves then."""
    try:
        deps.storage.check_space()
    except StorageFull:
        return False
    return True


def heartbeat(deps: Dependencies, *, lease: Lease, fraction: float) -> bool:
    """Prolong a lease and record the share done, 0..1; False when the node must stop."""
    with deps.unit_of_work() as uow:
        if not uow.jobs.heartbeat(lease, fraction=fraction):
            return False
        advanced = _advance_renders(deps, uow, lease.job_id)
    _publish(deps, advanced)
    return True


def give_back_job(deps: Dependencies, *, lease: Lease) -> None:
    """Make a job claimable again without counting an attempt, or raise LeaseLost."""
    with deps.unit_of_work() as uow:
        if not uow.jobs.give_back_job(lease):
            raise LeaseLost
        uow.wake_nodes([lease.job_id])


def _advance_renders(deps: Dependencies, uow: UnitOfWork, job_id: int) -> list[Render]:
    """Measure the renders that need a job, each at most once a second."""
    now = deps.now()
    advanced = []
    for render in uow.renders.lock_free_renders_of_job(job_id):
        if render.progressed_at is None or now - render.progressed_at >= _PROGRESS_EVERY:
            jobs = uow.job_statistics.list_job_progress(render.export_id)
            measured = render.advance(measure(jobs), now)
            uow.renders.save_render(measured)
            advanced.append(measured)
    return advanced


def _publish(deps: Dependencies, renders: list[Render]) -> None:
    for render in renders:
        deps.progress.publish_progress(render)


def _input_keys(spec: JobSpec) -> Collection[str]:
    """Return the cache keys of the stored files that a job reads."""
    if isinstance(spec, FreezeFrameSpec):
        return [spec.mezzanine]
    if isinstance(spec, DerivativeSpec):
        return [*([spec.pcm] if spec.pcm else []), *spec.stretches]
    if isinstance(spec, ChunkSpec):
        return spec.input_keys
    if isinstance(spec, MixSpec):
        return spec.pcm_keys
    if isinstance(spec, ConcatSpec):
        return [spec.audio_key, *{part.key for part in spec.parts}]
    return []
