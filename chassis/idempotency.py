# SPDX-License-Identifier: Apache-2.0
"""Idempotency keys: the same POST with the same key has one effect and one answer, for 24 hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chassis import clock
from chassis.database import Database
from chassis.standard_errors import IDEMPOTENCY_KEY_REUSED
from chassis.tables import IDEMPOTENCY_KEYS

_LIFE = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Request:
    """What identifies a request: caller, route, key, and the keyed digest of the body."""

    user_id: int
    route: str
    key: str
    body_sha256: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it was given: status, JSON body and headers worth keeping."""

    status: int
    body: Any  # Any: JSON of whatever shape the route answers
    headers: Mapping[str, str] = field(default_factory=dict)


def once(database: Database, request: Request, act: Callable[[], Reply]) -> Reply:
    """Act and store the answer in one transaction, or return the answer stored before.

    What `act` writes joins that transaction. An exception rolls everything back and stores nothing,
    so that the request may be corrected and sent again with the same key.
    """
    if (earlier := _find_reply(database, request)) is not None:
        return earlier
    try:
        with database.outer_transaction() as outer:
            reply = act()
            _store_reply(outer.session(), request, reply)
    except IntegrityError:
        # The same request was faster on another thread; its answer is returned.
        if (earlier := _find_reply(database, request)) is not None:
            return earlier
        raise
    return reply


def _find_reply(database: Database, request: Request) -> Reply | None:
    table = IDEMPOTENCY_KEYS
    query = sa.select(table).where(
        table.c.user_id == request.user_id,
        table.c.route == request.route,
        table.c.key == request.key,
        table.c.expires_at > clock.now(),
    )
    with database.reading() as session:
        row = session.execute(query).first()
    if row is None:
        return None
    if row.body_sha256 != request.body_sha256:
        raise IDEMPOTENCY_KEY_REUSED.error()
    return Reply(row.status, row.response, row.headers)


def _store_reply(session: Session, request: Request, reply: Reply) -> None:
    session.execute(
        sa.delete(IDEMPOTENCY_KEYS).where(
            IDEMPOTENCY_KEYS.c.user_id == request.user_id,
            IDEMPOTENCY_KEYS.c.route == request.route,
            IDEMPOTENCY_KEYS.c.key == request.key,
            IDEMPOTENCY_KEYS.c.expires_at <= clock.now(),
        )
    )
    session.execute(
        sa.insert(IDEMPOTENCY_KEYS).values(
            user_id=request.user_id,
            route=request.route,
            key=request.key,
            body_sha256=request.body_sha256,
            status=reply.status,
            response=reply.body,
            headers=dict(reply.headers),
            expires_at=clock.now() + _LIFE,
        )
    )
