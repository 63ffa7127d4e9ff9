# SPDX-License-Identifier: Apache-2.0
"""A node's day: taking pieces, keeping leases, handing in, giving back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from services.render.contract.results import Handed
from services.render.contract.specs import Assignment
from services.render.coordinator.domain.errors import (
    CoordinatorAway,
    InputUnusable,
    Interrupted,
    PieceFailed,
    StaleLease,
)
from services.render.coordinator.domain.job import Kind, Lease
from services.render.node.loop import (
    CancellationToken,
    WakeUp,
    Work,
    WorkerContext,
    do_piece,
    serve_slot,
)
from tests.support.process.waiting import HANG_SECONDS, no_hang, wait_until

LEASE = Lease("n", 1, 1)
WORK = Work(LEASE, Kind.CHUNK, 15.0, Assignment("{}"))
MADE = Handed("{}")


@dataclass
class MemoryOffice:
    """A coordinator in memory that notes what it is told."""

    work: list[Work] = field(default_factory=list)
    told: list[object] = field(default_factory=list)
    away: int = 0
    is_stale: bool = False
    carries_on: bool = True

    def claim(self) -> Work | None:
        self._check()
        return self.work.pop() if self.work else None

    def heartbeat(self, lease: Lease, *, fraction: float) -> bool:
        self._check()
        return self.carries_on

    def complete(self, lease: Lease, handed: Handed) -> None:
        self._report("complete")

    def give_back(self, lease: Lease) -> None:
        self._report("give_back")

    def fail(self, lease: Lease, error: PieceFailed) -> None:
        self._report((error.code, error.is_input_at_fault))

    def _report(self, what: object) -> None:
        self._check()
        if self.is_stale:
            raise StaleLease
        self.told.append(what)

    def _check(self) -> None:
        if self.away:
            self.away -= 1
            raise CoordinatorAway


@dataclass(frozen=True)
class MemoryWorkshop:
    """A workshop that does as it is told."""

    act: Callable[[CancellationToken], Handed]

    def make(self, work: Work, watch: CancellationToken) -> Handed:
        return self.act(watch)


def a_shift(
    client: MemoryOffice,
    act: Callable[[CancellationToken], Handed] = lambda _: MADE,
    poll: float = 0.01,
) -> WorkerContext:
    """A shift whose heart beats quickly."""
    return WorkerContext(
        client=client,
        executor=MemoryWorkshop(act),
        bell=WakeUp(),
        stop=threading.Event(),
        poll_seconds=poll,
        heartbeat_seconds=0.01,
        ask_again_seconds=0.01,
    )


def until_over(watch: CancellationToken) -> Handed:
    """Work until it is over."""
    wait_until(watch.is_over)
    raise Interrupted


def raising(error: Exception) -> Callable[[CancellationToken], Handed]:
    """Make a piece of work that fails."""

    def act(_: CancellationToken) -> Handed:
        raise error

    return act


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda _: MADE, "complete"),
        (raising(InputUnusable("not_media", "no")), ("not_media", True)),
        (raising(PieceFailed("wrong_packets", "no")), ("wrong_packets", False)),
        (raising(ValueError("a bug of ours")), ("chunk_failed", False)),
        (raising(Interrupted()), "give_back"),
    ],
)
def test_what_came_of_a_piece_is_reported(
    act: Callable[[CancellationToken], Handed], told: object
) -> None:
    client = MemoryOffice()

    do_piece(a_shift(client, act), WORK)

    assert client.told == [told]


def test_a_lost_lease_stops_the_work_and_nothing_is_reported() -> None:
    client = MemoryOffice(carries_on=False)

    do_piece(a_shift(client, until_over), WORK)

    assert client.told == []


def test_a_result_nobody_wants_any_more_is_dropped() -> None:
    client = MemoryOffice(is_stale=True)

    do_piece(a_shift(client), WORK)

    assert client.told == []


def test_a_result_is_handed_in_again_until_the_coordinator_is_back() -> None:
    client = MemoryOffice(away=1)
    shift = a_shift(client)

    do_piece(shift, WORK)

    assert client.told == ["complete"]


def test_a_coordinator_that_stays_away_ends_the_work_with_its_lease() -> None:
    client = MemoryOffice(away=10**9)
    brief = Work(LEASE, Kind.CHUNK, 0.05, Assignment("{}"))

    do_piece(a_shift(client, until_over), brief)

    assert client.told == []


def test_a_node_told_to_stop_gives_its_piece_back() -> None:
    client = MemoryOffice([WORK])
    shift = a_shift(client, until_over)
    slot = threading.Thread(target=serve_slot, args=(shift,))
    slot.start()
    shift.stop.set()
    shift.bell.ring()
    slot.join(HANG_SECONDS)

    assert not slot.is_alive()
    assert client.told in ([], ["give_back"])


def test_a_ring_wakes_a_slot_that_waits() -> None:
    client = MemoryOffice()

    def last(_: CancellationToken) -> Handed:
        shift.stop.set()
        return MADE

    shift = a_shift(client, last, poll=2 * HANG_SECONDS)
    slot = threading.Thread(target=serve_slot, args=(shift,))
    slot.start()
    client.work.append(WORK)
    shift.bell.ring()
    slot.join(HANG_SECONDS)

    assert client.told == ["complete"]


def test_a_bell_that_rang_meanwhile_is_not_missed() -> None:
    bell = WakeUp()
    before = bell.count
    bell.ring()

    with no_hang():
        bell.wait(before, seconds=HANG_SECONDS)
