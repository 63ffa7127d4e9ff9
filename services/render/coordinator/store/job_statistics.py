# SPDX-License-Identifier: Apache-2.0
"""Progress, load and cost, computed from the rows of jobs."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis import clock
from chassis.jobs import table
from services.render.contract.jobs import JobKind
from services.render.coordinator.domain.nodes import QueueLoad
from services.render.coordinator.domain.progress import JobProgress
from services.render.coordinator.domain.report import JobEffort, RenderReport
from services.render.coordinator.store.tables import JOBS, RENDER_JOBS


class JobStatistics:
    """Reads progress, load and cost from the rows of jobs."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_job_progress(self, export_id: str) -> list[JobProgress]:
        """Return the progress of each job of a render."""
        query = (
            sa.select(JOBS.c.kind, JOBS.c.fraction, JOBS.c.state, RENDER_JOBS.c.weight)
            .join(RENDER_JOBS)
            .where(RENDER_JOBS.c.export_id == export_id)
        )
        return [
            JobProgress(JobKind(row.kind), row.weight, row.fraction, row.state == table.DONE)
            for row in self._session.execute(query)
        ]

    def list_queue_loads(self) -> list[QueueLoad]:
        """Count claimable and running jobs by kind."""
        c, now = JOBS.c, clock.now()
        oldest = sa.func.min(c.run_after, type_=c.run_after.type)
        query = (
            sa.select(c.kind, c.state, sa.func.count(), oldest)
            .where(c.state.in_((table.WAITING, table.RUNNING)), c.pending_inputs == 0)
            .group_by(c.kind, c.state)
        )
        return [
            QueueLoad(kind, state == table.RUNNING, count, max(0.0, (now - since).total_seconds()))
            for kind, state, count, since in self._session.execute(query)
        ]

    def read_report(self, export_id: str) -> RenderReport:
        """Sum up the jobs of a render, and what the completed ones cost."""
        c, is_done = JOBS.c, JOBS.c.state == table.DONE
        completed = sa.func.sum(sa.case((is_done, 1), else_=0))
        cpu = sa.func.sum(sa.case((is_done, c.cpu_seconds), else_=0.0))
        wall = sa.func.sum(sa.case((is_done, c.wall_seconds), else_=0.0))
        query = (
            sa.select(c.kind, c.worker, sa.func.count(), completed, cpu, wall)
            .join(RENDER_JOBS)
            .where(RENDER_JOBS.c.export_id == export_id)
            .group_by(c.kind, c.worker)
            .order_by(c.kind, c.worker)
        )
        return RenderReport(tuple(JobEffort(*row) for row in self._session.execute(query)))
