# SPDX-License-Identifier: Apache-2.0
"""Events are stored with the transaction that announces them, and take effect once."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from google.protobuf.struct_pb2 import Struct
from sqlalchemy.orm import Session

from chassis import outbox
from chassis.bus import Message, Poison
from chassis.inbox import Subscription, message_handler
from chassis.relay import Relay
from chassis.tables import OUTBOX
from tests.support.process.waiting import HANG_SECONDS, wait_for, wait_until
from tests.support.servers.databases import MemoryDatabase


class Wire:
    """A bus in memory that may be down."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.is_down = False

    def publish_many(self, messages: Sequence[Message]) -> None:
        if self.is_down:
            raise ConnectionError("the broker is away")
        self.sent += messages


def an_event(number: int = 1) -> Struct:
    found = Struct()
    found["number"] = number
    return found


def test_an_event_of_a_transaction_that_failed_is_never_announced() -> None:
    database, wire = MemoryDatabase("test"), Wire()

    with pytest.raises(ZeroDivisionError), database.begin_or_join() as session:
        outbox.announce(session, "test.thing.made.v1", an_event())
        raise ZeroDivisionError

    assert Relay(database, wire).send_batch() == 0


def test_events_are_published_in_order_and_once() -> None:
    database, wire = MemoryDatabase("test"), Wire()
    with database.begin_or_join() as session:
        for number in range(3):
            outbox.announce(session, "test.thing.made.v1", an_event(number))
    relay = Relay(database, wire)

    assert [relay.send_batch(), relay.send_batch()] == [3, 0]
    assert [message.body for message in wire.sent] == [
        '{"number": 0.0}',
        '{"number": 1.0}',
        '{"number": 2.0}',
    ]


def test_an_event_waits_while_the_broker_is_away() -> None:
    database, wire = MemoryDatabase("test"), Wire()
    with database.begin_or_join() as session:
        outbox.announce(session, "test.thing.made.v1", an_event())
    relay, wire.is_down = Relay(database, wire), True

    with pytest.raises(ConnectionError):
        relay.send_batch()
    wire.is_down = False

    assert relay.send_batch() == 1


@contextmanager
def resting(relay: Relay) -> Iterator[threading.Thread]:
    """Have a relay run in a thread that has looked at the outbox once."""
    stop, turned = threading.Event(), threading.Event()
    thread = threading.Thread(target=relay.run, args=(stop, turned.set))
    thread.start()
    wait_for(turned)
    try:
        yield thread
    finally:
        stop.set()
        thread.join(HANG_SECONDS)
        assert not thread.is_alive()


def test_a_relay_that_rests_ends_when_it_is_asked_to() -> None:
    with resting(Relay(MemoryDatabase("test"), Wire(), idle_seconds=2 * HANG_SECONDS)) as thread:
        assert thread.is_alive()


def test_a_relay_that_rests_is_woken_by_a_commit() -> None:
    database, wire = MemoryDatabase("test"), Wire()
    with resting(Relay(database, wire, idle_seconds=2 * HANG_SECONDS)):
        with database.begin_or_join() as session:
            outbox.announce(session, "test.thing.made.v1", an_event())

        wait_until(lambda: wire.sent, "the event")


def test_a_relay_sends_what_a_process_left_that_ended() -> None:
    database, wire = MemoryDatabase("test"), Wire()
    with resting(Relay(database, wire, idle_seconds=0.01)):
        # Nobody in this process is told of this commit.
        with Session(database.engine) as session, session.begin():
            outbox.announce(session, "test.thing.made.v1", an_event())

        wait_until(lambda: wire.sent, "the event")


def arrived(number: int, message_id: str = "m-1") -> Message:
    body = outbox.to_json(an_event(number))
    return Message(message_id=message_id, type="Struct", body=body, topic="test.thing.made.v1")


def counting(database, is_failing: bool = False):
    """Return a consumer that writes a row per message, and may fail after writing it."""

    def handler(message: Struct) -> None:
        with database.begin_or_join() as session:
            outbox.announce(session, "test.thing.counted.v1", message)
        if is_failing:
            raise RuntimeError("after the write")

    subscriptions = {"test.thing.made.v1": Subscription(Struct, handler)}
    return message_handler(database, subscriptions, consumer="test")


def rows(database) -> int:
    with database.reading() as session:
        return session.execute(sa.select(sa.func.count()).select_from(OUTBOX)).scalar_one()


def test_a_message_that_comes_twice_has_one_effect() -> None:
    database = MemoryDatabase("test")
    take_in = counting(database)

    take_in(arrived(1))
    take_in(arrived(1))

    assert rows(database) == 1


def test_a_failed_handler_leaves_nothing_and_the_message_may_come_again() -> None:
    database = MemoryDatabase("test")

    with pytest.raises(RuntimeError):
        counting(database, is_failing=True)(arrived(1))
    assert rows(database) == 0
    counting(database)(arrived(1))

    assert rows(database) == 1


def test_a_body_that_is_not_the_message_is_poison() -> None:
    database = MemoryDatabase("test")
    broken = Message(message_id="x", type="Struct", body="[1, 2", topic="test.thing.made.v1")

    with pytest.raises(Poison):
        counting(database)(broken)


def test_a_topic_nobody_hears_is_poison() -> None:
    database = MemoryDatabase("test")
    stray = Message(message_id="x", type="Struct", body="{}", topic="test.other.made.v1")

    with pytest.raises(Poison):
        counting(database)(stray)


def test_a_message_that_comes_again_is_done_though_its_handler_would_refuse_it_now() -> None:
    database = MemoryDatabase("test")
    counting(database)(arrived(1))

    counting(database, is_failing=True)(arrived(1))

    assert rows(database) == 1


def test_only_transactions_that_announce_events_wake_the_relay() -> None:
    database = MemoryDatabase("test")
    recorded: list[str] = []
    database.on_commit(lambda: recorded.append("announced"))

    with database.begin_or_join() as session:
        session.execute(sa.select(OUTBOX))
    with database.begin_or_join() as session:
        outbox.announce(session, "test.thing.made.v1", an_event())
    with database.outer_transaction(), database.begin_or_join() as session:
        outbox.announce(session, "test.thing.made.v1", an_event())

    assert recorded == ["announced", "announced"]


@dataclass(frozen=True)
class ThingMade:
    """A domain event."""

    number: int


EVENTS = {ThingMade: outbox.EventFormat("test.thing.made.v1", lambda event: an_event(event.number))}


def test_a_domain_event_is_announced_in_the_format_of_its_class() -> None:
    database, wire = MemoryDatabase("test"), Wire()
    with database.begin_or_join() as session:
        outbox.announce_event(session, EVENTS, ThingMade(3), acting_user_id=7)
    Relay(database, wire).send_batch()

    (sent,) = wire.sent
    assert (sent.topic, sent.body) == ("test.thing.made.v1", '{"number": 3.0}')
    assert sent.headers["acting_user_id"] == "7"


def test_an_event_without_a_format_cannot_be_announced() -> None:
    with MemoryDatabase("test").begin_or_join() as session, pytest.raises(KeyError):
        outbox.announce_event(session, EVENTS, "something else")
