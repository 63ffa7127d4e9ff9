# SPDX-License-Identifier: Apache-2.0
"""Renders."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.render.contract.results import ExportResult, ProbeResult, ResultFile
from services.render.coordinator.domain.render import (
    ACTIVE_STATES,
    ExportSubject,
    Render,
    RenderFailure,
    RenderFilter,
    RenderProgress,
    RenderStage,
    RenderState,
)
from services.render.coordinator.domain.report import RenderReport
from services.render.coordinator.store.tables import MAY_LEAVE_EXPORT, RENDER_JOBS, RENDERS


class RenderRepository:
    """Renders."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_render(self, export_id: str) -> Render | None:
        """Return a render, None when there is none."""
        return self._first(sa.select(RENDERS).where(RENDERS.c.export_id == export_id))

    def list_renders(self, render_filter: RenderFilter) -> list[Render]:
        """Return the renders that match every part of a filter, the newest first."""
        c, after = RENDERS.c, render_filter.after
        query = sa.select(RENDERS).where(c.owner_user_id == render_filter.owner_user_id)
        if render_filter.states:
            query = query.where(c.state.in_(sorted(render_filter.states)))
        if after is not None:
            is_same = sa.and_(c.created_at == after.created_at, c.export_id > after.export_id)
            query = query.where(sa.or_(c.created_at < after.created_at, is_same))
        return self._list(
            query.order_by(c.created_at.desc(), c.export_id).limit(render_filter.limit)
        )

    def lock_render(self, export_id: str) -> Render | None:
        """Return a render, locked until the end of the transaction."""
        query = sa.select(RENDERS).where(RENDERS.c.export_id == export_id)
        return self._first(query.with_for_update())

    def add_render(self, render: Render) -> None:
        """Add a render."""
        self._session.execute(sa.insert(RENDERS).values(_values(render)))

    def save_render(self, render: Render) -> None:
        """Store the changes of a render."""
        update = sa.update(RENDERS).where(RENDERS.c.export_id == render.export_id)
        self._session.execute(update.values(_values(render)))

    def find_oldest_active_since(self) -> dt.datetime | None:
        """Return when the oldest active render was created, None when none is active."""
        active = sa.select(RENDERS.c.created_at).where(RENDERS.c.state.in_(ACTIVE_STATES))
        return self._session.execute(active.order_by(RENDERS.c.created_at).limit(1)).scalar()

    def lock_renders_of_job(self, job_id: int) -> list[Render]:
        """Return the active renders that need a job, locked."""
        return self._list(_renders_of_job(job_id).with_for_update(of=RENDERS))

    def lock_left_export(self, *, ended_before: dt.datetime) -> Render | None:
        """Return a render that ended before a moment and may leave an export, locked."""
        query = sa.select(RENDERS).where(MAY_LEAVE_EXPORT, RENDERS.c.finished_at < ended_before)
        return self._first(query.limit(1).with_for_update(skip_locked=True))

    def lock_free_renders_of_job(self, job_id: int) -> list[Render]:
        """Return the active renders that need a job, locked, without those others have locked."""
        return self._list(_renders_of_job(job_id).with_for_update(of=RENDERS, skip_locked=True))

    def _first(self, query: sa.Select[Any]) -> Render | None:  # Any: every column of renders
        row = self._session.execute(query).first()
        return None if row is None else _render(row)

    def _list(self, query: sa.Select[Any]) -> list[Render]:  # Any: every column of renders
        return [_render(row) for row in self._session.execute(query)]


def _renders_of_job(job_id: int) -> sa.Select[Any]:  # Any: every column of renders
    return (
        sa.select(RENDERS)
        .join(RENDER_JOBS)
        .where(RENDER_JOBS.c.job_id == job_id, RENDERS.c.state.in_(ACTIVE_STATES))
        .order_by(RENDERS.c.export_id)
    )


def _values(render: Render) -> dict[str, Any]:  # Any: values of several types
    export, failure = render.export, render.failure
    return {
        **asdict(render.subject),
        "export_id": render.export_id,
        "state": render.state,
        "attempt": render.attempt,
        "seq": render.seq,
        "progress_pct": render.progress.percent,
        "progress_stage": render.progress.stage,
        "progressed_at": render.progressed_at,
        "error_code": failure.code if failure else "",
        "error_reason": failure.reason if failure else "",
        "export": asdict(export) if export else None,
        "plan": render.plan,
        "reused": render.reused,
        "reused_kinds": dict(render.reused_kinds),
        "report": render.report.to_json() if render.report else "",
        "created_at": render.created_at,
        "started_at": render.started_at,
        "finished_at": render.finished_at,
        "may_leave_export": render.may_leave_export,
    }


def _render(row: sa.Row[Any]) -> Render:  # Any: a row of renders
    return Render(
        export_id=row.export_id,
        subject=ExportSubject(
            owner_user_id=row.owner_user_id,
            purpose=row.purpose,
            project_id=row.project_id,
            production_ulid=row.production_ulid,
            name=row.name,
            description=row.description,
        ),
        created_at=row.created_at,
        state=RenderState(row.state),
        attempt=row.attempt,
        seq=row.seq,
        progress=RenderProgress(row.progress_pct, RenderStage(row.progress_stage)),
        progressed_at=row.progressed_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        failure=RenderFailure(row.error_code, row.error_reason) if row.error_code else None,
        export=_export(row.export) if row.export else None,
        plan=row.plan,
        reused=row.reused,
        reused_kinds=row.reused_kinds,
        report=RenderReport.from_json(row.report) if row.report else None,
        may_leave_export=row.may_leave_export,
    )


def _export(stored: dict[str, Any]) -> ExportResult:  # Any: JSON values of several types
    return ExportResult(ResultFile(**stored["file"]), ProbeResult(**stored["probe"]))
