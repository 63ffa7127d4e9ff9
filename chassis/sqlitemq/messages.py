# SPDX-License-Identifier: Apache-2.0
"""Messages of the broker file: added, leased, acknowledged or returned, expired, dead-lettered."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chassis.sqlitemq.broker_file import BrokerFile
from chassis.sqlitemq.presence import Presence, presence_at
from chassis.sqlitemq.routes import Routes, UnknownExchange

# How long the leases of a process that was killed may stay.
_SWEEP_FOR_OTHERS_SECONDS = 1.0
_AT_ONCE = 100
_ROUNDING_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class MessageLease:
    """The right to handle one message for a while; void once the message was delivered again."""

    message_id: int
    deliveries: int

    @classmethod
    def from_tag(cls, tag: str) -> MessageLease:
        """Read a delivery tag."""
        message_id, deliveries = tag.split(":")
        return cls(message_id=int(message_id), deliveries=int(deliveries))

    @property
    def tag(self) -> str:
        """The lease as a delivery tag."""
        return f"{self.message_id}:{self.deliveries}"


class MessageStore:
    """All messages of the broker file."""

    def __init__(self, file: BrokerFile, routes: Routes, *, lease_seconds: float):
        self._file = file
        self._routes = routes
        self._lease_seconds = lease_seconds

    def add(self, queue: str, payload: str) -> None:
        """Append a message to a queue."""
        ttl = self._routes.arguments(queue).get("x-message-ttl")
        expires_at = None if ttl is None else time.time() + float(ttl) / 1000
        with self._file.writing() as db:
            db.execute(
                "INSERT INTO message (queue, payload, expires_at) VALUES (?, ?, ?)",
                (queue, payload, expires_at),
            )
            self._file.wake_on_commit()

    def lease_oldest(self, queue: str) -> tuple[MessageLease, str] | None:
        """Lease the oldest ready message of a queue, if there is one."""
        oldest = (
            "SELECT id, deliveries, payload FROM message"
            " WHERE queue = ? AND leased_until = 0 ORDER BY id LIMIT 1"
        )
        if not self._file.rows(oldest, queue):
            return None
        with self._file.writing() as db:
            row = db.execute(oldest, (queue,)).fetchone()
            if row is None:
                return None
            lease = MessageLease(message_id=row[0], deliveries=row[1] + 1)
            db.execute(
                "UPDATE message SET deliveries = ?, leased_until = ?, leased_by = ? WHERE id = ?",
                (
                    lease.deliveries,
                    time.time() + self._lease_seconds,
                    self._presence().own_id,
                    lease.message_id,
                ),
            )
        return lease, str(row[2])

    def acknowledge(self, lease: MessageLease) -> None:
        """Delete a message that was handled, unless the lease is void."""
        with self._file.writing() as db:
            db.execute(
                "DELETE FROM message WHERE id = ? AND deliveries = ? AND leased_until > 0",
                (lease.message_id, lease.deliveries),
            )

    def requeue(self, lease: MessageLease) -> None:
        """Make a message ready again, or a dead letter once it was delivered too often."""
        with self._file.writing():
            for row in self._leased(lease):
                self._return(*row)

    def give_back(self, leases: Iterable[MessageLease]) -> None:
        """Make messages ready again as if they had not been delivered this time."""
        with self._file.writing() as db:
            db.executemany(
                "UPDATE message SET leased_until = 0, leased_by = 0, deliveries = deliveries - 1"
                " WHERE id = ? AND deliveries = ? AND leased_until > 0",
                [(lease.message_id, lease.deliveries) for lease in leases],
            )
            self._file.wake_on_commit()

    def reject(self, lease: MessageLease) -> None:
        """Send a message to its queue's dead letter exchange, or drop it where there is none."""
        with self._file.writing():
            for message_id, queue, _ in self._leased(lease):
                self._dead_letter(message_id, queue, reason="rejected")

    def sweep(self) -> float:
        """End leases that are over or whose process is dead, dead-letter what expired.

        Returns when it is to be called next, as seconds since the epoch. Any process does it for
        all queues, so that one without a consumer is swept, too.
        """
        now = time.time()
        ends = self._lease_ends()
        dead = [holder for holder in ends if not self._presence().is_running(holder)]
        if dead or min(ends.values(), default=now + 1) <= now or self._expired(now):
            self._sweep_due(dead, now=now)
            ends = self._lease_ends()
        return self._next_due(ends, now=now)

    def size(self, queue: str) -> int:
        """Count the ready messages of a queue."""
        rows = self._file.rows(
            "SELECT count(*) FROM message WHERE queue = ? AND leased_until = 0", queue
        )
        return int(rows[0][0])

    def purge(self, queue: str) -> int:
        """Delete the ready messages of a queue and return how many there were."""
        with self._file.writing() as db:
            return db.execute(
                "DELETE FROM message WHERE queue = ? AND leased_until = 0", (queue,)
            ).rowcount

    def _leased(self, lease: MessageLease) -> list[tuple[int, str, int]]:
        return self._file.rows(
            "SELECT id, queue, deliveries FROM message"
            " WHERE id = ? AND deliveries = ? AND leased_until > 0",
            lease.message_id,
            lease.deliveries,
        )

    def _lease_ends(self) -> dict[int, float]:
        rows = self._file.rows(
            "SELECT leased_by, min(leased_until) FROM message WHERE leased_until > 0"
            " GROUP BY leased_by"
        )
        return dict(rows)

    def _expired(self, now: float) -> list[tuple[int, str]]:
        """List messages whose time is over, or is farther away than the queue lets any wait.

        The latter were added before the clock was set back.
        """
        longest = "CAST(json_extract(queue.arguments, '$.\"x-message-ttl\"') AS REAL) / 1000"
        return self._file.rows(
            "SELECT id, queue FROM message JOIN queue ON queue.name = message.queue"
            " WHERE leased_until = 0 AND expires_at IS NOT NULL"
            f" AND (expires_at <= ? OR expires_at > ? + {longest})"
            f" ORDER BY expires_at LIMIT {_AT_ONCE}",
            now,
            now + _ROUNDING_SECONDS,
        )

    def _sweep_due(self, dead: Iterable[int], *, now: float) -> None:
        with self._file.writing() as db:
            for holder in dead:
                db.execute(
                    "UPDATE message SET leased_until = 1 WHERE leased_until > 0 AND leased_by = ?",
                    (holder,),
                )
            late = self._file.rows(
                "SELECT id, queue, deliveries FROM message"
                f" WHERE leased_until > 0 AND leased_until <= ? LIMIT {_AT_ONCE}",
                now,
            )
            for row in late:
                self._return(*row)
            for message_id, queue in self._expired(now):
                self._dead_letter(message_id, queue, reason="expired")

    def _next_due(self, ends: Mapping[int, float], *, now: float) -> float:
        ((expiry,),) = self._file.rows(
            "SELECT min(expires_at) FROM message WHERE leased_until = 0 AND expires_at IS NOT NULL"
        )
        due = min([*ends.values(), *([] if expiry is None else [expiry])], default=float("inf"))
        if any(holder != self._presence().own_id for holder in ends):
            return min(due, now + _SWEEP_FOR_OTHERS_SECONDS)
        return due

    def _return(self, message_id: int, queue: str, deliveries: int) -> None:
        limit = self._routes.arguments(queue).get("x-delivery-limit")
        if limit is not None and deliveries > int(limit):
            self._dead_letter(message_id, queue, reason="delivery_limit")
            return
        with self._file.writing() as db:
            db.execute(
                "UPDATE message SET leased_until = 0, leased_by = 0 WHERE id = ?", (message_id,)
            )
            self._file.wake_on_commit()

    def _dead_letter(self, message_id: int, queue: str, *, reason: str) -> None:
        arguments = self._routes.arguments(queue)
        exchange = arguments.get("x-dead-letter-exchange")
        with self._file.writing() as db:
            if exchange is not None:
                row = db.execute("SELECT payload FROM message WHERE id = ?", (message_id,))
                payload = json.loads(row.fetchone()[0])
                address = payload["properties"]["delivery_info"]
                key = arguments.get("x-dead-letter-routing-key", address["routing_key"])
                address.update(exchange=exchange, routing_key=key)
                payload["headers"]["x-death"] = [{"queue": queue, "reason": reason}]
                # As with RabbitMQ, dead letters for an exchange that does not exist are dropped.
                with contextlib.suppress(UnknownExchange):
                    for destination in self._routes.destinations(exchange, key):
                        self.add(destination, json.dumps(payload))
            db.execute("DELETE FROM message WHERE id = ?", (message_id,))

    def _presence(self) -> Presence:
        return presence_at(self._file.path)
