# SPDX-License-Identifier: Apache-2.0
"""The work and who holds it, in SQL."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.jobs import table
from chassis.jobs.table import Leases
from services.render.contract.results import Handed
from services.render.coordinator.domain.counters import Load
from services.render.coordinator.domain.job import Kind, Lease, NewPiece, Piece
from services.render.coordinator.domain.progress import Share
from services.render.coordinator.domain.render import ACTIVE, Failure
from services.render.coordinator.domain.report import Effort, Report
from services.render.coordinator.store.enqueueing import Wanting
from services.render.coordinator.store.fair_scheduling import Columns, note_turn, whose_turn
from services.render.coordinator.store.tables import PIECE_INPUTS, PIECES, RENDER_PIECES, RENDERS
from services.render.coordinator.usecases.dependencies import Claimant, Wanted

_OPEN = (table.WAITING, table.RUNNING)


class SqlPieces:
    """The work, in SQL."""

    def __init__(self, session: Session, *, lease_seconds: int) -> None:
        self._session = session
        self._leases = Leases(PIECES, seconds=lease_seconds)

    def want(self, pieces: Sequence[NewPiece], *, for_user: int | None) -> Wanted:
        """Add work, join work that is under way, and take up again what had ended."""
        return Wanting(self._session).want(pieces, for_user=for_user)

    def link(self, export_id: str, pieces: Sequence[NewPiece], piece_ids: dict[str, int]) -> None:
        """Note which pieces a render waits for, instead of those it waited for before."""
        gone = sa.delete(RENDER_PIECES).where(RENDER_PIECES.c.export_id == export_id)
        self._session.execute(gone)
        rows = [
            {
                "export_id": export_id,
                "piece_id": piece_ids[piece.key],
                "role": piece.kind,
                "position": position,
                "weight": piece.weight,
            }
            for position, piece in enumerate(pieces)
        ]
        self._session.execute(sa.insert(RENDER_PIECES), rows)

    def claim(self, node: Claimant) -> Piece | None:
        """Lease the most urgent piece that a node can do to it, of the user whose turn it is."""
        now = dt.datetime.now(dt.UTC)

        def claimable(c: Columns) -> list[sa.ColumnElement[bool]]:
            where = [c.state == table.WAITING, c.missing == 0, c.run_after <= now]
            where.append(c.encoder.in_(["", node.encoder]))
            return [*where, c.kind.in_(node.kinds)] if node.kinds else where

        may, mine = claimable(PIECES.c), PIECES.c.owner_user_id == whose_turn(claimable)
        lease = functools.partial(self._leases.claim, self._session, worker=node.node_id)
        # Without a turn there is work that nobody waits for, or that others take this moment.
        row = lease(where=[*may, mine]) or lease(where=may)
        if row is None:
            return None
        if row.owner_user_id is not None:
            note_turn(self._session, row.owner_user_id)
        return _piece(row)

    def heartbeat(self, lease: Lease, *, fraction: float) -> bool:
        """Prolong a lease; False when it is gone."""
        return self._leases.heartbeat(self._session, lease.piece_id, lease.token, fraction=fraction)

    def give_back(self, lease: Lease) -> bool:
        """Let somebody else do it; False when the lease is gone."""
        return self._leases.give_back(self._session, lease.piece_id, lease.token)

    def finish(self, lease: Lease, handed: Handed) -> Piece | None:
        """Note a piece as done; None when the lease is gone."""
        values = {
            "result": handed.result,
            "cpu_seconds": PIECES.c.cpu_seconds + handed.cpu_seconds,
            "wall_seconds": PIECES.c.wall_seconds + handed.wall_seconds,
        }
        if not self._leases.finish(self._session, lease.piece_id, lease.token, values):
            return None
        return self._one(PIECES.c.id == lease.piece_id)

    def held(self, lease: Lease) -> Piece | None:
        """Return the piece that is held under a lease; None when the lease is gone."""
        c = PIECES.c
        return self._one(c.id == lease.piece_id, c.token == lease.token, c.state == table.RUNNING)

    def retry_later(self, lease: Lease, *, seconds: float) -> None:
        """Count a failure and let the piece wait."""
        self._leases.retry_later(self._session, lease.piece_id, lease.token, seconds=seconds)

    def fail(self, piece_id: int, failure: Failure) -> None:
        """Note that a piece cannot be done."""
        values = {
            "state": table.FAILED,
            "lease_until": None,
            "error_code": failure.code,
            "error_reason": failure.reason,
        }
        self._session.execute(sa.update(PIECES).where(PIECES.c.id == piece_id).values(values))

    def release(self, piece_id: int) -> list[int]:
        """Return the pieces that became claimable because this one is done."""
        dependants = sa.select(PIECE_INPUTS.c.piece_id).where(PIECE_INPUTS.c.input_id == piece_id)
        return Wanting(self._session).count_missing(dependants)

    def stranded(self, piece_id: int) -> list[Piece]:
        """Return what waits for this piece and is wanted whatever becomes of any render."""
        dependants = sa.select(PIECE_INPUTS.c.piece_id).where(PIECE_INPUTS.c.input_id == piece_id)
        c = PIECES.c
        query = sa.select(PIECES).where(c.id.in_(dependants), c.state == table.WAITING)
        locked = query.where(c.is_standing.is_(True)).order_by(c.id).with_for_update()
        return [_piece(row) for row in self._session.execute(locked)]

    def cancel_unneeded(self, export_id: str) -> None:
        """Cancel what nobody needs but this render."""
        mine = sa.select(RENDER_PIECES.c.piece_id).where(RENDER_PIECES.c.export_id == export_id)
        needed_elsewhere = (
            sa.select(RENDER_PIECES.c.piece_id)
            .join(RENDERS)
            .where(
                RENDER_PIECES.c.piece_id == PIECES.c.id,
                RENDER_PIECES.c.export_id != export_id,
                RENDERS.c.state.in_(ACTIVE),
            )
        )
        unneeded = (
            sa.select(PIECES.c.id)
            .where(PIECES.c.id.in_(mine), PIECES.c.state.in_(_OPEN))
            .where(PIECES.c.is_standing.is_(False), ~needed_elsewhere.exists())
        )
        # Pieces are locked in the order of their ids everywhere.
        locked = unneeded.order_by(PIECES.c.id).with_for_update()
        ids = list(self._session.execute(locked).scalars())
        stopped = sa.update(PIECES).where(PIECES.c.id.in_(ids))
        self._session.execute(stopped.values(state=table.CANCELLED, lease_until=None))

    def waiting_for_others(self, encoders: Collection[str]) -> list[Piece]:
        """Return the waiting pieces that are for other encoders than these."""
        c = PIECES.c
        query = sa.select(PIECES).where(c.state == table.WAITING, c.encoder.not_in(["", *encoders]))
        locked = query.order_by(c.id).with_for_update(skip_locked=True)
        return [_piece(row) for row in self._session.execute(locked)]

    def take_back_lost(self) -> list[Piece]:
        """Take back every lease that ran out, as a crash of its holder."""
        return [_piece(row) for row in self._leases.sweep(self._session)]

    def shares(self, export_id: str) -> list[Share]:
        """Return the parts of a render."""
        query = (
            sa.select(PIECES.c.kind, PIECES.c.fraction, PIECES.c.state, RENDER_PIECES.c.weight)
            .join(RENDER_PIECES)
            .where(RENDER_PIECES.c.export_id == export_id)
        )
        return [
            Share(Kind(row.kind), row.weight, row.fraction, row.state == table.DONE)
            for row in self._session.execute(query)
        ]

    def load(self) -> list[Load]:
        """Count what may be begun and what is being made, by kind."""
        c, now = PIECES.c, dt.datetime.now(dt.UTC)
        oldest = sa.func.min(c.run_after, type_=c.run_after.type)
        query = (
            sa.select(c.kind, c.state, sa.func.count(), oldest)
            .where(c.state.in_(_OPEN), c.missing == 0)
            .group_by(c.kind, c.state)
        )
        return [
            Load(kind, state == table.RUNNING, count, max(0.0, (now - since).total_seconds()))
            for kind, state, count, since in self._session.execute(query)
        ]

    def report(self, export_id: str) -> Report:
        """Tell what became of the pieces a render waits for, and what they took."""
        c, is_done = PIECES.c, PIECES.c.state == table.DONE
        made = sa.func.sum(sa.case((is_done, 1), else_=0))
        cpu = sa.func.sum(sa.case((is_done, c.cpu_seconds), else_=0.0))
        wall = sa.func.sum(sa.case((is_done, c.wall_seconds), else_=0.0))
        query = (
            sa.select(c.kind, c.worker, sa.func.count(), made, cpu, wall)
            .join(RENDER_PIECES)
            .where(RENDER_PIECES.c.export_id == export_id)
            .group_by(c.kind, c.worker)
            .order_by(c.kind, c.worker)
        )
        return Report(tuple(Effort(*row) for row in self._session.execute(query)))

    def _one(self, *where: sa.ColumnElement[bool]) -> Piece | None:
        row = self._session.execute(sa.select(PIECES).where(*where).with_for_update()).first()
        return None if row is None else _piece(row)


def _piece(row: sa.Row[Any]) -> Piece:  # Any: a row of pieces
    return Piece(
        piece_id=row.id,
        kind=Kind(row.kind),
        key=row.key or "",
        task=row.task,
        token=row.token,
        attempts=row.attempts,
        crashes=row.crashes,
        upload_id=row.upload_id,
    )
