# SPDX-License-Identifier: Apache-2.0
"""How wanted work meets the work that is there already, whoever wanted it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from chassis.jobs import table
from services.render.coordinator.domain.job import SHARED, Kind, NewPiece
from services.render.coordinator.store.tables import CACHED_FILES, PIECE_INPUTS, PIECES
from services.render.coordinator.usecases.dependencies import Wanted

_ENDED = (table.DONE, table.FAILED, table.CANCELLED)


@dataclass(frozen=True, slots=True)
class _Wanter:
    """Who wants the work, and who has more waiting than they."""

    user_id: int | None
    busier: frozenset[int | None]


class Wanting:
    """Adds work that is wanted and revives what had ended without leaving a result."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def want(self, pieces: Sequence[NewPiece], *, for_user: int | None) -> Wanted:
        """Return the ids of the wanted pieces, and those of them that may be claimed now."""
        known = self._lock([piece.key for piece in pieces if piece.key])
        wanting = _Wanter(for_user, self._busier(for_user, known.values(), more=len(pieces)))
        piece_ids: dict[str, int] = {}
        fresh: list[NewPiece] = []
        for piece in pieces:
            row = known.get(piece.key)
            added = self._insert(piece, for_user) if row is None else None
            # Without a row of ours somebody else wanted the same at this very moment.
            row = added or row or self._lock([piece.key])[piece.key]
            piece_ids[piece.key] = row.id
            if added is not None or self._take_up(piece, row, wanting):
                fresh.append(piece)
        self._connect(fresh, piece_ids)
        return Wanted(piece_ids, self.count_missing([piece_ids[piece.key] for piece in fresh]))

    def count_missing(self, which: Any) -> list[int]:  # Any: a subquery or a list of ids
        """Count the inputs that waiting pieces lack, and return those that lack none now."""
        c = PIECES.c
        waiting = sa.select(c.id).where(c.id.in_(which), c.state == table.WAITING)
        # Locked first and counted by the next statement, which then sees every neighbour's end.
        ids = list(self._session.execute(waiting.order_by(c.id).with_for_update()).scalars())
        given = PIECES.alias("given")
        lacking = (
            sa.select(sa.func.count())
            .select_from(PIECE_INPUTS.join(given, PIECE_INPUTS.c.input_id == given.c.id))
            .where(PIECE_INPUTS.c.piece_id == c.id, given.c.state != table.DONE)
            .scalar_subquery()
        )
        counted = sa.update(PIECES).where(c.id.in_(ids)).values(missing=lacking)
        rows = self._session.execute(counted.returning(c.id, c.missing)).all()
        return sorted(row.id for row in rows if row.missing == 0)

    def _lock(self, keys: Sequence[str]) -> dict[str, Any]:  # Any: rows of pieces by key
        c = PIECES.c
        shown = (c.id, c.key, c.state, c.priority, c.is_standing, c.owner_user_id)
        query = sa.select(*shown).where(c.key.in_(keys))
        rows = self._session.execute(query.order_by(c.id).with_for_update())
        return {row.key: row for row in rows.all()}

    def _busier(
        self, for_user: int | None, rows: Iterable[Any], *, more: int
    ) -> frozenset[int | None]:  # Any: rows of pieces
        """Name who has more waiting than this user will have; nobody is busier than anybody."""
        others = {row.owner_user_id for row in rows} - {for_user, None}
        if for_user is None or not others:
            return frozenset({None} if for_user is not None else ())
        c = PIECES.c
        asked = (c.state == table.WAITING, c.owner_user_id.in_([*others, for_user]))
        counted = sa.select(c.owner_user_id, sa.func.count()).where(*asked)
        rows = self._session.execute(counted.group_by(c.owner_user_id))
        waiting = {owner: count for owner, count in rows}
        own = waiting.get(for_user, 0) + more
        return frozenset({None, *(one for one in others if waiting.get(one, 0) > own)})

    def _insert(self, piece: NewPiece, for_user: int | None) -> sa.Row[Any] | None:
        is_postgres = self._session.get_bind().dialect.name == "postgresql"
        insert = postgresql.insert if is_postgres else sqlite.insert
        statement = insert(PIECES).values(
            kind=piece.kind,
            key=piece.key or None,
            upload_id=piece.upload_id,
            is_standing=piece.is_standing,
            owner_user_id=for_user,
            **_beginning(piece),
        )
        return self._session.execute(
            statement.on_conflict_do_nothing().returning(PIECES.c.id)
        ).first()

    def _take_up(self, piece: NewPiece, row: sa.Row[Any], wanting: _Wanter) -> bool:
        """Join work that is there, and say whether it had to be begun again."""
        if row.state in _ENDED and not self._is_there(piece, row):
            self._revive(piece, row.id, wanting.user_id)
            return True
        is_needier = row.state == table.WAITING and row.owner_user_id in wanting.busier
        if is_needier or piece.priority > row.priority or piece.is_standing > row.is_standing:
            urged = {
                "priority": max(piece.priority, row.priority),
                "is_standing": piece.is_standing or row.is_standing,
                "owner_user_id": wanting.user_id if is_needier else row.owner_user_id,
            }
            self._session.execute(sa.update(PIECES).where(PIECES.c.id == row.id).values(urged))
        return False

    def _is_there(self, piece: NewPiece, row: sa.Row[Any]) -> bool:
        """Whether ended work left what is wanted: a stored file, or a verdict on an upload."""
        if row.state != table.DONE or piece.kind is Kind.THUMB:
            return False
        if piece.kind not in SHARED:
            return True
        stored = sa.select(CACHED_FILES.c.key).where(CACHED_FILES.c.key == piece.key)
        return self._session.execute(stored).first() is not None

    def _revive(self, piece: NewPiece, piece_id: int, for_user: int | None) -> None:
        gone = sa.delete(PIECE_INPUTS).where(PIECE_INPUTS.c.piece_id == piece_id)
        self._session.execute(gone)
        values = {**_beginning(piece), "owner_user_id": for_user}
        values |= {"error_code": "", "error_reason": "", "cpu_seconds": 0.0, "wall_seconds": 0.0}
        self._session.execute(sa.update(PIECES).where(PIECES.c.id == piece_id).values(values))

    def _connect(self, fresh: Sequence[NewPiece], piece_ids: dict[str, int]) -> None:
        rows = [
            {"piece_id": piece_ids[piece.key], "input_id": piece_ids[key]}
            for piece in fresh
            for key in piece.inputs
            if key in piece_ids
        ]
        if rows:
            self._session.execute(sa.insert(PIECE_INPUTS), rows)


def _beginning(piece: NewPiece) -> dict[str, Any]:  # Any: values of several types
    return {
        "task": piece.task,
        "state": table.WAITING,
        "priority": piece.priority,
        "encoder": piece.encoder,
        "run_after": dt.datetime.now(dt.UTC),
        "attempts": 0,
        "crashes": 0,
        "fraction": 0.0,
        "missing": 1 if piece.inputs else 0,
    }
