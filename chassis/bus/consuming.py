# SPDX-License-Identifier: Apache-2.0
"""Consume a queue message by message, with retries, dead letters and reconnection."""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from chassis import clock, logging
from chassis.bus.connecting import BusAddress, connect, disconnect
from chassis.bus.message import (
    ATTEMPT,
    ERROR,
    FAILED_AT,
    Malformed,
    Message,
    check_format,
    from_wire,
)
from chassis.bus.publishing import Publisher, RoutedMessage
from chassis.bus.topology import RETRY_DELAYS
from chassis.queue_names import dead_queue, retry_queue

_HEARTBEAT_SECONDS = 30
_DRAIN_SECONDS = 0.5
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.2, 3.0
_LONGEST_ERROR = 500

_log = logging.get_logger("bus")


class Retry(Exception):
    """The message cannot be handled now, for a reason that passes; it is delivered again later."""


class Poison(Exception):
    """The message can never be handled; it becomes a dead letter at once."""


class Consumer:
    """Passes the messages of one queue to a handler that takes a few seconds at most.

    A message is acknowledged when its handler returns. When it raises, the message waits in one
    retry queue after the other, then becomes a dead letter.
    """

    def __init__(
        self,
        address: BusAddress,
        queue: str,
        handler: Callable[[Message], None],
        *,
        prefetch: int = 20,
        retry_delays: Sequence[float] = RETRY_DELAYS,
    ):
        self._address = address
        self._queue = queue
        self._handler = handler
        self._prefetch = prefetch
        self._retry_delays = retry_delays

        self._pause = _FIRST_PAUSE_SECONDS

    def run(self, stop: threading.Event, turned: Callable[[], None] = lambda: None) -> None:
        """Consume until `stop` is set, reconnecting whenever the broker is lost.

        `turned` is called at least once a second unless a handler takes longer.
        """
        with Publisher(self._address) as publisher:
            while not stop.is_set():
                turned()
                try:
                    self._consume(publisher, stop, turned)
                # Besides its own errors amqp raises AttributeError and others on a lost connection.
                except Exception as error:
                    reason = f"{type(error).__name__}: {error}"
                    _log.warning("bus.lost", queue=self._queue, error=reason)
                    stop.wait(self._pause)
                    self._pause = min(2 * self._pause, _LONGEST_PAUSE_SECONDS)

    def _consume(
        self, publisher: Publisher, stop: threading.Event, turned: Callable[[], None]
    ) -> None:
        connection = connect(self._address, heartbeat_seconds=_HEARTBEAT_SECONDS)
        try:
            channel = connection.channel()
            # Deliveries are only collected here, so that disconnecting handles nothing more.
            arrived: deque[Any] = deque()
            self._subscribe(channel, arrived.append)
            self._pause = _FIRST_PAUSE_SECONDS
            while not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    connection.drain_events(timeout=_DRAIN_SECONDS)
                turned()
                while arrived and not stop.is_set():
                    turned()
                    self._handle_delivery(channel.message_to_python(arrived.popleft()), publisher)
                connection.heartbeat_check()
        finally:
            disconnect(connection)

    def _subscribe(self, channel: Any, on_arrival: Callable[[Any], None]) -> None:
        channel.basic_qos(0, self._prefetch, False)
        channel.basic_consume(
            queue=self._queue,
            no_ack=False,
            callback=on_arrival,
            consumer_tag=f"{self._queue}.{uuid.uuid4().hex}",
        )

    def _handle_delivery(self, delivery: Any, publisher: Publisher) -> None:
        message = from_wire(delivery, queue=self._queue)
        error = self._handle(message)
        if error is not None:
            publisher.send([self._next_delivery(message, error)])
        delivery.ack()

    def _handle(self, message: Message) -> Exception | None:
        try:
            check_format(message)
            self._handler(message)
        except Exception as error:
            _log.warning(
                "bus.handling_failed",
                queue=self._queue,
                message_id=message.message_id,
                type=message.type,
                attempt=message.attempt,
                error=f"{type(error).__name__}: {error}"[:_LONGEST_ERROR],
                exc_info=not isinstance(error, Retry | Poison | Malformed),
            )
            return error
        return None

    def _next_delivery(self, message: Message, error: Exception) -> RoutedMessage:
        failures = message.attempt + 1
        counted = message.with_headers({ATTEMPT: str(failures)})
        is_permanent = isinstance(error, Poison | Malformed)
        if not is_permanent and failures <= len(self._retry_delays):
            return retry_queue(self._retry_delays[failures - 1]), self._queue, counted
        name = "" if is_permanent or isinstance(error, Retry) else f"{type(error).__name__}: "
        reason = f"{name}{error}"[:_LONGEST_ERROR]
        failed_at = clock.to_iso(clock.now())
        return (
            "",
            dead_queue(self._queue),
            counted.with_headers({ERROR: reason, FAILED_AT: failed_at}),
        )
