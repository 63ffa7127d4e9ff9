# SPDX-License-Identifier: Apache-2.0
"""Facts taken in once: each handler's effect and its mark in the inbox are one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from google.protobuf.json_format import Parse, ParseError
from google.protobuf.message import Message as Fact
from sqlalchemy.orm import Session

from chassis import clock, logging
from chassis.bus import Message, Poison
from chassis.database import Database
from chassis.tables import INBOX
from chassis.upsert import insert_if_absent


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one topic's messages are, and who handles them."""

    message: type[Fact]
    handler: Callable[[Any], None]  # Any: a message of that very class


Subscriptions = Mapping[str, Subscription]


_FIND = sa.select(INBOX.c.event_id).where(
    INBOX.c.consumer == sa.bindparam("consumer"), INBOX.c.event_id == sa.bindparam("event_id")
)


class _AlreadyTaken(Exception):
    """Another consumer took this very message in meanwhile."""


def first_time(session: Session, *, consumer: str, event_id: str) -> bool:
    """Mark an event as taken in by this transaction; False when it had been already."""
    mark = {"consumer": consumer, "event_id": event_id, "received_at": clock.now()}
    return insert_if_absent(session, INBOX, mark) is not None


def was_taken(database: Database, *, consumer: str, event_id: str) -> bool:
    """Whether the event was taken in before."""
    with database.reading() as session:
        found = session.execute(_FIND, {"consumer": consumer, "event_id": event_id})
        return found.first() is not None


def taking_in(
    database: Database, subscriptions: Subscriptions, *, consumer: str
) -> Callable[[Message], None]:
    """Return a handler of bus messages that parses, deduplicates and dispatches them by topic."""

    def take_in(message: Message) -> None:
        subscription = subscriptions.get(message.topic)
        if subscription is None:
            raise Poison(f"nobody here hears {message.topic}")
        fact = _parse(message, subscription)
        with logging.following(message.headers.get("correlation_id")):
            try:
                with database.unit() as unit:
                    subscription.handler(fact)
                    event_id = message.message_id
                    if not first_time(unit.session(), consumer=consumer, event_id=event_id):
                        raise _AlreadyTaken
            except _AlreadyTaken:
                return
            except Exception:
                # What was taken in before may rightly be refused now; only then is it looked up.
                if not was_taken(database, consumer=consumer, event_id=message.message_id):
                    raise

    return take_in


def _parse(message: Message, subscription: Subscription) -> Fact:
    try:
        return Parse(message.body, subscription.message(), ignore_unknown_fields=True)
    except ParseError as error:
        raise Poison(f"not a {subscription.message.DESCRIPTOR.full_name}: {error}") from error
