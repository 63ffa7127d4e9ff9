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

from chassis.sqlitemq.letters import Lease, Letters
from chassis.sqlitemq.routes import Routes
from chassis.sqlitemq.store import Store
from tests.support.bus import eventually

LETTER = json.dumps(
    {
        "body": "e30=",
        "headers": {"h": "v"},
        "properties": {"delivery_info": {"exchange": "", "routing_key": "work"}},
    }
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "broker.db")
    yield store
    store.close()


@pytest.fixture
def routes(store: Store) -> Routes:
    return Routes(store)


@pytest.fixture
def letters(store: Store, routes: Routes) -> Letters:
    return Letters(store, routes, lease_seconds=60)


def impatient(store: Store) -> Letters:
    return Letters(store, Routes(store), lease_seconds=0.05)


def taken(letters: Letters, queue: str = "work") -> Lease:
    found = letters.take(queue)
    assert found is not None
    return found[0]


def test_messages_are_taken_in_the_order_they_were_put(letters: Letters) -> None:
    for number in range(3):
        letters.put("work", json.dumps(number))

    texts = [found[1] for _ in range(3) if (found := letters.take("work"))]

    assert texts == ["0", "1", "2"]
    assert letters.take("work") is None


def test_a_leased_message_is_hidden_until_it_is_requeued(letters: Letters) -> None:
    letters.put("work", LETTER)
    lease = taken(letters)
    assert (letters.take("work"), letters.size("work")) == (None, 0)

    letters.requeue(lease)

    assert taken(letters).deliveries == 2


def test_a_message_given_back_counts_as_never_delivered(letters: Letters) -> None:
    letters.put("work", LETTER)

    letters.give_back([taken(letters)])

    assert taken(letters).deliveries == 1


def test_a_lease_that_ended_gives_the_message_to_the_next(store: Store) -> None:
    letters = impatient(store)
    letters.put("work", LETTER)
    taken(letters)

    eventually(lambda: letters.sweep() == math.inf)

    assert taken(letters).deliveries == 2


def test_a_late_holder_cannot_settle_what_another_holds_now(store: Store) -> None:
    letters = impatient(store)
    letters.put("work", LETTER)
    late = taken(letters)
    eventually(lambda: letters.sweep() == math.inf)
    current = taken(letters)

    letters.settle(late)
    letters.requeue(late)
    letters.reject(late)

    letters.requeue(current)
    assert letters.size("work") == 1


def test_a_message_delivered_too_often_goes_to_the_dead(letters: Letters, routes: Routes) -> None:
    arguments = {
        "x-delivery-limit": 2,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": "work.dead",
    }
    routes.declare_queue("work", arguments=arguments)
    letters.put("work", LETTER)

    for _ in range(3):
        letters.requeue(taken(letters))

    assert (letters.size("work"), letters.size("work.dead")) == (0, 1)
    found = letters.take("work.dead")
    assert found is not None
    headers = json.loads(found[1])["headers"]
    assert headers == {"h": "v", "x-death": [{"queue": "work", "reason": "delivery_limit"}]}


def test_a_rejected_message_without_dead_letter_exchange_is_dropped(letters: Letters) -> None:
    letters.put("work", LETTER)

    letters.reject(taken(letters))

    assert (letters.size("work"), letters.sweep()) == (0, math.inf)


def test_a_dead_letter_reaches_every_queue_of_its_exchange(
    letters: Letters, routes: Routes
) -> None:
    routes.declare_queue("work", arguments={"x-dead-letter-exchange": "graveyard"})
    routes.declare_exchange("graveyard", kind="fanout")
    routes.bind(queue="one", exchange="graveyard", routing_key="")
    routes.bind(queue="two", exchange="graveyard", routing_key="")
    letters.put("work", LETTER)

    letters.reject(taken(letters))

    assert (letters.size("one"), letters.size("two")) == (1, 1)


def test_a_dead_letter_exchange_that_is_missing_stops_nobody(
    letters: Letters, routes: Routes
) -> None:
    routes.declare_queue("work", arguments={"x-dead-letter-exchange": "missing"})
    letters.put("work", LETTER)

    letters.reject(taken(letters))

    assert letters.size("work") == 0


def test_an_expired_message_moves_on_by_its_own_routing_key(
    letters: Letters, routes: Routes
) -> None:
    arguments = {"x-message-ttl": 50, "x-dead-letter-exchange": ""}
    routes.declare_queue("waiting", arguments=arguments)

    letters.put("waiting", LETTER)
    due = letters.sweep()

    assert 0 < due - time.time() <= 0.05
    assert letters.size("waiting") == 1
    eventually(lambda: letters.sweep() == math.inf)
    assert (letters.size("waiting"), letters.size("work")) == (0, 1)


def test_the_leases_of_a_process_that_died_end_with_it(letters: Letters, tmp_path: Path) -> None:
    letters.put("work", LETTER)
    child = os.fork()
    if child == 0:
        # The handles that came along are opened anew, which this process relies on below.
        os._exit(0 if letters.take("work") else 1)
    _, status = os.waitpid(child, 0)
    assert status == 0
    assert letters.take("work") is None

    assert letters.sweep() == math.inf

    assert taken(letters).deliveries == 2


def test_the_leases_of_a_process_that_lives_stay(letters: Letters, tmp_path: Path) -> None:
    letters.put("work", LETTER)
    (taken_end, taken_start), (go_end, go_start) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        letters.take("work")
        os.write(taken_start, b".")
        os.read(go_end, 1)
        os._exit(0)
    os.read(taken_end, 1)

    due = letters.sweep()

    assert letters.take("work") is None
    assert due - time.time() <= 1
    os.write(go_start, b".")
    os.waitpid(child, 0)
    for end in (taken_end, taken_start, go_end, go_start):
        os.close(end)


def test_a_purge_leaves_what_is_leased(letters: Letters) -> None:
    letters.put("work", LETTER)
    letters.put("work", LETTER)
    lease = taken(letters)

    assert letters.purge("work") == 1

    letters.requeue(lease)
    assert letters.size("work") == 1
