# SPDX-License-Identifier: Apache-2.0
"""The life of a message in the broker file."""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.sqlitemq.broker_file import BrokerFile
from chassis.sqlitemq.messages import MessageLease, MessageStore
from chassis.sqlitemq.routes import Routes
from tests.support.process.waiting import wait_until

LETTER = json.dumps(
    {
        "body": "e30=",
        "headers": {"h": "v"},
        "properties": {"delivery_info": {"exchange": "", "routing_key": "work"}},
    }
)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[BrokerFile]:
    file = BrokerFile(tmp_path / "broker.db")
    yield file
    file.close()


@pytest.fixture
def routes(file: BrokerFile) -> Routes:
    return Routes(file)


@pytest.fixture
def messages(file: BrokerFile, routes: Routes) -> MessageStore:
    return MessageStore(file, routes, lease_seconds=60)


def impatient(file: BrokerFile) -> MessageStore:
    return MessageStore(file, Routes(file), lease_seconds=0.05)


def taken(messages: MessageStore, queue: str = "work") -> MessageLease:
    found = messages.lease_oldest(queue)
    assert found is not None
    return found[0]


def test_messages_are_taken_in_the_order_they_were_put(messages: MessageStore) -> None:
    for number in range(3):
        messages.add("work", json.dumps(number))

    texts = [found[1] for _ in range(3) if (found := messages.lease_oldest("work"))]

    assert texts == ["0", "1", "2"]
    assert messages.lease_oldest("work") is None


def test_a_leased_message_is_hidden_until_it_is_requeued(messages: MessageStore) -> None:
    messages.add("work", LETTER)
    lease = taken(messages)
    assert (messages.lease_oldest("work"), messages.size("work")) == (None, 0)

    messages.requeue(lease)

    assert taken(messages).deliveries == 2


def test_a_message_given_back_counts_as_never_delivered(messages: MessageStore) -> None:
    messages.add("work", LETTER)

    messages.give_back([taken(messages)])

    assert taken(messages).deliveries == 1


def test_a_lease_that_ended_gives_the_message_to_the_next(file: BrokerFile) -> None:
    messages = impatient(file)
    messages.add("work", LETTER)
    taken(messages)

    wait_until(lambda: messages.sweep() == math.inf)

    assert taken(messages).deliveries == 2


def test_a_void_lease_cannot_acknowledge_the_message(file: BrokerFile) -> None:
    messages = impatient(file)
    messages.add("work", LETTER)
    late = taken(messages)
    wait_until(lambda: messages.sweep() == math.inf)
    current = taken(messages)

    messages.acknowledge(late)
    messages.requeue(late)
    messages.reject(late)

    messages.requeue(current)
    assert messages.size("work") == 1


def test_a_message_delivered_too_often_goes_to_the_dead(
    messages: MessageStore, routes: Routes
) -> None:
    arguments = {
        "x-delivery-limit": 2,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": "work.dead",
    }
    routes.declare_queue("work", arguments=arguments)
    messages.add("work", LETTER)

    for _ in range(3):
        messages.requeue(taken(messages))

    assert (messages.size("work"), messages.size("work.dead")) == (0, 1)
    found = messages.lease_oldest("work.dead")
    assert found is not None
    headers = json.loads(found[1])["headers"]
    assert headers == {"h": "v", "x-death": [{"queue": "work", "reason": "delivery_limit"}]}


def test_a_rejected_message_without_dead_letter_exchange_is_dropped(messages: MessageStore) -> None:
    messages.add("work", LETTER)

    messages.reject(taken(messages))

    assert (messages.size("work"), messages.sweep()) == (0, math.inf)


def test_a_dead_letter_reaches_every_queue_of_its_exchange(
    messages: MessageStore, routes: Routes
) -> None:
    routes.declare_queue("work", arguments={"x-dead-letter-exchange": "graveyard"})
    routes.declare_exchange("graveyard", kind="fanout")
    routes.bind(queue="one", exchange="graveyard", routing_key="")
    routes.bind(queue="two", exchange="graveyard", routing_key="")
    messages.add("work", LETTER)

    messages.reject(taken(messages))

    assert (messages.size("one"), messages.size("two")) == (1, 1)


def test_a_dead_letter_exchange_that_is_missing_stops_nobody(
    messages: MessageStore, routes: Routes
) -> None:
    routes.declare_queue("work", arguments={"x-dead-letter-exchange": "missing"})
    messages.add("work", LETTER)

    messages.reject(taken(messages))

    assert messages.size("work") == 0


def test_an_expired_message_moves_on_by_its_own_routing_key(
    messages: MessageStore, routes: Routes
) -> None:
    arguments = {"x-message-ttl": 50, "x-dead-letter-exchange": ""}
    routes.declare_queue("waiting", arguments=arguments)

    messages.add("waiting", LETTER)
    due = messages.sweep()

    assert 0 < due - time.time() <= 0.05
    assert messages.size("waiting") == 1
    wait_until(lambda: messages.sweep() == math.inf)
    assert (messages.size("waiting"), messages.size("work")) == (0, 1)


def test_a_message_of_before_the_clock_was_set_back_does_not_wait_until_then(
    messages: MessageStore, routes: Routes, file: BrokerFile
) -> None:
    arguments = {"x-message-ttl": 600_000, "x-dead-letter-exchange": ""}
    routes.declare_queue("waiting", arguments=arguments)
    messages.add("waiting", LETTER)
    messages.sweep()
    assert messages.size("waiting") == 1
    with file.writing() as db:
        db.execute("UPDATE message SET expires_at = expires_at + 7200")

    messages.sweep()

    assert (messages.size("waiting"), messages.size("work")) == (0, 1)


def test_the_leases_of_a_process_that_died_end_with_it(
    messages: MessageStore, tmp_path: Path
) -> None:
    messages.add("work", LETTER)
    child = os.fork()
    if child == 0:
        # The handles that came along are opened anew, which this process relies on below.
        os._exit(0 if messages.lease_oldest("work") else 1)
    _, status = os.waitpid(child, 0)
    assert status == 0
    assert messages.lease_oldest("work") is None

    assert messages.sweep() == math.inf

    assert taken(messages).deliveries == 2


def test_the_leases_of_a_process_that_lives_stay(messages: MessageStore, tmp_path: Path) -> None:
    messages.add("work", LETTER)
    (taken_end, taken_start), (go_end, go_start) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        messages.lease_oldest("work")
        os.write(taken_start, b".")
        os.read(go_end, 1)
        os._exit(0)
    os.read(taken_end, 1)

    due = messages.sweep()

    assert messages.lease_oldest("work") is None
    assert due - time.time() <= 1
    os.write(go_start, b".")
    os.waitpid(child, 0)
    for end in (taken_end, taken_start, go_end, go_start):
        os.close(end)


def test_a_purge_leaves_what_is_leased(messages: MessageStore) -> None:
    messages.add("work", LETTER)
    messages.add("work", LETTER)
    lease = taken(messages)

    assert messages.purge("work") == 1

    messages.requeue(lease)
    assert messages.size("work") == 1
