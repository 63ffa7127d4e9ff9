# SPDX-License-Identifier: Apache-2.0
"""Renders and the nodes in SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.jobs import table
from services.render.contract.results import FilmResult, ProbeResult
from services.render.coordinator.domain.render import (
    ACTIVE,
    Failure,
    Progress,
    Render,
    Stage,
    State,
    Subject,
)
from services.render.coordinator.domain.report import Report
from services.render.coordinator.store.tables import NODES, PIECES, RENDER_PIECES, RENDERS
from services.render.coordinator.usecases.dependencies import Claimant, Node

Now = Callable[[], dt.datetime]

_NOTED_FOR = dt.timedelta(seconds=10)


class SqlRenders:
    """The renders, in SQL."""

    def __init__(self, session: Session, *, locking: bool) -> None:
        self._session = session
        self._locking = locking

    def get(self, export_id: str) -> Render | None:
        """Return a render, locked until the transaction ends when this is one that writes."""
        query = sa.select(RENDERS).where(RENDERS.c.export_id == export_id)
        if self._locking:
            query = query.with_for_update()
        row = self._session.execute(query).first()
        return None if row is None else _render(row)

    def add(self, render: Render) -> None:
        """Add a render."""
        self._session.execute(sa.insert(RENDERS).values(_values(render)))

    def save(self, render: Render) -> None:
        """Store a render's changes."""
        update = sa.update(RENDERS).where(RENDERS.c.export_id == render.export_id)
        self._session.execute(update.values(_values(render)))

    def oldest_active(self) -> dt.datetime | None:
        """Tell when the oldest active render was ordered."""
        active = sa.select(RENDERS.c.created_at).where(RENDERS.c.state.in_(ACTIVE))
        return self._session.execute(active.order_by(RENDERS.c.created_at).limit(1)).scalar()

    def needing(self, piece_id: int) -> list[Render]:
        """Return the active renders that need a piece, locked."""
        return self._locked(_needing(piece_id).with_for_update(of=RENDERS))

    def needing_unlocked(self, piece_id: int) -> list[Render]:
        """Lock and return the active renders that need a piece, but none that others hold."""
        return self._locked(_needing(piece_id).with_for_update(of=RENDERS, skip_locked=True))

    def _locked(self, query: sa.Select[Any]) -> list[Render]:  # Any: every column of renders
        return [_render(row) for row in self._session.execute(query)]


def _needing(piece_id: int) -> sa.Select[Any]:  # Any: every column of renders
    return (
        sa.select(RENDERS)
        .join(RENDER_PIECES)
        .where(RENDER_PIECES.c.piece_id == piece_id, RENDERS.c.state.in_(ACTIVE))
        .order_by(RENDERS.c.export_id)
    )


def _values(render: Render) -> dict[str, Any]:  # Any: values of several types
    film, failure = render.film, render.failure
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
        "export_file": film.storage_key if film else "",
        "size_bytes": film.size_bytes if film else 0,
        "sha256": film.sha256 if film else "",
        "probe": asdict(film.probe) if film else None,
        "plan": render.plan,
        "reused": render.reused,
        "reused_kinds": dict(render.reused_kinds),
        "report": render.report.to_json() if render.report else "",
        "created_at": render.created_at,
        "started_at": render.started_at,
        "finished_at": render.finished_at,
    }


def _render(row: sa.Row[Any]) -> Render:  # Any: a row of renders
    film = None
    if row.probe is not None:
        film = FilmResult(row.export_file, row.size_bytes, row.sha256, ProbeResult(**row.probe))
    return Render(
        export_id=row.export_id,
        subject=Subject(
            owner_user_id=row.owner_user_id,
            purpose=row.purpose,
            project_id=row.project_id,
            production_ulid=row.production_ulid,
            name=row.name,
            description=row.description,
        ),
        created_at=row.created_at,
        state=State(row.state),
        attempt=row.attempt,
        seq=row.seq,
        progress=Progress(row.progress_pct, Stage(row.progress_stage)),
        progressed_at=row.progressed_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        failure=Failure(row.error_code, row.error_reason) if row.error_code else None,
        film=film,
        plan=row.plan,
        reused=row.reused,
        reused_kinds=row.reused_kinds or {},
        report=Report.from_json(row.report) if row.report else None,
    )


class SqlNodes:
    """The nodes that asked for work, in SQL."""

    def __init__(self, session: Session, now: Now) -> None:
        self._session = session
        self._now = now

    def note(self, node: Claimant) -> None:
        """Note that a node is there, but not at each of its calls."""
        now = self._now()
        known = sa.select(NODES.c.seen_at).where(NODES.c.node_id == node.node_id)
        seen_at = self._session.execute(known).scalar()
        if seen_at is not None and now - seen_at < _NOTED_FOR:
            return
        values = {"slots": node.slots, "seen_at": now, "encoder": node.encoder}
        update = sa.update(NODES).where(NODES.c.node_id == node.node_id).values(values)
        if self._session.execute(update.returning(NODES.c.node_id)).first() is None:
            self._session.execute(sa.insert(NODES).values(node_id=node.node_id, **values))

    def all(self) -> list[Node]:
        """List the nodes, those seen last first."""
        query = sa.select(NODES).order_by(NODES.c.seen_at.desc(), NODES.c.node_id).limit(200)
        rows = self._session.execute(query)
        return [Node(row.node_id, row.slots, row.seen_at, row.encoder) for row in rows]

    def at_work(self, since: dt.datetime) -> tuple[int, int]:
        """Count the nodes that asked since then or hold a piece, and their slots."""
        holders = sa.select(PIECES.c.worker).where(PIECES.c.state == table.RUNNING)
        counted = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(NODES.c.slots), 0))
        present = sa.or_(NODES.c.seen_at >= since, NODES.c.node_id.in_(holders))
        nodes, slots = self._session.execute(counted.where(present)).one()
        return int(nodes), int(slots)

    def encoders(self, since: dt.datetime) -> list[str]:
        """Name what the nodes seen since then encode with, what most slots have first."""
        c = NODES.c
        query = sa.select(c.encoder).where(c.seen_at >= since, c.encoder != "").group_by(c.encoder)
        ordered = query.order_by(sa.func.sum(c.slots).desc(), c.encoder)
        return list(self._session.execute(ordered).scalars())
