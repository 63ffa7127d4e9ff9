# SPDX-License-Identifier: Apache-2.0
"""The broker file as kombu's users see it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection, Consumer, Exchange, Producer, Queue

from chassis import sqlitemq
from tests.support.process.waiting import HANG_SECONDS, no_hang


@pytest.fixture
def url(tmp_path: Path) -> str:
    sqlitemq.register()
    return f"sqlitemq:///{tmp_path}/broker.db"


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    with Connection(url, transport_options={"lease_seconds": 60}) as connection:
        yield connection


@pytest.fixture
def channel(connection: Connection) -> Any:
    return connection.channel()


def test_kombus_own_producer_and_consumer_meet_over_an_exchange(
    connection: Connection, channel: Any
) -> None:
    arrived: list[Any] = []
    announced = Exchange("events", "topic", durable=True)
    queue = Queue("q", announced, routing_key="a.#")
    with Consumer(
        channel, [queue], callbacks=[lambda body, message: arrived.append((body, message))]
    ):
        Producer(channel, announced).publish({"n": 1}, routing_key="a.b", headers={"h": ["x", 2]})
        connection.drain_events(timeout=HANG_SECONDS)

    ((body, message),) = arrived
    assert body == {"n": 1}
    assert message.headers == {"h": ["x", 2]}
    assert not message.delivery_info["redelivered"]
    message.ack()
    assert channel.queue_declare("q", passive=True).message_count == 0


def test_a_requeued_message_comes_again_and_says_so(connection: Connection, channel: Any) -> None:
    queue = Queue("q")(channel)
    queue.declare()
    Producer(channel).publish({}, routing_key="q")

    queue.get().requeue()

    assert queue.get().delivery_info["redelivered"]


def test_a_channel_that_closes_gives_its_messages_back(url: str) -> None:
    with Connection(url) as first:
        channel = first.channel()
        queue = Queue("q")(channel)
        queue.declare()
        Producer(channel).publish({}, routing_key="q")
        assert queue.get() is not None

    with Connection(url) as second:
        again = Queue("q")(second.channel()).get()
        assert again is not None
        assert not again.delivery_info["redelivered"]


def test_a_message_is_heard_by_who_waits(url: str, connection: Connection) -> None:
    channel = connection.channel()

    def publish_from_elsewhere() -> None:
        with Connection(url) as other:
            Producer(other.channel()).publish({}, routing_key="q")

    thread = threading.Timer(0.3, publish_from_elsewhere)
    with Consumer(channel, [Queue("q")], callbacks=[lambda _, message: message.ack()]), no_hang():
        thread.start()
        connection.drain_events(timeout=HANG_SECONDS)

    thread.join()


def test_waiting_in_vain_times_out(connection: Connection) -> None:
    with Consumer(connection.channel(), [Queue("q")]), pytest.raises(TimeoutError):
        connection.drain_events(timeout=0.1)


def test_an_idle_consumer_costs_next_to_nothing(connection: Connection) -> None:
    with Consumer(connection.channel(), [Queue("q")]):
        with pytest.raises(TimeoutError):
            connection.drain_events(timeout=0.1)
        spent_before = time.thread_time()

        with pytest.raises(TimeoutError):
            connection.drain_events(timeout=2)

    # Two milliseconds are usual; a loop that does not wait would take all of the two seconds.
    assert time.thread_time() - spent_before < 0.2


def test_a_second_queue_is_looked_at_though_nothing_changed(connection: Connection) -> None:
    channel = connection.channel()
    for name in ("one", "two"):
        Queue(name)(channel).declare()
    Producer(channel).publish({}, routing_key="two")
    arrived: list[object] = []
    consumer = Consumer(channel, [Queue("one")], callbacks=[lambda *_: arrived.append(1)])
    with consumer:
        with pytest.raises(TimeoutError):
            connection.drain_events(timeout=0.1)

        consumer.add_queue(Queue("two"))
        consumer.consume()
        connection.drain_events(timeout=HANG_SECONDS)

    assert arrived == [1]


def test_prefetch_holds_back_what_is_too_much(connection: Connection) -> None:
    channel = connection.channel()
    arrived: list[Any] = []
    queue = Queue("q")
    queue(channel).declare()
    for _ in range(3):
        Producer(channel).publish({}, routing_key="q")
    keep = [lambda _, message: arrived.append(message)]
    with Consumer(channel, [queue], callbacks=keep, prefetch_count=2):
        for _ in range(2):
            connection.drain_events(timeout=HANG_SECONDS)
        with pytest.raises(TimeoutError):
            connection.drain_events(timeout=0.1)

        arrived[0].ack()
        connection.drain_events(timeout=HANG_SECONDS)

    assert len(arrived) == 3


def test_a_batch_is_published_whole_or_not_at_all(connection: Connection) -> None:
    channel = connection.channel()
    queue = Queue("q")(channel)
    queue.declare()
    producer = Producer(channel)

    with pytest.raises(RuntimeError), channel.one_commit():
        producer.publish({}, routing_key="q")
        raise RuntimeError

    assert queue.get() is None


def test_a_closed_connection_holds_no_file(url: str, tmp_path: Path) -> None:
    def open_files() -> list[Path]:
        links = [link for link in Path("/proc/self/fd").iterdir() if link.exists()]
        targets = [link.readlink() for link in links]
        # The presence lasts as long as the process, as the rules of POSIX locks demand.
        return [t for t in targets if t.parent == tmp_path and t.suffix != ".present"]

    with Connection(url) as connection, Consumer(connection.channel(), [Queue("q")]):
        with pytest.raises(TimeoutError):
            connection.drain_events(timeout=0.1)
        assert open_files()

    assert open_files() == []
