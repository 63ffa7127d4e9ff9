# SPDX-License-Identifier: Apache-2.0
"""Leased jobs in a table: the row is the job, a worker holds it by a lease and a fencing token."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.clock import now
from chassis.jobs.errors import JobFailure
from chassis.jobs.policy import LONGEST_ERROR, RETRY_POLICY, RetryPolicy, error_signature
from chassis.tables import UtcDateTime

Job = TypeVar("Job")
OtherJob = TypeVar("OtherJob")

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"

LEASE_SECONDS = 15
_LONG_AGO = dt.timedelta(minutes=10)


def lease_columns() -> list[sa.Column[Any]]:  # Any: columns of several types
    """Return the columns that a table of leased jobs has besides its own, `id` included."""
    return [
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("state", sa.String(12), nullable=False, default=WAITING),
        sa.Column("priority", sa.Integer, nullable=False, default=0),
        sa.Column("run_after", UtcDateTime, nullable=False),
        sa.Column("worker", sa.String(80), nullable=False, default=""),
        sa.Column("token", sa.Integer, nullable=False, default=0),
        sa.Column("lease_until", UtcDateTime),
        sa.Column("attempts", sa.Integer, nullable=False, default=0),
        sa.Column("crashes", sa.Integer, nullable=False, default=0),
        sa.Column("last_error", sa.String(LONGEST_ERROR), nullable=False, default=""),
        sa.Column("fraction", sa.Float, nullable=False, default=0.0),
    ]


def unattempted() -> dict[str, Any]:  # Any: columns of several types
    """Return the values of a waiting job that has no history, to insert one or start it afresh."""
    return {
        "state": WAITING,
        "run_after": now(),
        "attempts": 0,
        "crashes": 0,
        "last_error": "",
        "fraction": 0.0,
    }


class FailureOutcome(Enum):
    """What becomes of a job whose failure was reported."""

    LEASE_LOST = "lease_lost"
    RETRY = "retry"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class LostLeases(Generic[Job]):
    """The jobs whose leases ran out: those that wait again, and those that are given up."""

    waiting: Sequence[Job]
    given_up: Sequence[Job]

    def converted(self, convert: Callable[[Job], OtherJob]) -> LostLeases[OtherJob]:
        """Return the same jobs in another type, such as rows as the jobs of a service."""
        return LostLeases(list(map(convert, self.waiting)), list(map(convert, self.given_up)))


@dataclass(frozen=True, slots=True)
class Leases:
    """The operations on leased jobs in one table that has `lease_columns`.

    `attempts` counts reported failures, `crashes` counts leases that ran out. A job given back
    counts as neither.
    """

    table: sa.Table
    seconds: int = LEASE_SECONDS
    policy: RetryPolicy = RETRY_POLICY
    order: Sequence[sa.ColumnElement[Any]] = field(default=())  # Any: columns of several types

    def is_due(self, c: sa.ColumnCollection[str, Any], at: dt.datetime) -> sa.ColumnElement[bool]:
        """Whether a row, by its columns, may run now.

        One that waits longer than any job does was written before the clock was set back.
        """
        latest = at + dt.timedelta(seconds=self.policy.longest_delay_seconds)
        return sa.or_(c.run_after <= at, c.run_after > latest)

    def claim(
        self, session: Session, *, worker: str, where: Sequence[sa.ColumnElement[bool]] = ()
    ) -> sa.Row[Any] | None:  # Any: the row of whatever table
        """Lease the most urgent waiting row to a worker, or return None when there is none."""
        at = now()
        c = self.table.c
        order = self.order or (c.priority.desc(), c.id)
        pick = (
            sa.select(c.id)
            .where(c.state == WAITING, self.is_due(c, at), *where)
            .order_by(*order)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        found = session.execute(pick).scalar()
        if found is None:
            return None
        leased = {
            "state": RUNNING,
            "worker": worker,
            "token": c.token + 1,
            "lease_until": at + dt.timedelta(seconds=self.seconds),
            "fraction": 0.0,
        }
        session.execute(sa.update(self.table).where(c.id == found).values(leased))
        return session.execute(sa.select(self.table).where(c.id == found)).one()

    def heartbeat(self, session: Session, row_id: int, token: int, *, fraction: float) -> bool:
        """Prolong a lease; False when it is lost."""
        until = now() + dt.timedelta(seconds=self.seconds)
        return self._held(
            session, row_id, token, {"lease_until": until, "fraction": min(1.0, max(0.0, fraction))}
        )

    def update(
        self, session: Session, row_id: int, token: int, values: Mapping[str, Any]
    ) -> bool:  # Any: columns of several types
        """Change columns of the owning service; False when the lease is lost."""
        return self._held(session, row_id, token, values)

    def finish(
        self, session: Session, row_id: int, token: int, values: Mapping[str, Any] | None = None
    ) -> bool:
        """Mark the row done, with more column values; False when the lease is lost."""
        done = {"state": DONE, "lease_until": None, "fraction": 1.0, **(values or {})}
        return self._held(session, row_id, token, done)

    def give_back(self, session: Session, row_id: int, token: int) -> bool:
        """Let another worker do the job, uncounted; False when the lease is lost."""
        return self._held(session, row_id, token, {"state": WAITING, "lease_until": None})

    def record_failure(
        self, session: Session, row_id: int, token: int, failure: JobFailure
    ) -> FailureOutcome:
        """Count a failure and let the job wait or end it, as the policy says."""
        c = self.table.c
        held = (c.id == row_id, c.token == token, c.state == RUNNING)
        query = sa.select(c.attempts, c.last_error).where(*held).with_for_update()
        row = session.execute(query).first()
        if row is None:
            return FailureOutcome.LEASE_LOST
        delay = self.policy.retry_delay(failure, attempts=row.attempts, last_error=row.last_error)
        values: dict[str, Any] = {"lease_until": None, "last_error": error_signature(failure)}
        if delay is None:
            self._held(session, row_id, token, {**values, "state": FAILED})
            return FailureOutcome.FINAL
        later = now() + dt.timedelta(seconds=delay)
        values |= {"state": WAITING, "run_after": later, "attempts": c.attempts + 1}
        self._held(session, row_id, token, values)
        return FailureOutcome.RETRY

    def take_back_lost_leases(
        self, session: Session
    ) -> LostLeases[sa.Row[Any]]:  # Any: the rows of whatever table
        """End every lease that has run out, counted as a crash of its worker."""
        at = now()
        self._renew_impossible(session, at)
        c = self.table.c
        lost = (
            sa.select(c.id, c.crashes)
            .where(c.state == RUNNING, c.lease_until < at)
            .with_for_update(skip_locked=True)
        )
        waiting: list[int] = []
        given_up: list[int] = []
        for row in session.execute(lost):
            ended = given_up if self.policy.is_given_up(row.crashes + 1) else waiting
            ended.append(row.id)
        return LostLeases(
            self._end_lost(session, waiting, WAITING), self._end_lost(session, given_up, FAILED)
        )

    def _renew_impossible(self, session: Session, at: dt.datetime) -> None:
        """Let the leases that were given before the clock was set begin anew.

        They end later than any does, or ended so long ago that a sweep would have taken them back.
        Whoever still works prolongs them; the others lose them now.
        """
        c, length = self.table.c, dt.timedelta(seconds=self.seconds)
        is_impossible = sa.or_(c.lease_until > at + 2 * length, c.lease_until < at - _LONG_AGO)
        update = sa.update(self.table).where(c.state == RUNNING, is_impossible)
        session.execute(update.values(lease_until=at + length))

    def _end_lost(
        self, session: Session, ids: Sequence[int], state: str
    ) -> Sequence[sa.Row[Any]]:  # Any: the rows of whatever table
        if not ids:
            return []
        c = self.table.c
        values = {"state": state, "lease_until": None, "crashes": c.crashes + 1, "last_error": ""}
        session.execute(sa.update(self.table).where(c.id.in_(ids)).values(values))
        return session.execute(sa.select(self.table).where(c.id.in_(ids)).order_by(c.id)).all()

    def _held(self, session: Session, row_id: int, token: int, values: Mapping[str, Any]) -> bool:
        c = self.table.c
        held = (c.id == row_id, c.token == token, c.state == RUNNING)
        update = sa.update(self.table).where(*held).values(values).returning(c.id)
        return session.execute(update).first() is not None
