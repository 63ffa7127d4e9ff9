# SPDX-License-Identifier: Apache-2.0
"""What is to be done with publications at a moment to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.publish.domain.errors import ScheduleNotFound
from services.publish.domain.publication import Visibility
from services.publish.domain.schedule import (
    PublicationSchedule,
    ScheduledAction,
    ScheduleState,
)
from services.publish.store.tables_schedules import PUBLICATION_SCHEDULES

_TABLE, _C = PUBLICATION_SCHEDULES, PUBLICATION_SCHEDULES.c
_FIELDS = [column.name for column in _C if column.name != "id"]


class PublicationScheduleRepository:
    """Reads and writes schedules."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_schedule(self, schedule: PublicationSchedule) -> PublicationSchedule:
        """Insert a schedule and return it with its id."""
        insert = sa.insert(_TABLE).values(_values(schedule)).returning(_C.id)
        return replace(schedule, schedule_id=int(self._session.execute(insert).scalar_one()))

    def save_schedule(self, schedule: PublicationSchedule) -> None:
        """Update the row of a schedule."""
        update = sa.update(_TABLE).where(_C.id == schedule.schedule_id)
        self._session.execute(update.values(_values(schedule)))

    def get_schedule(self, production_id: int, schedule_id: int) -> PublicationSchedule:
        """Return a schedule of a production, locked; ScheduleNotFound when there is none."""
        is_meant = sa.and_(_C.production_id == production_id, _C.id == schedule_id)
        row = self._session.execute(sa.select(_TABLE).where(is_meant).with_for_update()).first()
        if row is None:
            raise ScheduleNotFound("The production has no such schedule.")
        return _schedule(row)

    def list_schedules(
        self, production_id: int, *, before: int | None, limit: int
    ) -> list[PublicationSchedule]:
        """Return the schedules of a production, newest first, with ids below `before`."""
        query = sa.select(_TABLE).where(_C.production_id == production_id)
        if before is not None:
            query = query.where(_C.id < before)
        rows = self._session.execute(query.order_by(_C.id.desc()).limit(limit))
        return [_schedule(row) for row in rows]

    def count_pending(self, production_id: int) -> int:
        """Count the pending schedules of a production."""
        is_meant = sa.and_(_C.production_id == production_id, _C.state == ScheduleState.PENDING)
        query = sa.select(sa.func.count()).select_from(_TABLE).where(is_meant)
        return int(self._session.execute(query).scalar_one())

    def count_pending_of_space(self, space_id: int) -> int:
        """Count what is pending for a space."""
        is_meant = sa.and_(_C.space_id == space_id, _C.state == ScheduleState.PENDING)
        query = sa.select(sa.func.count()).select_from(_TABLE).where(is_meant)
        return int(self._session.execute(query).scalar_one())

    def is_publishing_pending(self, production_id: int, space_id: int) -> bool:
        """Whether a pending schedule will publish a production into a space."""
        query = sa.select(_C.id).where(
            _C.production_id == production_id,
            _C.space_id == space_id,
            _C.action == ScheduledAction.PUBLISH,
            _C.state == ScheduleState.PENDING,
        )
        return self._session.execute(query).first() is not None

    def list_due(self, now: dt.datetime, *, limit: int) -> list[PublicationSchedule]:
        """Return the pending schedules that are due, the longest due first."""
        is_due = sa.and_(_C.state == ScheduleState.PENDING, _C.due_at <= now)
        query = sa.select(_TABLE).where(is_due).order_by(_C.due_at, _C.id).limit(limit)
        return [_schedule(row) for row in self._session.execute(query)]

    def claim(self, schedule_id: int) -> PublicationSchedule | None:
        """Return a schedule, locked until the transaction ends.

        None when it is no longer pending, or another process has it locked.
        """
        is_meant = sa.and_(_C.id == schedule_id, _C.state == ScheduleState.PENDING)
        query = sa.select(_TABLE).where(is_meant).with_for_update(skip_locked=True)
        row = self._session.execute(query).first()
        return None if row is None else _schedule(row)

    def cancel_all_of_space(self, space_id: int, now: dt.datetime) -> None:
        """Cancel what is pending for a space."""
        is_meant = sa.and_(_C.space_id == space_id, _C.state == ScheduleState.PENDING)
        values = {"state": ScheduleState.CANCELLED, "ended_at": now}
        self._session.execute(sa.update(_TABLE).where(is_meant).values(values))


def _values(schedule: PublicationSchedule) -> dict[str, Any]:  # Any: columns of several types
    return {name: getattr(schedule, name) for name in _FIELDS}


def _schedule(row: sa.Row[Any]) -> PublicationSchedule:  # Any: a row of publication_schedules
    values = {name: getattr(row, name) for name in _FIELDS}
    values["action"] = ScheduledAction(row.action)
    values["state"] = ScheduleState(row.state)
    values["visibility"] = None if row.visibility is None else Visibility(row.visibility)
    return PublicationSchedule(schedule_id=row.id, **values)
