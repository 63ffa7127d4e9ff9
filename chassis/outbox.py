# SPDX-License-Identifier: Apache-2.0
"""Events written in the transaction that made them true; the relay sends them afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from google.protobuf.json_format import MessageToJson
from google.protobuf.message import Message
from sqlalchemy import insert
from sqlalchemy.orm import Session

from chassis import clock, logging
from chassis.database import ANNOUNCED
from chassis.tables import OUTBOX


@dataclass(frozen=True, slots=True)
class EventFormat:
    """How one class of domain events is announced: the topic, and the message that carries it."""

    topic: str
    to_proto: Callable[[Any], Message]  # Any: an event of the class that this format belongs to


EventFormats = Mapping[type, EventFormat]
"""The format of each class of events; every service has one such table, named `EVENTS`."""


def announce_event(
    session: Session, formats: EventFormats, event: object, *, acting_user_id: int = 0
) -> str:
    """Write a domain event to the outbox of this transaction and return its event id.

    `acting_user_id` is the user who caused it, 0 for nobody. KeyError when `formats` has no row
    for the class of the event.
    """
    found = formats[type(event)]
    return announce(session, found.topic, found.to_proto(event), acting_user_id=acting_user_id)


def announce(session: Session, topic: str, event: Message, *, acting_user_id: int = 0) -> str:
    """Write an event to the outbox of this transaction and return its event id."""
    return _write(session, topic=topic, queue="", event=event, acting_user_id=acting_user_id)


def wake(session: Session, queue: str, hint: Message) -> str:
    """Write a wake-up with the id of a job, without its data, and return its event id."""
    return _write(session, topic="", queue=queue, event=hint, acting_user_id=0)


def to_json(event: Message) -> str:
    """Write an event as proto-JSON on one line, as it is sent."""
    return MessageToJson(event, indent=None)


def headers_of(event_id: str, *, acting_user_id: int = 0) -> dict[str, str]:
    """Return the headers that every message carries."""
    return {
        "event_id": event_id,
        "occurred_at": clock.to_iso(clock.now()),
        "correlation_id": logging.request_id(),
        "acting_user_id": str(acting_user_id),
    }


def _write(session: Session, *, topic: str, queue: str, event: Message, acting_user_id: int) -> str:
    event_id = str(uuid.uuid4())
    row = {
        "event_id": event_id,
        "queue": queue,
        "topic": topic,
        "type": event.DESCRIPTOR.full_name,
        "body": to_json(event),
        "headers": headers_of(event_id, acting_user_id=acting_user_id),
        "created_at": clock.now(),
    }
    session.execute(insert(OUTBOX), row)
    session.info[ANNOUNCED] = True
    return event_id
