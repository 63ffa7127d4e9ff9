# SPDX-License-Identifier: Apache-2.0
"""The event bus: events by topic, wake-ups by queue, over RabbitMQ or one SQLite file."""

from __future__ import annotations

from chassis.bus.connecting import BusAddress, BusUnavailable, check_bus
from chassis.bus.consuming import Consumer, Poison, Retry
from chassis.bus.dead_letters import DeadLetter, list_dead, replay_dead
from chassis.bus.message import Message
from chassis.bus.publishing import Publisher
from chassis.bus.topology import (
    DELIVERY_LIMIT,
    RETRY_DELAYS,
    declare_topology,
    queue_length,
)
from chassis.queue_names import EVENTS_EXCHANGE, dead_queue, events_queue, work_queue

__all__ = [
    "DELIVERY_LIMIT",
    "EVENTS_EXCHANGE",
    "RETRY_DELAYS",
    "BusAddress",
    "BusUnavailable",
    "Consumer",
    "DeadLetter",
    "Message",
    "Poison",
    "Publisher",
    "Retry",
    "check_bus",
    "dead_queue",
    "declare_topology",
    "events_queue",
    "list_dead",
    "queue_length",
    "replay_dead",
    "work_queue",
]
