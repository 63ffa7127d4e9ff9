# SPDX-License-Identifier: Apache-2.0
"""No loop dies unheard: it is started again, and `/readyz` says that it ended or stalled."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa
from prometheus_client import REGISTRY

from chassis import outbox
from chassis.health import NotReady
from chassis.hosting import Loop, Loops
from chassis.relay import Relay
from chassis.tables import IDEMPOTENCY_KEYS
from tests.support.process.waiting import HANG_SECONDS, wait_for, wait_until
from tests.support.servers.databases import MemoryDatabase
from tests.unit.chassis.test_outbox_and_inbox import Wire, an_event


def test_a_loop_that_ends_is_started_again_and_counted() -> None:
    stop, works, starts = threading.Event(), threading.Event(), list[str]()

    def run(stop: threading.Event, turned) -> None:
        starts.append("start")
        if len(starts) == 1:
            raise SystemExit
        if len(starts) == 2:
            return
        turned()
        works.set()
        stop.wait()

    loops = Loops("test")
    thread = loops.start("sweeper", Loop(run), stop)
    wait_for(works)
    loops.check()
    stop.set()
    thread.join(HANG_SECONDS)

    assert len(starts) == 3
    assert not thread.is_alive()
    labels = {"service": "test", "loop": "sweeper"}
    assert REGISTRY.get_sample_value("reelmill_loop_restarts_total", labels) == 2


def test_a_loop_that_ended_keeps_a_process_from_being_ready() -> None:
    stop, loops = threading.Event(), Loops("test")

    def run(stop: threading.Event, turned) -> None:
        raise OSError(28, "No space left on device")

    loops.start("relay", Loop(run), stop)

    def failure() -> str:
        try:
            loops.check()
        except NotReady as error:
            return str(error)
        return ""

    assert wait_until(failure) == "relay ended (OSError) and is started again"
    stop.set()


def test_a_loop_that_has_stalled_keeps_a_process_from_being_ready() -> None:
    stop, loops = threading.Event(), Loops("test")
    loops.start("evictor", Loop(lambda stop, turned: stop.wait() and None, 0.0), stop)

    with pytest.raises(NotReady, match="evictor has stalled"):
        loops.check()
    stop.set()


def test_a_relay_sends_although_old_rows_cannot_be_deleted() -> None:
    database, wire, stop = MemoryDatabase("test"), Wire(), threading.Event()
    with database.begin_or_join() as session:
        session.execute(sa.text(f"DROP TABLE {IDEMPOTENCY_KEYS.name}"))
        outbox.announce(session, "test.thing.made.v1", an_event())
    thread = threading.Thread(target=Relay(database, wire).run, args=(stop,))

    thread.start()
    wait_until(lambda: wire.sent or not thread.is_alive())
    stop.set()
    thread.join()

    assert len(wire.sent) == 1
