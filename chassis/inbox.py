# SPDX-License-Identifier: Apache-2.0
"""Events handled once: the effect of a handler and its inbox row are one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from google.protobuf.message import Message as Proto
from sqlalchemy.orm import Session

from chassis import clock, logging
from chassis.bus import Message, Poison
from chassis.database import Database
from chassis.event_json import read_event
from chassis.tables import INBOX
from chassis.upsert import insert_if_absent


@dataclass(frozen=True, slots=True)
class Subscription:
    """The class of the messages of one topic, and their handler."""

    message: type[Proto]
    handler: Callable[[Any], None]  # Any: a message of that very class


Subscriptions = Mapping[str, Subscription]


_FIND = sa.select(INBOX.c.event_id).where(
    INBOX.c.consumer == sa.bindparam("consumer"), INBOX.c.event_id == sa.bindparam("event_id")
)


class _AlreadyHandled(Exception):
    """Another consumer has handled this message in the meantime."""


def mark_handled(session: Session, *, consumer: str, event_id: str) -> bool:
    """Mark an event as handled by this transaction; False when it was handled before."""
    mark = {"consumer": consumer, "event_id": event_id, "received_at": clock.now()}
    return insert_if_absent(session, INBOX, mark) is not None


def was_handled(database: Database, *, consumer: str, event_id: str) -> bool:
    """Whether the event was handled before."""
    with database.reading() as session:
        found = session.execute(_FIND, {"consumer": consumer, "event_id": event_id})
        return found.first() is not None


def message_handler(
    database: Database, subscriptions: Subscriptions, *, consumer: str
) -> Callable[[Message], None]:
    """Make a handler of bus messages that parses, deduplicates and dispatches them by topic.

    What a handler writes joins the transaction that marks the event as handled.
    """

    def handle(message: Message) -> None:
        subscription = subscriptions.get(message.topic)
        if subscription is None:
            raise Poison(f"there is no subscription to {message.topic}")
        event = _parse(message, subscription)
        with logging.following(message.headers.get("correlation_id")):
            try:
                with database.outer_transaction() as outer:
                    subscription.handler(event)
                    event_id = message.message_id
                    if not mark_handled(outer.session(), consumer=consumer, event_id=event_id):
                        raise _AlreadyHandled
            except _AlreadyHandled:
                return
            except Exception:
                # What was handled before may fail now; only then is it looked up.
                if not was_handled(database, consumer=consumer, event_id=message.message_id):
                    raise

    return handle


def _parse(message: Message, subscription: Subscription) -> Proto:
    try:
        return read_event(message.body, subscription.message)
    except (ValueError, RecursionError) as error:
        raise Poison(f"not a {subscription.message.DESCRIPTOR.full_name}: {error}") from error
