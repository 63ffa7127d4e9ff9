# SPDX-License-Identifier: Apache-2.0
"""The names of exchanges and queues."""

from __future__ import annotations

EVENTS_EXCHANGE = "reelmill.events"


def events_queue(service: str) -> str:
    """Name the queue of the events that a service receives."""
    return f"{service}.events"


def work_queue(service: str) -> str:
    """Name the queue of the wake-ups for the workers of a service."""
    return f"{service}.work"


def dead_queue(queue: str) -> str:
    """Name the queue of a queue's dead letters."""
    return f"{queue}.dead"


def retry_queue(delay: float) -> str:
    """Name the exchange and queue in which messages wait for so many seconds."""
    milliseconds = round(delay * 1000)
    for unit, size in (("m", 60_000), ("s", 1000)):
        if milliseconds % size == 0:
            return f"reelmill.retry.{milliseconds // size}{unit}"
    return f"reelmill.retry.{milliseconds}ms"
