# SPDX-License-Identifier: Apache-2.0
"""The broker file itself: transactions, change stamps, routes and the bell."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.sqlitemq.routes import Routes, UnknownExchange
from chassis.sqlitemq.store import Store
from chassis.sqlitemq.wake_up import InotifyWatcher, ring
from tests.support.process.waiting import HANG_SECONDS, no_hang

BRIEFLY = 0.1

_FULL, _NORMAL = 2, 1


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "var" / "broker.db")
    yield store
    store.close()


@pytest.fixture
def another(store: Store) -> Iterator[Store]:
    another = Store(store.path)
    yield another
    another.close()


def test_the_stamp_changes_with_every_write_of_anyone(store: Store, another: Store) -> None:
    stamps = [store.stamp(), store.stamp()]
    Routes(store).declare_queue("mine", arguments={})
    stamps.append(store.stamp())
    Routes(another).declare_queue("theirs", arguments={})
    stamps.append(store.stamp())

    assert stamps[0] == stamps[1]
    assert len(set(stamps)) == 3


def test_an_inner_block_is_undone_with_the_outer_one(store: Store) -> None:
    routes = Routes(store)

    with pytest.raises(RuntimeError), store.writing():
        routes.declare_queue("undone", arguments={})
        raise RuntimeError

    assert not routes.has_queue("undone")


def test_what_is_promised_is_on_disk_and_what_is_not_is_quick(store: Store) -> None:
    with store.writing(durable=True) as db:
        promised = db.execute("PRAGMA synchronous").fetchone()[0]
    with store.writing() as db:
        casual = db.execute("PRAGMA synchronous").fetchone()[0]

    assert (promised, casual) == (_FULL, _NORMAL)


def test_many_may_make_the_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "broker.db"
    failures: list[BaseException] = []

    def make() -> None:
        try:
            Store(path).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []


@pytest.mark.parametrize(
    ("pattern", "key", "hears"),
    [
        ("a.b", "a.b", True),
        ("a.b", "a.c", False),
        ("a.*", "a.b", True),
        ("a.*", "a", False),
        ("a.*", "a.b.c", False),
        ("a.#", "a", True),
        ("a.#", "a.b.c", True),
        ("#", "anything.at.all", True),
        ("#.z", "z", True),
        ("#.z", "a.b.z", True),
        ("*.b.#", "a.b", True),
        ("*.b.#", "b", False),
        ("a.b", "a+b", False),
        ("a+.b", "aa.b", False),
    ],
)
def test_topics_are_matched_word_by_word(store: Store, pattern: str, key: str, hears: bool) -> None:
    routes = Routes(store)
    routes.declare_exchange("facts", kind="topic")
    routes.bind(queue="q", exchange="facts", routing_key=pattern)

    assert routes.destinations("facts", key) == (["q"] if hears else [])


def test_an_exchange_keeps_its_kind(store: Store) -> None:
    routes = Routes(store)
    routes.declare_exchange("facts", kind="topic")

    with pytest.raises(UnknownExchange):
        routes.declare_exchange("facts", kind="fanout")
    with pytest.raises(UnknownExchange):
        routes.declare_exchange("odd", kind="headers")


def test_an_unknown_exchange_is_an_error_and_not_a_loss(store: Store) -> None:
    with pytest.raises(UnknownExchange):
        Routes(store).destinations("missing", "key")


def test_an_unbound_queue_hears_no_more(store: Store) -> None:
    routes = Routes(store)
    routes.declare_exchange("facts", kind="direct")
    routes.bind(queue="q", exchange="facts", routing_key="k")

    routes.unbind(queue="q", exchange="facts", routing_key="k")

    assert routes.destinations("facts", "k") == []


def test_a_deleted_queue_takes_its_bindings_along(store: Store) -> None:
    routes = Routes(store)
    routes.declare_exchange("facts", kind="direct")
    routes.declare_queue("q", arguments={"x-message-ttl": 5})
    routes.bind(queue="q", exchange="facts", routing_key="k")

    routes.delete_queue("q")

    assert routes.destinations("facts", "k") == []
    assert (routes.has_queue("q"), routes.arguments("q")) == (False, {})


def test_a_queue_declared_again_takes_the_new_arguments(store: Store) -> None:
    routes = Routes(store)
    routes.declare_queue("q", arguments={"x-message-ttl": 5})

    routes.declare_queue("q", arguments={"x-message-ttl": 6})

    assert routes.arguments("q") == {"x-message-ttl": 6}


def test_the_bell_is_heard_even_when_it_rang_before_the_wait(store: Store) -> None:
    ear = InotifyWatcher(store.path)
    ring(store.path)

    with no_hang():
        ear.wait(HANG_SECONDS)

    ear.close()


def test_a_silent_bell_is_waited_for_no_longer_than_told(store: Store) -> None:
    ear = InotifyWatcher(store.path)
    started = time.monotonic()

    ear.wait(BRIEFLY)
    ear.wait(BRIEFLY)

    assert time.monotonic() - started > 0.19
    ear.close()


def test_who_cannot_listen_looks_often(tmp_path: Path) -> None:
    deaf = InotifyWatcher(tmp_path / "missing")

    with no_hang():
        deaf.wait(HANG_SECONDS)

    deaf.close()
