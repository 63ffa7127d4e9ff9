# SPDX-License-Identifier: Apache-2.0
"""Send messages; the broker has confirmed them when a call returns."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any

from chassis.bus.connecting import BROKER_ERRORS, BusAddress, BusUnavailable, connect, disconnect
from chassis.bus.message import Message, to_wire
from chassis.queue_names import EVENTS_EXCHANGE

_CONFIRM_SECONDS = 10.0
_IN_FLIGHT = 200

RoutedMessage = tuple[str, str, Message]
"""Exchange, routing key and message of one publish."""


class Publisher:
    """One connection to the broker, opened when first needed and again after it broke.

    Threads may share it; they wait for one another.
    """

    def __init__(self, address: BusAddress):
        self._address = address
        self._lock = threading.Lock()
        self._connection: _AmqpConnection | _EmbeddedConnection | None = None

    def publish(self, message: Message) -> None:
        """Send a message and return once the broker has it."""
        self.publish_many([message])

    def publish_many(self, messages: Iterable[Message]) -> None:
        """Send messages in their order and return once the broker has them all.

        After BusUnavailable any of them may have been sent.
        """
        self.send([(*_route(message), message) for message in messages])

    def send(self, messages: Sequence[RoutedMessage]) -> None:
        """Send messages to their exchanges, again over a new connection if the old one broke."""
        with self._lock:
            try:
                self._send(messages)
            except BROKER_ERRORS:
                try:
                    self._send(messages)
                except BROKER_ERRORS as error:
                    raise BusUnavailable(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._disconnect()

    def __enter__(self) -> Publisher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _send(self, messages: Sequence[RoutedMessage]) -> None:
        try:
            if self._connection is None:
                embedded = self._address.is_embedded
                self._connection = (_EmbeddedConnection if embedded else _AmqpConnection)(
                    connect(self._address)
                )
            for start in range(0, len(messages), _IN_FLIGHT):
                self._connection.send(messages[start : start + _IN_FLIGHT])
        except BaseException:
            self._disconnect()
            raise

    def _disconnect(self) -> None:
        if self._connection is not None:
            disconnect(self._connection.connection)
            self._connection = None


class _EmbeddedConnection:
    """A connection to the broker file: what is committed is confirmed."""

    def __init__(self, connection: Any):
        self.connection = connection
        self._channel = connection.channel()

    def send(self, messages: Sequence[RoutedMessage]) -> None:
        is_durable = any(not message.transient for _, _, message in messages)
        with self._channel.one_commit() if is_durable else contextlib.nullcontext():
            _publish(self._channel, messages)


class _AmqpConnection:
    """A connection to RabbitMQ: messages are sent together, then their confirmations awaited."""

    def __init__(self, connection: Any):
        self.connection = connection
        self._channel = connection.channel()
        self._channel.events["basic_ack"].add(self._on_ack)
        self._channel.events["basic_nack"].add(self._on_nack)
        self._channel.confirm_select()
        self._last_tag = 0
        self._unconfirmed: set[int] = set()
        self._rejected = 0

    def send(self, messages: Sequence[RoutedMessage]) -> None:
        first = self._last_tag + 1
        self._last_tag += len(messages)
        self._unconfirmed.update(range(first, self._last_tag + 1))
        _publish(self._channel, messages)
        while self._unconfirmed:
            self.connection.drain_events(timeout=_CONFIRM_SECONDS)
        if self._rejected:
            raise BusUnavailable(f"the broker rejected {self._rejected} messages")

    def _on_ack(self, tag: int, multiple: bool) -> None:
        confirmed = [t for t in self._unconfirmed if t <= tag] if multiple else [tag]
        self._unconfirmed.difference_update(confirmed)

    def _on_nack(self, tag: int, multiple: bool) -> None:
        self._rejected += 1
        self._on_ack(tag, multiple)


def _publish(channel: Any, messages: Sequence[RoutedMessage]) -> None:
    for exchange, routing_key, message in messages:
        channel.basic_publish(to_wire(channel, message), exchange=exchange, routing_key=routing_key)


def _route(message: Message) -> tuple[str, str]:
    if message.queue:
        return "", message.queue
    if message.topic:
        return EVENTS_EXCHANGE, message.topic
    raise ValueError("a message needs a topic or a queue")
