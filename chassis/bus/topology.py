# SPDX-License-Identifier: Apache-2.0
"""The exchanges and queues of the system, declared alike by every process that uses the bus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from amqp.exceptions import NotFound
from kombu.exceptions import ChannelError

from chassis.bus.connecting import BusAddress, channel_to
from chassis.queue_names import EVENTS_EXCHANGE, dead_queue, retry_queue

RETRY_DELAYS: tuple[float, ...] = (5.0, 60.0, 600.0)
DELIVERY_LIMIT = 20

# Listing dead letters delivers them, and newer brokers limit deliveries unless given a number.
_UNLIMITED = 1_000_000
_QUORUM = {"x-queue-type": "quorum"}
# At-least-once dead lettering needs reject-publish beside it.
_AT_LEAST_ONCE = {
    **_QUORUM,
    "x-dead-letter-strategy": "at-least-once",
    "x-overflow": "reject-publish",
}


def declare_topology(
    address: BusAddress,
    queues: Mapping[str, Sequence[str]],
    *,
    retry_delays: Sequence[float] = RETRY_DELAYS,
    delivery_limit: int = DELIVERY_LIMIT,
) -> None:
    """Declare each queue with its topics, its dead letters, and the retry queues.

    Call it with all queues of the system before publishing: an event for which there is no queue
    yet is lost.
    """
    with channel_to(address) as channel:
        channel.exchange_declare(
            exchange=EVENTS_EXCHANGE, type="topic", durable=True, auto_delete=False
        )
        for delay in retry_delays:
            _declare_retry_queue(channel, delay)
        for queue, topics in queues.items():
            _declare_queue(channel, queue, delivery_limit=delivery_limit)
            for topic in topics:
                channel.queue_bind(queue=queue, exchange=EVENTS_EXCHANGE, routing_key=topic)


def queue_length(address: BusAddress, queue: str) -> int:
    """Count the messages that wait in a queue, 0 for one that was not declared."""
    with channel_to(address) as channel:
        try:
            return int(channel.queue_declare(queue=queue, passive=True).message_count)
        except (NotFound, ChannelError):
            return 0


def _declare_retry_queue(channel: Any, delay: float) -> None:
    # Dead-lettering keeps a message's routing key, which is the queue it comes back to. The fanout
    # exchange puts it into this one queue all the same.
    retry = retry_queue(delay)
    channel.exchange_declare(exchange=retry, type="fanout", durable=True, auto_delete=False)
    arguments = {
        **_AT_LEAST_ONCE,
        "x-message-ttl": round(delay * 1000),
        "x-dead-letter-exchange": "",
    }
    _declare(channel, retry, arguments)
    channel.queue_bind(queue=retry, exchange=retry, routing_key="")


def _declare_queue(channel: Any, queue: str, *, delivery_limit: int) -> None:
    dead = dead_queue(queue)
    _declare(channel, dead, {**_QUORUM, "x-delivery-limit": _UNLIMITED})
    arguments = {
        **_AT_LEAST_ONCE,
        "x-delivery-limit": delivery_limit,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": dead,
    }
    _declare(channel, queue, arguments)


def _declare(channel: Any, queue: str, arguments: Mapping[str, object]) -> None:
    channel.queue_declare(
        queue=queue, durable=True, exclusive=False, auto_delete=False, arguments=dict(arguments)
    )
