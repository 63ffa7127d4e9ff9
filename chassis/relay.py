# SPDX-License-Identifier: Apache-2.0
"""Sends events from the outbox to the bus, at least once, and deletes old rows."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis import clock, logging
from chassis.bus import Message
from chassis.database import Database
from chassis.tables import IDEMPOTENCY_KEYS, INBOX, OUTBOX

_BATCH = 100
_RETENTION = dt.timedelta(days=7)
_PRUNE_EVERY_SECONDS = 3600.0
_LOOK_SECONDS = 0.5
"""How long a relay that rests may take to see that it should end."""

_log = logging.get_logger("relay")


class MessagePublisher(Protocol):
    """A connection to the bus that a relay publishes by."""

    def publish_many(self, messages: Sequence[Message]) -> None:
        """Send messages in their order and return once the broker has them all."""


class Relay:
    """Sends what is in the outbox of one service.

    Any number may run: on PostgreSQL rows are locked while they are sent, on SQLite a row may be
    sent twice, and inboxes handle an event once.
    """

    def __init__(
        self, database: Database, publisher: MessagePublisher, *, idle_seconds: float = 2.0
    ):
        self._database = database
        self._publisher = publisher
        self._idle_seconds = idle_seconds
        self._pruned_at: float | None = None
        self._wake_up = threading.Event()
        database.on_commit(self._wake_up.set)

    def run(self, stop: threading.Event, turned: Callable[[], None] = lambda: None) -> None:
        """Send until `stop` is set: after each commit of this process, and every `idle_seconds`.

        The latter finds what processes have left that ended before they sent it. `turned` is
        called once a turn.
        """
        while not stop.is_set():
            self._wake_up.clear()
            try:
                sent = self.send_batch()
                self._prune_when_due()
            except Exception as error:
                text = f"{type(error).__name__}: {error}"[:200]
                _log.warning("relay.failed", schema=self._database.schema, error=text)
                stop.wait(1.0)
                sent = 1
            turned()
            if sent == 0:
                self._rest(stop)

    def _rest(self, stop: threading.Event) -> None:
        until = time.monotonic() + self._idle_seconds
        while not stop.is_set() and (left := until - time.monotonic()) > 0:
            if self._wake_up.wait(min(left, _LOOK_SECONDS)):
                return

    def send_batch(self) -> int:
        """Send up to 100 unsent events in order, and return how many were sent."""
        if self._database.is_postgres:
            with self._database.engine.begin() as connection, Session(connection) as session:
                rows = session.execute(_unsent().with_for_update(skip_locked=True)).all()
                return self._send(session, rows)
        with self._database.reading() as session:
            rows = session.execute(_unsent()).all()
        if not rows:
            return 0
        # The write lock is not held while publishing: others could not write meanwhile.
        self._publish(rows)
        with Session(self._database.engine) as session, session.begin():
            _mark_sent(session, rows)
        return len(rows)

    def prune(self) -> None:
        """Delete rows that were sent or handled seven days ago, and keys that have expired."""
        now = clock.now()
        with Session(self._database.engine) as session, session.begin():
            session.execute(sa.delete(OUTBOX).where(OUTBOX.c.sent_at < now - _RETENTION))
            session.execute(sa.delete(INBOX).where(INBOX.c.received_at < now - _RETENTION))
            session.execute(sa.delete(IDEMPOTENCY_KEYS).where(IDEMPOTENCY_KEYS.c.expires_at < now))

    def _prune_when_due(self) -> None:
        if self._pruned_at is None or time.monotonic() - self._pruned_at > _PRUNE_EVERY_SECONDS:
            self._pruned_at = time.monotonic()
            self.prune()

    def _send(self, session: Session, rows: Sequence[sa.Row[tuple[object, ...]]]) -> int:
        if rows:
            self._publish(rows)
            _mark_sent(session, rows)
            session.flush()
        return len(rows)

    def _publish(self, rows: Sequence[sa.Row[tuple[object, ...]]]) -> None:
        self._publisher.publish_many([_message(row) for row in rows])


def _unsent() -> sa.Select[tuple[object, ...]]:
    return sa.select(OUTBOX).where(OUTBOX.c.sent_at.is_(None)).order_by(OUTBOX.c.id).limit(_BATCH)


def _mark_sent(session: Session, rows: Sequence[sa.Row[tuple[object, ...]]]) -> None:
    ids = [row.id for row in rows]
    session.execute(sa.update(OUTBOX).where(OUTBOX.c.id.in_(ids)).values(sent_at=clock.now()))


def _message(row: sa.Row[tuple[object, ...]]) -> Message:
    return Message(
        topic=row.topic,
        queue=row.queue,
        message_id=row.event_id,
        type=row.type,
        body=row.body,
        headers=row.headers,
    )
