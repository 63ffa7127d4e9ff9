# SPDX-License-Identifier: Apache-2.0
"""The leased work of packaging in SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.jobs import table
from chassis.jobs.table import Leases
from services.hls.coordinator.store.tables import TASKS
from services.hls.coordinator.usecases.dependencies import Job


class SqlJobs:
    """The leased work, in SQL."""

    def __init__(
        self, session: Session, now: Callable[[], dt.datetime], *, lease_seconds: int
    ) -> None:
        self._session = session
        self._now = now
        self._leases = Leases(TASKS, seconds=lease_seconds)

    def add(self, production_id: int) -> int:
        """Add the work of a new production and return its number."""
        row = {"production_id": production_id, "run_after": self._now()}
        insert = sa.insert(TASKS).values(row).returning(TASKS.c.id)
        return int(self._session.execute(insert).scalar_one())

    def of(self, production_ids: Sequence[int]) -> dict[int, Job]:
        """Return the work of productions."""
        query = sa.select(TASKS).where(TASKS.c.production_id.in_(production_ids))
        return {row.production_id: _job(row) for row in self._session.execute(query)}

    def get(self, task_id: int) -> Job | None:
        """Return one piece of work."""
        row = self._session.execute(sa.select(TASKS).where(TASKS.c.id == task_id)).first()
        return None if row is None else _job(row)

    def claim(self, worker: str) -> Job | None:
        """Lease the oldest waiting piece to a worker."""
        row = self._leases.claim(self._session, worker=worker)
        return None if row is None else _job(row)

    def heartbeat(self, task_id: int, token: int, *, fraction: float) -> bool:
        """Prolong a lease."""
        return self._leases.heartbeat(self._session, task_id, token, fraction=fraction)

    def finish(self, task_id: int, token: int) -> bool:
        """Mark a piece done."""
        return self._leases.finish(self._session, task_id, token)

    def give_back(self, task_id: int, token: int) -> bool:
        """Let somebody else do it, without blame."""
        return self._leases.give_back(self._session, task_id, token)

    def retry_later(self, task_id: int, token: int, *, seconds: float) -> bool:
        """Count a failure and let it wait."""
        return self._leases.retry_later(self._session, task_id, token, seconds=seconds)

    def fail(self, task_id: int, token: int) -> bool:
        """Mark a piece failed for good."""
        return self._leases.fail(self._session, task_id, token)

    def take_back_lost(self) -> list[Job]:
        """Take back every lease that has run out, as a crash."""
        return [_job(row) for row in self._leases.sweep(self._session)]

    def abandon(self, task_id: int) -> None:
        """Mark a piece that nobody holds failed for good."""
        update = sa.update(TASKS).where(TASKS.c.id == task_id).values(state=table.FAILED)
        self._session.execute(update)

    def remove(self, production_id: int) -> Job | None:
        """Delete the work of a production and return it as it was."""
        gone = sa.delete(TASKS).where(TASKS.c.production_id == production_id).returning(TASKS)
        row = self._session.execute(gone).first()
        return None if row is None else _job(row)


def _job(row: sa.Row[Any]) -> Job:  # Any: a row of packaging_tasks
    return Job(
        task_id=row.id,
        production_id=row.production_id,
        state=row.state,
        token=row.token,
        attempts=row.attempts,
        crashes=row.crashes,
        fraction=row.fraction,
    )
