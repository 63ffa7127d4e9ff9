# SPDX-License-Identifier: Apache-2.0
"""Messages that could not be handled: list them, and send them once more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from chassis.bus.connecting import BusAddress, channel_to
from chassis.bus.message import ERROR, FAILED_AT, Message, from_wire
from chassis.bus.publishing import Publisher
from chassis.queue_names import dead_queue


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that was given up: why, when (None: not known), and after how many attempts."""

    message: Message
    error: str
    failed_at: dt.datetime | None

    @property
    def attempt(self) -> int:
        """How often handling it failed; 0 when its consumers crashed instead."""
        return self.message.attempt


def list_dead(address: BusAddress, queue: str, *, limit: int = 100) -> list[DeadLetter]:
    """Return the oldest dead letters of a queue and leave them there."""
    with channel_to(address) as channel:
        return [_dead_letter(delivery, queue) for delivery in _deliveries(channel, queue, limit)]


def replay_dead(address: BusAddress, queue: str, message_ids: Collection[str] | None = None) -> int:
    """Send dead letters, all or those named, back to their queue and return how many.

    Each is confirmed there before it is deleted here, so that a crash may double but not lose it.
    """
    replayed = 0
    with channel_to(address) as channel, Publisher(address) as publisher:
        waiting = channel.queue_declare(queue=dead_queue(queue), passive=True).message_count
        for delivery in _deliveries(channel, queue, waiting):
            message = from_wire(delivery, queue=queue).without_failure()
            if message_ids is None or message.message_id in message_ids:
                publisher.publish(message)
                delivery.ack()
                replayed += 1
    return replayed


def _deliveries(channel: Any, queue: str, limit: int) -> Iterator[Any]:
    # Those that are not acknowledged return to the queue when the channel closes.
    for _ in range(limit):
        delivery = channel.basic_get(dead_queue(queue), no_ack=False)
        if delivery is None:
            return
        yield channel.message_to_python(delivery)


def _dead_letter(delivery: Any, queue: str) -> DeadLetter:
    message = from_wire(delivery, queue=queue)
    failed_at = message.headers.get(FAILED_AT)
    return DeadLetter(
        message=message,
        error=message.headers.get(ERROR) or _brokers_reason(delivery.headers or {}),
        failed_at=None if failed_at is None else dt.datetime.fromisoformat(failed_at),
    )


def _brokers_reason(headers: dict[str, Any]) -> str:
    deaths = headers.get("x-death") or [{}]
    return str(deaths[0].get("reason", ""))
