# SPDX-License-Identifier: Apache-2.0
"""Sending messages so that the broker has them when the call returns."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any

from chassis.bus.connecting import BROKER_ERRORS, BusAddress, BusUnavailable, connect, hang_up
from chassis.bus.message import Message, wire_form
from chassis.bus.topology import EVENTS

_CONFIRM_SECONDS = 10.0
_IN_FLIGHT = 200

# Exchange, routing key and message of one publish.
Letter = tuple[str, str, Message]


class Publisher:
    """One line to the broker, opened when first needed and again when it broke.

    Threads may share it; they take turns.
    """

    def __init__(self, address: BusAddress):
        self._address = address
        self._lock = threading.Lock()
        self._line: _AmqpLine | _EmbeddedLine | None = None

    def publish(self, message: Message) -> None:
        """Send a message and return once the broker has it."""
        self.publish_many([message])

    def publish_many(self, messages: Iterable[Message]) -> None:
        """Send messages in their order and return once the broker has them all.

        After BusUnavailable any of them may have been sent.
        """
        self.send([(*_route(message), message) for message in messages])

    def send(self, messages: Sequence[Letter]) -> None:
        """Send messages each to an exchange, once more over a new line if the old one broke."""
        with self._lock:
            try:
                self._send(messages)
            except BROKER_ERRORS:
                try:
                    self._send(messages)
                except BROKER_ERRORS as error:
                    raise BusUnavailable(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """Hang up."""
        with self._lock:
            self._drop()

    def __enter__(self) -> Publisher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _send(self, messages: Sequence[Letter]) -> None:
        try:
            if self._line is None:
                embedded = self._address.is_embedded
                self._line = (_EmbeddedLine if embedded else _AmqpLine)(connect(self._address))
            for start in range(0, len(messages), _IN_FLIGHT):
                self._line.send(messages[start : start + _IN_FLIGHT])
        except BaseException:
            self._drop()
            raise

    def _drop(self) -> None:
        if self._line is not None:
            hang_up(self._line.connection)
            self._line = None


class _EmbeddedLine:
    """A line to the broker file: what is committed is confirmed."""

    def __init__(self, connection: Any):
        self.connection = connection
        self._channel = connection.channel()

    def send(self, messages: Sequence[Letter]) -> None:
        must_last = any(not message.transient for _, _, message in messages)
        with self._channel.one_commit() if must_last else contextlib.nullcontext():
            _publish(self._channel, messages)


class _AmqpLine:
    """A line to RabbitMQ: messages go out together, then their confirmations are awaited."""

    def __init__(self, connection: Any):
        self.connection = connection
        self._channel = connection.channel()
        self._channel.events["basic_ack"].add(self._on_ack)
        self._channel.events["basic_nack"].add(self._on_nack)
        self._channel.confirm_select()
        self._last_tag = 0
        self._unconfirmed: set[int] = set()
        self._refused = 0

    def send(self, messages: Sequence[Letter]) -> None:
        first = self._last_tag + 1
        self._last_tag += len(messages)
        self._unconfirmed.update(range(first, self._last_tag + 1))
        _publish(self._channel, messages)
        while self._unconfirmed:
            self.connection.drain_events(timeout=_CONFIRM_SECONDS)
        if self._refused:
            raise BusUnavailable(f"the broker refused {self._refused} messages")

    def _on_ack(self, tag: int, multiple: bool) -> None:
        confirmed = [t for t in self._unconfirmed if t <= tag] if multiple else [tag]
        self._unconfirmed.difference_update(confirmed)

    def _on_nack(self, tag: int, multiple: bool) -> None:
        self._refused += 1
        self._on_ack(tag, multiple)


def _publish(channel: Any, messages: Sequence[Letter]) -> None:
    for exchange, routing_key, message in messages:
        channel.basic_publish(
            wire_form(channel, message), exchange=exchange, routing_key=routing_key
        )


def _route(message: Message) -> tuple[str, str]:
    if message.queue:
        return "", message.queue
    if message.topic:
        return EVENTS, message.topic
    raise ValueError("a message needs a topic or a queue")
