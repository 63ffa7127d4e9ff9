# SPDX-License-Identifier: Apache-2.0
"""Fair scheduling: users share the nodes equally, however many jobs each of them has waiting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis import clock
from chassis.jobs import table
from chassis.upsert import upsert
from services.render.coordinator.store.tables import JOBS, SERVED_USERS

Columns = sa.ColumnCollection[str, Any]  # Any: columns of several types
Where = Callable[[Columns], list[sa.ColumnElement[bool]]]
"""Returns the conditions under which a row of jobs, by its columns, may be claimed."""


# Made once: to alias a table is to copy all its columns, and every claim uses these.
_FIRST, _NEXT, _RUNNING = (JOBS.alias(name).c for name in ("first", "next", "running"))


def next_user(claimable: Where) -> sa.ScalarSelect[Any]:  # Any: the id of a user
    """Select, of the users with claimable jobs, the one to be served next.

    It is the one with fewest running jobs, then the one who was served least recently. Each user
    is found by one look at the index, however many jobs one has.
    """
    first = _next_user(_FIRST, claimable).label("user_id")
    users = sa.select(first).cte("users", recursive=True)
    further = sa.select(_next_user(_NEXT, claimable, after=users.c.user_id))
    users = users.union_all(further.where(users.c.user_id.is_not(None)))
    user_id = users.c.user_id
    return (
        sa.select(user_id)
        .select_from(users.outerjoin(SERVED_USERS, SERVED_USERS.c.user_id == user_id))
        .where(user_id.is_not(None))
        .order_by(_running_jobs(user_id), SERVED_USERS.c.served_at.asc().nulls_first(), user_id)
        .limit(1)
        .scalar_subquery()
    )


def upsert_served_user(session: Session, user_id: int) -> None:
    """Record that a job of a user was claimed just now."""
    at, c = clock.now(), SERVED_USERS.c
    # Who was served before the clock was set back would be served after everybody else until then.
    session.execute(sa.update(SERVED_USERS).where(c.served_at > at).values(served_at=at))
    upsert(session, SERVED_USERS, {"user_id": user_id, "served_at": at})


def _next_user(
    c: Columns, claimable: Where, after: sa.ColumnElement[Any] | None = None
) -> sa.ScalarSelect[Any]:  # Any: the id of a user
    is_next = c.user_id.is_not(None) if after is None else c.user_id > after
    found = sa.select(c.user_id).where(*claimable(c), is_next)
    return found.order_by(c.user_id).limit(1).scalar_subquery()


def _running_jobs(user_id: sa.ColumnElement[Any]) -> sa.ScalarSelect[int]:
    c = _RUNNING
    # A running job has no pending inputs; the condition lets the index be used.
    of_user = (c.state == table.RUNNING, c.pending_inputs == 0, c.user_id == user_id)
    return sa.select(sa.func.count()).where(*of_user).scalar_subquery()
