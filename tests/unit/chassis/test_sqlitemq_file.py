# SPDX-License-Identifier: Apache-2.0
"""The broker file itself: transactions, change stamps, routes and wake-ups."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.sqlitemq.broker_file import BrokerFile
from chassis.sqlitemq.routes import Routes, UnknownExchange
from chassis.sqlitemq.wake_up import InotifyWatcher, wake
from tests.support.process.waiting import HANG_SECONDS, no_hang

BRIEFLY = 0.1

_FULL, _NORMAL = 2, 1


@pytest.fixture
def file(tmp_path: Path) -> Iterator[BrokerFile]:
    file = BrokerFile(tmp_path / "var" / "broker.db")
    yield file
    file.close()


@pytest.fixture
def another(file: BrokerFile) -> Iterator[BrokerFile]:
    another = BrokerFile(file.path)
    yield another
    another.close()


def test_the_stamp_changes_with_every_write_of_any_process(
    file: BrokerFile, another: BrokerFile
) -> None:
    stamps = [file.change_stamp(), file.change_stamp()]
    Routes(file).declare_queue("mine", arguments={})
    stamps.append(file.change_stamp())
    Routes(another).declare_queue("theirs", arguments={})
    stamps.append(file.change_stamp())

    assert stamps[0] == stamps[1]
    assert len(set(stamps)) == 3


def test_an_inner_block_is_undone_with_the_outer_one(file: BrokerFile) -> None:
    routes = Routes(file)

    with pytest.raises(RuntimeError), file.writing():
        routes.declare_queue("undone", arguments={})
        raise RuntimeError

    assert not routes.has_queue("undone")


def test_what_is_promised_is_on_disk_and_what_is_not_is_quick(file: BrokerFile) -> None:
    with file.writing(durable=True) as db:
        durable = db.execute("PRAGMA synchronous").fetchone()[0]
    with file.writing() as db:
        other = db.execute("PRAGMA synchronous").fetchone()[0]

    assert (durable, other) == (_FULL, _NORMAL)


def test_many_may_make_the_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "broker.db"
    failures: list[BaseException] = []

    def make() -> None:
        try:
            BrokerFile(path).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []


@pytest.mark.parametrize(
    ("pattern", "key", "matches"),
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
def test_topics_are_matched_word_by_word(
    file: BrokerFile, pattern: str, key: str, matches: bool
) -> None:
    routes = Routes(file)
    routes.declare_exchange("events", kind="topic")
    routes.bind(queue="q", exchange="events", routing_key=pattern)

    assert routes.destinations("events", key) == (["q"] if matches else [])


def test_an_exchange_keeps_its_kind(file: BrokerFile) -> None:
    routes = Routes(file)
    routes.declare_exchange("events", kind="topic")

    with pytest.raises(UnknownExchange):
        routes.declare_exchange("events", kind="fanout")
    with pytest.raises(UnknownExchange):
        routes.declare_exchange("odd", kind="headers")


def test_an_unknown_exchange_is_an_error_and_not_a_loss(file: BrokerFile) -> None:
    with pytest.raises(UnknownExchange):
        Routes(file).destinations("missing", "key")


def test_an_unbound_queue_gets_no_more_messages(file: BrokerFile) -> None:
    routes = Routes(file)
    routes.declare_exchange("events", kind="direct")
    routes.bind(queue="q", exchange="events", routing_key="k")

    routes.unbind(queue="q", exchange="events", routing_key="k")

    assert routes.destinations("events", "k") == []


def test_a_deleted_queue_takes_its_bindings_along(file: BrokerFile) -> None:
    routes = Routes(file)
    routes.declare_exchange("events", kind="direct")
    routes.declare_queue("q", arguments={"x-message-ttl": 5})
    routes.bind(queue="q", exchange="events", routing_key="k")

    routes.delete_queue("q")

    assert routes.destinations("events", "k") == []
    assert (routes.has_queue("q"), routes.arguments("q")) == (False, {})


def test_a_queue_declared_again_takes_the_new_arguments(file: BrokerFile) -> None:
    routes = Routes(file)
    routes.declare_queue("q", arguments={"x-message-ttl": 5})

    routes.declare_queue("q", arguments={"x-message-ttl": 6})

    assert routes.arguments("q") == {"x-message-ttl": 6}


def test_a_wake_up_before_the_wait_ends_the_wait(file: BrokerFile) -> None:
    watcher = InotifyWatcher(file.path)
    wake(file.path)

    with no_hang():
        watcher.wait(HANG_SECONDS)

    watcher.close()


def test_a_wait_ends_after_its_seconds_without_a_wake_up(file: BrokerFile) -> None:
    watcher = InotifyWatcher(file.path)
    started = time.monotonic()

    watcher.wait(BRIEFLY)
    watcher.wait(BRIEFLY)

    assert time.monotonic() - started > 0.19
    watcher.close()


def test_who_cannot_listen_looks_often(tmp_path: Path) -> None:
    watcher = InotifyWatcher(tmp_path / "missing")

    with no_hang():
        watcher.wait(HANG_SECONDS)

    watcher.close()
