# SPDX-License-Identifier: Apache-2.0
"""Whose turn it is: users share the nodes, however much each of them has waiting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from chassis.jobs import table
from services.render.coordinator.store.tables import PIECES, TURNS

Columns = sa.ColumnCollection[str, Any]  # Any: columns of several types
Where = Callable[[Columns], list[sa.ColumnElement[bool]]]
"""Writes the conditions under which a row of pieces, by its columns, may be claimed."""


# Made once: to alias a table is to copy all its columns, and every claim asks whose turn it is.
_FIRST, _NEXT, _AT_WORK = (PIECES.alias(name).c for name in ("one", "another", "held"))


def whose_turn(claimable: Where) -> sa.ScalarSelect[Any]:  # Any: the id of a user
    """Choose among those who have claimable work: who has fewest running, then was served first.

    One look at the index finds the next user each time, however many pieces one has.
    """
    first = _next_owner(_FIRST, claimable).label("user_id")
    owners = sa.select(first).cte("owners", recursive=True)
    further = sa.select(_next_owner(_NEXT, claimable, after=owners.c.user_id))
    owners = owners.union_all(further.where(owners.c.user_id.is_not(None)))
    user_id = owners.c.user_id
    return (
        sa.select(user_id)
        .select_from(owners.outerjoin(TURNS, TURNS.c.user_id == user_id))
        .where(user_id.is_not(None))
        .order_by(_running(user_id), TURNS.c.served_at.asc().nulls_first(), user_id)
        .limit(1)
        .scalar_subquery()
    )


def note_turn(session: Session, user_id: int) -> None:
    """Note that a user was served just now."""
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if is_postgres else sqlite.insert
    now = dt.datetime.now(dt.UTC)
    served = insert(TURNS).values(user_id=user_id, served_at=now)
    session.execute(
        served.on_conflict_do_update(index_elements=["user_id"], set_={"served_at": now})
    )


def _next_owner(
    c: Columns, claimable: Where, after: sa.ColumnElement[Any] | None = None
) -> sa.ScalarSelect[Any]:
    is_next = c.owner_user_id.is_not(None) if after is None else c.owner_user_id > after
    found = sa.select(c.owner_user_id).where(*claimable(c), is_next)
    return found.order_by(c.owner_user_id).limit(1).scalar_subquery()


def _running(user_id: sa.ColumnElement[Any]) -> sa.ScalarSelect[int]:
    c = _AT_WORK
    # What runs lacks nothing; said so, the index finds it.
    of_user = (c.state == table.RUNNING, c.missing == 0, c.owner_user_id == user_id)
    return sa.select(sa.func.count()).where(*of_user).scalar_subquery()
