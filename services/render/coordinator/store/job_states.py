# SPDX-License-Identifier: Apache-2.0
"""How far jobs are, by the cache keys of their results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.jobs import table
from services.render.contract.jobs import JobKind
from services.render.coordinator.domain.render import RenderFailure
from services.render.coordinator.store.tables import JOBS


@dataclass(frozen=True, slots=True)
class JobState:
    """The state of a job as `chassis.jobs.table` names it, and why it failed for good.

    It was leased so many times, and may run since `due_at`, also when it has ended.
    """

    state: str
    failure: RenderFailure | None
    leases: int
    due_at: dt.datetime


class JobStateReader:
    """Reads the states of jobs and changes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_job_state(self, key: str) -> JobState | None:
        """Return the state of the job that makes the result with a key; None without such a job."""
        c = JOBS.c
        columns = (c.state, c.error_code, c.error_reason, c.token, c.run_after)
        row = self._session.execute(sa.select(*columns).where(c.key == key)).first()
        if row is None:
            return None
        has_failed = row.state == table.FAILED
        failure = RenderFailure(row.error_code, row.error_reason) if has_failed else None
        return JobState(row.state, failure, leases=row.token, due_at=row.run_after)

    def list_open_keys(self, keys: Collection[str]) -> list[str]:
        """Return those of some keys whose jobs are waiting or running."""
        c = JOBS.c
        is_open = c.state.in_((table.WAITING, table.RUNNING))
        query = sa.select(c.key).where(c.key.in_(keys), is_open)
        return list(self._session.execute(query).scalars())

    def count_open_jobs(self, kind: JobKind, *, user_id: int) -> int:
        """Count the jobs of a kind that wait or run for a user."""
        c = JOBS.c
        is_open = c.state.in_((table.WAITING, table.RUNNING))
        query = sa.select(sa.func.count()).where(is_open, c.user_id == user_id, c.kind == kind)
        return int(self._session.execute(query).scalar_one())
