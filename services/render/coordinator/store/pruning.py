# SPDX-License-Identifier: Apache-2.0
"""Delete the rows of renders and jobs that ended long ago; their files are not touched."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.jobs import table
from services.render.coordinator.domain.render import ACTIVE_STATES
from services.render.coordinator.store.tables import (
    CACHED_FILES,
    JOB_INPUTS,
    JOBS,
    RENDER_JOBS,
    RENDERS,
)

_OPEN = (table.WAITING, table.RUNNING)


class HistoryPruner:
    """Deletes old rows, some at a time, so that no lock is held for long."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def delete_renders(self, *, ended_before: dt.datetime, limit: int) -> int:
        """Delete renders that ended before a moment, the oldest first; count them."""
        c = RENDERS.c
        query = (
            sa.select(c.export_id)
            .where(c.state.not_in(ACTIVE_STATES), c.finished_at < ended_before)
            .order_by(c.finished_at)
            .limit(limit)
        )
        ids = list(self._session.execute(query.with_for_update(skip_locked=True)).scalars())
        self._session.execute(sa.delete(RENDER_JOBS).where(RENDER_JOBS.c.export_id.in_(ids)))
        self._session.execute(sa.delete(RENDERS).where(c.export_id.in_(ids)))
        return len(ids)

    def delete_jobs(self, *, created_before: dt.datetime, limit: int) -> int:
        """Delete ended jobs that no render and no open job refers to; count them.

        A job whose result is cached stays, because its row says that it need not be done again.
        """
        c, dependant = JOBS.c, JOBS.alias("dependant")
        is_of_render = sa.exists().where(RENDER_JOBS.c.job_id == c.id)
        is_cached = sa.exists().where(CACHED_FILES.c.key == c.key)
        is_awaited = sa.exists().where(
            JOB_INPUTS.c.input_id == c.id,
            JOB_INPUTS.c.job_id == dependant.c.id,
            dependant.c.state.in_(_OPEN),
        )
        query = (
            sa.select(c.id)
            .where(c.state.not_in(_OPEN), c.run_after < created_before)
            .where(~is_of_render, ~is_cached, ~is_awaited)
            .order_by(c.id)
            .limit(limit)
        )
        ids = list(self._session.execute(query.with_for_update(skip_locked=True)).scalars())
        of_these = sa.or_(JOB_INPUTS.c.job_id.in_(ids), JOB_INPUTS.c.input_id.in_(ids))
        self._session.execute(sa.delete(JOB_INPUTS).where(of_these))
        self._session.execute(sa.delete(JOBS).where(c.id.in_(ids)))
        return len(ids)
