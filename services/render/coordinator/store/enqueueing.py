# SPDX-License-Identifier: Apache-2.0
"""Enqueues requested jobs, each once however many renders request it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.jobs import table
from chassis.upsert import insert_if_absent
from services.render.coordinator.domain.job import (
    REPEATABLE_KINDS,
    SHARED_KINDS,
    EnqueuedJobs,
    JobRequest,
)
from services.render.coordinator.store.tables import CACHED_FILES, JOB_INPUTS, JOBS

_ENDED = (table.DONE, table.FAILED, table.CANCELLED)


@dataclass(frozen=True, slots=True)
class _Requester:
    """The user jobs are requested for, and the users from whom jobs are moved to this user.

    None stands for the background.
    """

    user_id: int | None
    busier: frozenset[int | None]


class JobEnqueuer:
    """Adds jobs, joins jobs that are under way, and restarts ended jobs that left no result."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def enqueue(self, jobs: Sequence[JobRequest], *, user_id: int | None) -> EnqueuedJobs:
        """Return the ids of the requested jobs, and which of them may be claimed now."""
        known = self._lock([job.key for job in jobs if job.key])
        requester = _Requester(user_id, self._busier(user_id, known.values(), more=len(jobs)))
        job_ids: dict[str, int] = {}
        fresh: list[JobRequest] = []
        for job in jobs:
            row = known.get(job.key)
            added = self._insert(job, user_id) if row is None else None
            # Without a row of ours another transaction has just inserted the same job.
            row = added or row or self._lock([job.key])[job.key]
            job_ids[job.key] = row.id
            if added is not None or self._join_or_restart(job, row, requester):
                fresh.append(job)
        self._connect(fresh, job_ids)
        return EnqueuedJobs(job_ids, self.count_inputs([job_ids[job.key] for job in fresh]))

    def count_inputs(self, which: Any) -> list[int]:  # Any: a subquery or a list of ids
        """Count the pending inputs of waiting jobs, and return the ids of those without any."""
        c = JOBS.c
        waiting = sa.select(c.id).where(c.id.in_(which), c.state == table.WAITING)
        # Locked first and counted by the next statement, which then sees every finished input.
        ids = list(self._session.execute(waiting.order_by(c.id).with_for_update()).scalars())
        given = JOBS.alias("given")
        pending = (
            sa.select(sa.func.count())
            .select_from(JOB_INPUTS.join(given, JOB_INPUTS.c.input_id == given.c.id))
            .where(JOB_INPUTS.c.job_id == c.id, given.c.state != table.DONE)
            .scalar_subquery()
        )
        counted = sa.update(JOBS).where(c.id.in_(ids)).values(pending_inputs=pending)
        rows = self._session.execute(counted.returning(c.id, c.pending_inputs)).all()
        return sorted(row.id for row in rows if row.pending_inputs == 0)

    def _lock(self, keys: Sequence[str]) -> dict[str, Any]:  # Any: rows of jobs by key
        c = JOBS.c
        columns = (c.id, c.key, c.state, c.priority, c.is_standalone, c.user_id, c.pending_inputs)
        query = sa.select(*columns).where(c.key.in_(keys))
        rows = self._session.execute(query.order_by(c.id).with_for_update())
        return {row.key: row for row in rows.all()}

    def _busier(
        self, user_id: int | None, rows: Iterable[Any], *, more: int
    ) -> frozenset[int | None]:  # Any: rows of jobs
        """Return who has more jobs waiting than this user will have; the background always has."""
        others = {row.user_id for row in rows} - {user_id, None}
        if user_id is None or not others:
            return frozenset({None} if user_id is not None else ())
        c = JOBS.c
        asked = (c.state == table.WAITING, c.user_id.in_([*others, user_id]))
        counted = sa.select(c.user_id, sa.func.count()).where(*asked).group_by(c.user_id)
        waiting = {owner: count for owner, count in self._session.execute(counted)}
        own = waiting.get(user_id, 0) + more
        return frozenset({None, *(one for one in others if waiting.get(one, 0) > own)})

    def _insert(self, job: JobRequest, user_id: int | None) -> sa.Row[Any] | None:
        values = {
            "kind": job.kind,
            "key": job.key or None,
            "upload_id": job.upload_id,
            "is_standalone": job.is_standalone,
            "user_id": user_id,
            **_initial_values(job),
        }
        return insert_if_absent(self._session, JOBS, values)

    def _join_or_restart(self, job: JobRequest, row: sa.Row[Any], requester: _Requester) -> bool:
        """Join a job that is under way or done; True when its inputs have to be connected anew."""
        if row.state in _ENDED and not self._has_result(job, row):
            self._restart(job, row.id, requester.user_id)
            return True
        is_moved = row.state == table.WAITING and row.user_id in requester.busier
        is_more_urgent = job.priority > row.priority
        if is_moved or is_more_urgent or job.is_standalone > row.is_standalone:
            values = {
                "priority": max(job.priority, row.priority),
                "is_standalone": job.is_standalone or row.is_standalone,
                "user_id": requester.user_id if is_moved else row.user_id,
            }
            self._session.execute(sa.update(JOBS).where(JOBS.c.id == row.id).values(values))
        return self._drop_inputs(job, row)

    def _drop_inputs(self, job: JobRequest, row: sa.Row[Any]) -> bool:
        """Let a job that waits for more than is requested read only what is requested.

        Nobody who joins it would keep what else it waits for from being cancelled. A chunk may read
        its upload itself or stretches of it, and its key is the same. Returns whether it did.
        """
        if row.state != table.WAITING or not row.pending_inputs:
            return False
        given = JOBS.alias("given")
        more = (
            sa.select(given.c.id)
            .select_from(JOB_INPUTS.join(given, JOB_INPUTS.c.input_id == given.c.id))
            .where(JOB_INPUTS.c.job_id == row.id, given.c.state != table.DONE)
            .where(given.c.key.not_in(job.inputs))
        )
        if self._session.execute(more.limit(1)).first() is None:
            return False
        self._session.execute(sa.delete(JOB_INPUTS).where(JOB_INPUTS.c.job_id == row.id))
        self._session.execute(sa.update(JOBS).where(JOBS.c.id == row.id).values(spec=job.spec))
        return True

    def _has_result(self, job: JobRequest, row: sa.Row[Any]) -> bool:
        """Whether an ended job left its result: a cached file, or what was found in an upload."""
        if row.state != table.DONE or job.kind in REPEATABLE_KINDS:
            return False
        if job.kind not in SHARED_KINDS:
            return True
        cached = sa.select(CACHED_FILES.c.key).where(CACHED_FILES.c.key == job.key)
        return self._session.execute(cached).first() is not None

    def _restart(self, job: JobRequest, job_id: int, user_id: int | None) -> None:
        self._session.execute(sa.delete(JOB_INPUTS).where(JOB_INPUTS.c.job_id == job_id))
        values = {**_initial_values(job), "user_id": user_id}
        values |= {"error_code": "", "error_reason": "", "cpu_seconds": 0.0, "wall_seconds": 0.0}
        self._session.execute(sa.update(JOBS).where(JOBS.c.id == job_id).values(values))

    def _connect(self, fresh: Sequence[JobRequest], job_ids: dict[str, int]) -> None:
        rows = [
            {"job_id": job_ids[job.key], "input_id": job_ids[key]}
            for job in fresh
            for key in job.inputs
            if key in job_ids
        ]
        if rows:
            self._session.execute(sa.insert(JOB_INPUTS), rows)


def _initial_values(job: JobRequest) -> dict[str, Any]:  # Any: values of several types
    return {
        **table.unattempted(),
        "spec": job.spec,
        "priority": job.priority,
        "encoder": job.encoder,
        "version": job.version,
        "pending_inputs": 1 if job.inputs else 0,
    }
