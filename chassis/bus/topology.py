# SPDX-License-Identifier: Apache-2.0
"""The exchanges and queues of the system, declared alike by each process that speaks or listens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from amqp.exceptions import NotFound
from kombu.exceptions import ChannelError

from chassis.bus.connecting import BusAddress, channel_to

EVENTS = "reelmill.events"
RETRY_DELAYS: tuple[float, ...] = (5.0, 60.0, 600.0)
DELIVERY_LIMIT = 20

# To look at dead letters delivers them, and newer brokers limit deliveries unless told a number.
_UNLIMITED = 1_000_000
_QUORUM = {"x-queue-type": "quorum"}
# A broker that hands on dead letters at least once asks for reject-publish beside it.
_SURE = {**_QUORUM, "x-dead-letter-strategy": "at-least-once", "x-overflow": "reject-publish"}


def dead_queue(queue: str) -> str:
    """Name the queue of a queue's dead letters."""
    return f"{queue}.dead"


def retry_rung(delay: float) -> str:
    """Name the exchange and queue in which messages wait a number of seconds."""
    milliseconds = round(delay * 1000)
    for unit, size in (("m", 60_000), ("s", 1000)):
        if milliseconds % size == 0:
            return f"reelmill.retry.{milliseconds // size}{unit}"
    return f"reelmill.retry.{milliseconds}ms"


def declare_topology(
    address: BusAddress,
    queues: Mapping[str, Sequence[str]],
    *,
    retry_delays: Sequence[float] = RETRY_DELAYS,
    delivery_limit: int = DELIVERY_LIMIT,
) -> None:
    """Declare each queue with the topics it hears, its dead letters and the retry rungs.

    Call it with all queues of the system before publishing: a fact for which there is no queue
    yet is gone.
    """
    with channel_to(address) as channel:
        channel.exchange_declare(exchange=EVENTS, type="topic", durable=True, auto_delete=False)
        for delay in retry_delays:
            _declare_rung(channel, delay)
        for queue, topics in queues.items():
            _declare_queue(channel, queue, delivery_limit=delivery_limit)
            for topic in topics:
                channel.queue_bind(queue=queue, exchange=EVENTS, routing_key=topic)


def queue_length(address: BusAddress, queue: str) -> int:
    """Count the messages that wait in a queue, none in one that nobody declared."""
    with channel_to(address) as channel:
        try:
            return int(channel.queue_declare(queue=queue, passive=True).message_count)
        except (NotFound, ChannelError):
            return 0


def _declare_rung(channel: Any, delay: float) -> None:
    # Dead-lettering keeps a message's routing key, which is the queue it comes back to. The fanout
    # lets it wait in this one queue all the same.
    rung = retry_rung(delay)
    channel.exchange_declare(exchange=rung, type="fanout", durable=True, auto_delete=False)
    arguments = {**_SURE, "x-message-ttl": round(delay * 1000), "x-dead-letter-exchange": ""}
    _declare(channel, rung, arguments)
    channel.queue_bind(queue=rung, exchange=rung, routing_key="")


def _declare_queue(channel: Any, queue: str, *, delivery_limit: int) -> None:
    dead = dead_queue(queue)
    _declare(channel, dead, {**_QUORUM, "x-delivery-limit": _UNLIMITED})
    arguments = {
        **_SURE,
        "x-delivery-limit": delivery_limit,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": dead,
    }
    _declare(channel, queue, arguments)


def _declare(channel: Any, queue: str, arguments: Mapping[str, object]) -> None:
    channel.queue_declare(
        queue=queue, durable=True, exclusive=False, auto_delete=False, arguments=dict(arguments)
    )
