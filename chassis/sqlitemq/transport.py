# SPDX-License-Identifier: Apache-2.0
"""The broker file as kombu uses it: a transport, its channels and their open deliveries."""

# kombu is only partly typed, and a channel's methods take whatever those of AMQP take.
# mypy: disable-error-code="no-untyped-call, override, assignment"

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import virtual
from kombu.utils.json import dumps, loads

from chassis.sqlitemq.broker_file import BrokerFile
from chassis.sqlitemq.messages import MessageLease, MessageStore
from chassis.sqlitemq.routes import Routes, UnknownExchange
from chassis.sqlitemq.wake_up import InotifyWatcher

_LEASE_SECONDS = 60.0
# Where inotify does not work, as between machines, the file is polled this often.
_LONGEST_SLEEP_SECONDS = 1.0
_TRANSIENT = 1


class QoS(virtual.QoS):
    """The deliveries of a channel that are neither acknowledged nor returned yet."""

    channel: Channel

    def ack(self, delivery_tag: str) -> None:
        """Delete a message that was handled."""
        self.channel.messages.acknowledge(MessageLease.from_tag(delivery_tag))
        super().ack(delivery_tag)

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        """Return a message to its queue, or send it to its dead letter exchange."""
        lease = MessageLease.from_tag(delivery_tag)
        if requeue:
            self.channel.messages.requeue(lease)
        else:
            self.channel.messages.reject(lease)
        super().ack(delivery_tag)

    def restore_unacked(self) -> list[Any]:
        """Return all leased messages; kombu need not dump any."""
        self._flush()
        self.channel.messages.give_back([MessageLease.from_tag(tag) for tag in self._delivered])
        self._delivered.clear()
        return []


class Channel(virtual.Channel):
    """A kombu channel with a connection to the broker file; use it in one thread at a time."""

    QoS = QoS

    def __init__(self, connection: Any, **options: Any):
        super().__init__(connection, **options)
        client = connection.client
        self._file = BrokerFile(connection.path)
        self._routes = Routes(self._file)
        lease_seconds = float(client.transport_options.get("lease_seconds", _LEASE_SECONDS))
        self.messages = MessageStore(self._file, self._routes, lease_seconds=lease_seconds)
        self._quiet_stamp: tuple[int, int] | None = None
        self.quiet_until = 0.0

    @contextlib.contextmanager
    def one_commit(self) -> Iterator[None]:
        """Publish all or nothing of what a block publishes."""
        with self._file.writing(durable=True):
            yield

    def exchange_declare(self, exchange: str, type: str = "direct", **_: Any) -> None:
        """Make an exchange unless it exists."""
        self._routes.declare_exchange(exchange, kind=type)

    def exchange_delete(self, exchange: str, **_: Any) -> None:
        """Delete an exchange and its bindings."""
        self._routes.delete_exchange(exchange)

    def queue_bind(self, queue: str, exchange: str, routing_key: str = "", **_: Any) -> None:
        """Bind a queue to an exchange."""
        self._routes.bind(queue=queue, exchange=exchange, routing_key=routing_key)

    def queue_unbind(self, queue: str, exchange: str, routing_key: str = "", **_: Any) -> None:
        """Delete a binding."""
        self._routes.unbind(queue=queue, exchange=exchange, routing_key=routing_key)

    def queue_delete(
        self, queue: str, if_unused: bool = False, if_empty: bool = False, **_: Any
    ) -> None:
        """Delete a queue with its messages."""
        if not (if_empty and self._size(queue)):
            self._routes.delete_queue(queue)

    def basic_publish(self, message: Any, exchange: str, routing_key: str, **_: Any) -> None:
        """Add a message to every queue it is routed to in one commit, which is the confirmation."""
        self._inplace_augment_message(message, exchange, routing_key)
        is_durable = message["properties"].get("delivery_mode") != _TRANSIENT
        with self._file.writing(durable=is_durable):
            for queue in self._routes.destinations(exchange, routing_key):
                self.messages.add(queue, dumps(message))

    def drain_events(self, timeout: float | None = None, callback: Any = None) -> Any:
        """Deliver one message; Empty at once when the file is as it was at the last call."""
        if not (self._consumers and self.qos.can_consume()):
            self.quiet_until = float("inf")
            raise Empty
        stamp = self._file.change_stamp()
        if stamp == self._quiet_stamp and time.monotonic() < self.quiet_until:
            raise Empty
        due = self.messages.sweep()
        try:
            return super().drain_events(timeout=timeout, callback=callback)
        except Empty:
            # The clock may be set while nothing happens.
            self.quiet_until = time.monotonic() + (due - time.time())
            self._quiet_stamp = stamp
            raise

    def close(self) -> None:
        """Return all leased messages and close the connection."""
        super().close()
        self._file.close()

    def _reset_cycle(self) -> None:
        super()._reset_cycle()
        self._quiet_stamp = None

    def _new_queue(self, queue: str, arguments: Any = None, **_: Any) -> None:
        self._routes.declare_queue(queue, arguments=arguments or {})

    def _has_queue(self, queue: str, **_: Any) -> bool:
        return self._routes.has_queue(queue)

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        taken = self.messages.lease_oldest(queue)
        if taken is None:
            raise Empty
        lease, text = taken
        payload: dict[str, Any] = loads(text)
        payload["properties"]["delivery_tag"] = lease.tag
        payload["properties"]["delivery_info"]["redelivered"] = lease.deliveries > 1
        return payload

    def _size(self, queue: str) -> int:
        return self.messages.size(queue)

    def _purge(self, queue: str) -> int:
        return self.messages.purge(queue)


class Transport(virtual.Transport):
    """The kombu transport ``sqlitemq``."""

    Channel = Channel
    driver_type = "sqlite"
    driver_name = "sqlite"
    connection_errors = (*virtual.Transport.connection_errors, sqlite3.Error, UnknownExchange)
    implements = virtual.Transport.implements.extend(
        exchange_type=frozenset(["direct", "topic", "fanout"])
    )

    def __init__(self, client: Any, **options: Any):
        super().__init__(client, **options)
        self.path = Path(client.virtual_host)
        self._watcher: InotifyWatcher | None = None

    def drain_events(self, connection: Any, timeout: float | None = None) -> None:
        """Deliver one message as soon as there is one; TimeoutError when there is none in time."""
        deadline = time.monotonic() + (float("inf") if timeout is None else timeout)
        # It watches from before the first query, so that no message comes unnoticed in between.
        self._watcher = self._watcher or InotifyWatcher(self.path)
        while not self._delivers_one():
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            due = min(channel.quiet_until for channel in self.channels) - time.monotonic()
            self._watcher.wait(min(left, max(due, 0.0), _LONGEST_SLEEP_SECONDS))

    def close_connection(self, connection: Any) -> None:
        """Close all channels and stop watching the file."""
        super().close_connection(connection)
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None

    def _delivers_one(self) -> bool:
        assert self.cycle is not None  # kombu's constructor sets it
        try:
            self.cycle.get(self._deliver)
        except Empty:
            return False
        return True

    def driver_version(self) -> str:
        """Return the version of SQLite."""
        return sqlite3.sqlite_version
