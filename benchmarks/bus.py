# SPDX-License-Identifier: Apache-2.0
"""Outbox → relay → RabbitMQ → inbox against raw kombu, both on a quorum queue.

500-byte messages, a confirm and an ack for each, one publisher and one consumer connection.
Ours also writes an inbox row and an effect in PostgreSQL for each message. Run by
`python -m benchmarks.bus [messages] [rounds]`.
"""

from __future__ import annotations

import statistics
import sys
import threading
import time

import sqlalchemy as sa
from google.protobuf.wrappers_pb2 import StringValue
from kombu.connection import Connection
from kombu.entity import Queue

from chassis import outbox
from chassis.bus import BusAddress, Consumer, Publisher, declare_topology
from chassis.database import Database
from chassis.inbox import Subscription, message_handler
from chassis.relay import Relay
from chassis.tables import OUTBOX, create_machinery
from tests.support.servers.postgres import running_postgres
from tests.support.servers.rabbitmq import running_rabbitmq

TOPIC = "bench.thing.made.v1"
PAYLOAD = "x" * 480


def raw(url: str, count: int, name: str) -> float:
    """Publish with a confirm each and consume with an ack each, as fast as plain kombu can."""
    queue = Queue(name, durable=True, queue_arguments={"x-queue-type": "quorum"})
    with Connection(url) as connection:
        queue(connection.channel()).declare()
    body = f'"{PAYLOAD}"'
    started = time.perf_counter()

    def publish() -> None:
        with Connection(url, transport_options={"confirm_publish": True}) as connection:
            producer = connection.Producer()
            for _ in range(count):
                producer.publish(body, routing_key=name, delivery_mode=2)

    publisher = threading.Thread(target=publish)
    publisher.start()
    got = 0

    def take(_body: object, message: object) -> None:
        nonlocal got
        message.ack()  # type: ignore[attr-defined] # kombu is not typed
        got += 1

    with Connection(url) as connection, connection.Consumer([queue], callbacks=[take]) as consumer:
        consumer.qos(prefetch_count=20)
        while got < count:
            connection.drain_events(timeout=30)
    publisher.join()
    return count / (time.perf_counter() - started)


def ours(address: BusAddress, sender: Database, taker: Database, count: int) -> float:
    """Publish so many events of an outbox and handle them in another service, with its inbox."""
    with sender.begin_or_join() as session:
        for _ in range(count):
            outbox.announce(session, TOPIC, StringValue(value=PAYLOAD))
    stop, done = threading.Event(), threading.Event()
    handled = 0

    def handler(_event: object) -> None:
        nonlocal handled
        with taker.begin_or_join() as session:
            session.execute(sa.text("UPDATE effects SET n = n + 1"))
        handled += 1
        if handled == count:
            done.set()

    subscriptions = {TOPIC: Subscription(StringValue, handler)}
    consumer = Consumer(
        address, "bench.events", message_handler(taker, subscriptions, consumer="bench")
    )
    publisher = Publisher(address)
    relay = Relay(sender, publisher)
    started = time.perf_counter()
    threads = [
        threading.Thread(target=relay.run, args=(stop,)),
        threading.Thread(target=consumer.run, args=(stop,)),
    ]
    for thread in threads:
        thread.start()
    done.wait(600)
    rate = count / (time.perf_counter() - started)
    stop.set()
    for thread in threads:
        thread.join()
    publisher.close()
    return rate


def main(count: int, rounds: int) -> None:
    """Measure both in turn and print the ratio of the medians."""
    with running_rabbitmq() as rabbitmq, running_postgres() as postgres:
        address = BusAddress(rabbitmq.url)
        declare_topology(address, {"bench.events": [TOPIC]})
        url = postgres.new_database()
        sender, taker = (Database(url, schema=name) for name in ("sender", "taker"))
        for database in (sender, taker):
            with database.engine.begin() as connection:
                connection.execute(sa.text(f"CREATE SCHEMA {database.schema}"))
                create_machinery(connection)
        with taker.begin_or_join() as session:
            session.execute(sa.text("CREATE TABLE effects (n integer)"))
            session.execute(sa.text("INSERT INTO effects VALUES (0)"))
        rates: list[tuple[float, float]] = []
        for number in range(rounds):
            pair = raw(rabbitmq.url, count, f"raw-{number}"), ours(address, sender, taker, count)
            rates.append(pair)
            print(f"round {number + 1}: raw {pair[0]:.0f}/s  ours {pair[1]:.0f}/s", flush=True)
        with taker.reading() as session:
            applied = session.execute(sa.text("SELECT n FROM effects")).scalar_one()
        with sender.reading() as session:
            sent = session.execute(
                sa.select(sa.func.count()).select_from(OUTBOX).where(OUTBOX.c.sent_at.is_not(None))
            ).scalar_one()
        assert applied == sent == count * rounds, (applied, sent)
        bare, full = (statistics.median(column) for column in zip(*rates, strict=True))
        print(f"median raw kombu {bare:.0f}/s, outbox→inbox {full:.0f}/s: ratio {full / bare:.2f}")
        sender.close()
        taker.close()


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:3]]
    main(*(numbers or [5000, 5]) if len(numbers) != 1 else (numbers[0], 5))
