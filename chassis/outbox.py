# SPDX-License-Identifier: Apache-2.0
"""Facts written in the transaction that made them true, to be sent by the relay."""

from __future__ import annotations

import datetime as dt
import uuid

from google.protobuf.json_format import MessageToJson
from google.protobuf.message import Message
from sqlalchemy import insert
from sqlalchemy.orm import Session

from chassis import logging
from chassis.database import ANNOUNCED
from chassis.tables import OUTBOX


def announce(session: Session, topic: str, fact: Message, *, acting_user_id: int = 0) -> str:
    """Write a fact to the outbox of this transaction and return its event id."""
    return _write(session, topic=topic, queue="", fact=fact, acting_user_id=acting_user_id)


def wake(session: Session, queue: str, hint: Message) -> str:
    """Write a wake-up for a work queue to the outbox; the message says only where to look."""
    return _write(session, topic="", queue=queue, fact=hint, acting_user_id=0)


def to_json(fact: Message) -> str:
    """Write a fact as proto-JSON on one line, the form it has on the wire."""
    return MessageToJson(fact, indent=None)


def headers_of(event_id: str, *, acting_user_id: int = 0) -> dict[str, str]:
    """Return the headers every message carries."""
    return {
        "event_id": event_id,
        "occurred_at": dt.datetime.now(dt.UTC).isoformat(),
        "correlation_id": logging.request_id(),
        "acting_user_id": str(acting_user_id),
    }


def _write(session: Session, *, topic: str, queue: str, fact: Message, acting_user_id: int) -> str:
    event_id = str(uuid.uuid4())
    row = {
        "event_id": event_id,
        "queue": queue,
        "topic": topic,
        "type": fact.DESCRIPTOR.full_name,
        "body": to_json(fact),
        "headers": headers_of(event_id, acting_user_id=acting_user_id),
        "created_at": dt.datetime.now(dt.UTC),
    }
    session.execute(insert(OUTBOX), row)
    session.info[ANNOUNCED] = True
    return event_id
