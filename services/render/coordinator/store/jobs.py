# SPDX-License-Identifier: Apache-2.0
"""The repository of jobs: enqueue, lease, finish, fail and cancel them."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.clock import now
from chassis.jobs import table
from chassis.jobs.errors import JobFailure
from chassis.jobs.job import Lease, WorkerDescription
from chassis.jobs.table import FailureOutcome, Leases, LostLeases
from services.render.contract.jobs import JobKind
from services.render.coordinator.domain.job import (
    EnqueuedJobs,
    Job,
    JobCost,
    JobRequest,
)
from services.render.coordinator.domain.render import ACTIVE_STATES, RenderFailure
from services.render.coordinator.store.enqueueing import JobEnqueuer
from services.render.coordinator.store.fair_scheduling import (
    Columns,
    next_user,
    upsert_served_user,
)
from services.render.coordinator.store.tables import JOB_INPUTS, JOBS, RENDER_JOBS, RENDERS
from timeline.spec.mezzanine import MezzanineSpec

_OPEN = (table.WAITING, table.RUNNING)


class JobRepository:
    """The jobs in one transaction."""

    def __init__(self, session: Session, leases: Leases) -> None:
        self._session = session
        self._leases = leases

    def enqueue_jobs(self, jobs: Sequence[JobRequest], *, user_id: int | None) -> EnqueuedJobs:
        """Add jobs, join equal ones under way, and restart ended ones that left no result.

        They are scheduled as jobs of this user, or, for None, when no user's job can be claimed.
        """
        return JobEnqueuer(self._session).enqueue(jobs, user_id=user_id)

    def set_render_jobs(
        self, export_id: str, jobs: Sequence[JobRequest], job_ids: dict[str, int]
    ) -> None:
        """Record which jobs a render waits for, instead of those it waited for before."""
        before = sa.delete(RENDER_JOBS).where(RENDER_JOBS.c.export_id == export_id)
        self._session.execute(before)
        rows = [
            {"export_id": export_id, "job_id": job_ids[job.key], "weight": job.weight}
            for job in jobs
        ]
        self._session.execute(sa.insert(RENDER_JOBS), rows)

    def claim_job(self, node: WorkerDescription) -> Job | None:
        """Lease the most urgent job that a node can run, of the user to be served next."""
        at = now()

        def claimable(c: Columns) -> list[sa.ColumnElement[bool]]:
            where = [c.state == table.WAITING, c.pending_inputs == 0, self._leases.is_due(c, at)]
            capabilities = ["", *node.capabilities]
            where += [c.encoder.in_(capabilities), c.version.in_(capabilities)]
            return [*where, c.kind.in_(node.kinds)] if node.kinds else where

        any_user, served_next = claimable(JOBS.c), JOBS.c.user_id == next_user(claimable)
        lease = functools.partial(self._leases.claim, self._session, worker=node.worker_id)
        # Without a next user there may be background jobs, or jobs that others claim right now.
        row = lease(where=[*any_user, served_next]) or lease(where=any_user)
        if row is None:
            return None
        if row.user_id is not None:
            upsert_served_user(self._session, row.user_id)
        return _job(row)

    def heartbeat(self, lease: Lease, *, fraction: float) -> bool:
        """Prolong a lease and record progress, 0..1; False when the lease is lost."""
        return self._leases.heartbeat(self._session, lease.job_id, lease.token, fraction=fraction)

    def give_back_job(self, lease: Lease) -> bool:
        """Make a job claimable again without counting an attempt; False when the lease is lost."""
        return self._leases.give_back(self._session, lease.job_id, lease.token)

    def finish_job(self, lease: Lease, cost: JobCost) -> Job | None:
        """Mark a job done and return it; None when the lease is lost."""
        values = {
            "cpu_seconds": JOBS.c.cpu_seconds + cost.cpu_seconds,
            "wall_seconds": JOBS.c.wall_seconds + cost.wall_seconds,
        }
        if not self._leases.finish(self._session, lease.job_id, lease.token, values):
            return None
        return self.get_job(lease.job_id)

    def get_job(self, job_id: int) -> Job:
        """Return a job that exists, locked."""
        query = sa.select(JOBS).where(JOBS.c.id == job_id).with_for_update()
        return _job(self._session.execute(query).one())

    def record_job_failure(self, lease: Lease, failure: JobFailure) -> FailureOutcome:
        """Let a failed job wait for another attempt or mark it failed, as the policy says."""
        return self._leases.record_failure(self._session, lease.job_id, lease.token, failure)

    def list_mezzanine_specs(self, upload_id: int) -> list[MezzanineSpec]:
        """Return the specs of the stretches that were requested of an upload, in any state."""
        c = JOBS.c
        query = sa.select(c.spec).where(c.upload_id == upload_id, c.kind == JobKind.MEZZANINE)
        return [MezzanineSpec.from_json(spec) for spec in self._session.execute(query).scalars()]

    def fail_job(self, job_id: int, failure: RenderFailure) -> None:
        """Mark a job failed for good, with the reason."""
        values = {
            "state": table.FAILED,
            "lease_until": None,
            "error_code": failure.code,
            "error_reason": failure.reason,
        }
        self._session.execute(sa.update(JOBS).where(JOBS.c.id == job_id).values(values))

    def unblock_dependants(self, job_id: int) -> list[int]:
        """Return the ids of the jobs that became claimable because this job is done."""
        return JobEnqueuer(self._session).count_inputs(_dependants(job_id))

    def list_blocked_dependants(self, job_id: int) -> list[Job]:
        """Return the waiting standalone jobs that read the result of this job, locked."""
        c = JOBS.c
        query = sa.select(JOBS).where(c.id.in_(_dependants(job_id)), c.state == table.WAITING)
        locked = query.where(c.is_standalone.is_(True)).order_by(c.id).with_for_update()
        return [_job(row) for row in self._session.execute(locked)]

    def cancel_unneeded_jobs(self, export_id: str) -> None:
        """Cancel the open jobs of a render that no other active render needs."""
        c = JOBS.c
        mine = sa.select(RENDER_JOBS.c.job_id).where(RENDER_JOBS.c.export_id == export_id)
        open_jobs = sa.select(c.id).where(c.id.in_(mine), c.state.in_(_OPEN))
        # Jobs are locked in the order of their ids everywhere, and first: only the next statement
        # sees a render that has just joined one of them.
        locked = open_jobs.order_by(c.id).with_for_update()
        ids = list(self._session.execute(locked).scalars())
        needed_elsewhere = (
            sa.select(RENDER_JOBS.c.job_id)
            .join(RENDERS)
            .where(
                RENDER_JOBS.c.job_id == c.id,
                RENDER_JOBS.c.export_id != export_id,
                RENDERS.c.state.in_(ACTIVE_STATES),
            )
        )
        unneeded = (c.id.in_(ids), c.is_standalone.is_(False), ~needed_elsewhere.exists())
        cancelled = sa.update(JOBS).where(*unneeded)
        self._session.execute(cancelled.values(state=table.CANCELLED, lease_until=None))

    def list_unclaimable_jobs(
        self, *, encoders: Collection[str], versions: Collection[str]
    ) -> list[Job]:
        """Return the waiting jobs that need another encoder or version than these, locked."""
        c = JOBS.c
        needs_other = sa.or_(c.encoder.not_in(["", *encoders]), c.version.not_in(["", *versions]))
        query = sa.select(JOBS).where(c.state == table.WAITING, needs_other)
        locked = query.order_by(c.id).with_for_update(skip_locked=True)
        return [_job(row) for row in self._session.execute(locked)]

    def take_back_lost_leases(self) -> LostLeases[Job]:
        """End every lease that has run out, counted as a crash of its node."""
        return self._leases.take_back_lost_leases(self._session).converted(_job)


def _dependants(job_id: int) -> sa.Select[tuple[int]]:
    return sa.select(JOB_INPUTS.c.job_id).where(JOB_INPUTS.c.input_id == job_id)


def _job(row: sa.Row[Any]) -> Job:  # Any: a row of jobs
    return Job(
        job_id=row.id,
        kind=JobKind(row.kind),
        key=row.key or "",
        spec=row.spec,
        token=row.token,
        attempts=row.attempts,
        crashes=row.crashes,
        upload_id=row.upload_id,
    )
