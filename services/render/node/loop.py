# SPDX-License-Identifier: Apache-2.0
"""How a node takes pieces one after the other, keeps their leases, and hands them in."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol

from services.render.contract.results import Handed
from services.render.contract.specs import Assignment
from services.render.coordinator.domain.errors import (
    CoordinatorAway,
    Interrupted,
    PieceFailed,
    StaleLease,
)
from services.render.coordinator.domain.job import Kind, Lease


@dataclass(frozen=True, slots=True)
class Work:
    """A claimed piece as a node holds it."""

    lease: Lease
    kind: Kind
    lease_seconds: float
    assignment: Assignment


class JobClient(Protocol):
    """The coordinator as a node sees it; any call may raise CoordinatorAway or StaleLease."""

    def claim(self) -> Work | None:
        """Ask for a piece."""

    def heartbeat(self, lease: Lease, *, fraction: float) -> bool:
        """Keep a lease; False means stop at once."""

    def complete(self, lease: Lease, handed: Handed) -> None:
        """Hand in a finished piece."""

    def give_back(self, lease: Lease) -> None:
        """Return a piece undone."""

    def fail(self, lease: Lease, error: PieceFailed) -> None:
        """Report a failure."""


class CancellationToken(Protocol):
    """What the maker of a piece looks at while it works."""

    def is_over(self) -> bool:
        """Whether the work is to be stopped at once."""

    def report(self, fraction: float) -> None:
        """Say how much is done, 0..1."""


class JobExecutor(Protocol):
    """Where pieces are made."""

    def make(self, work: Work, watch: CancellationToken) -> Handed:
        """Make a piece, or raise PieceFailed, or Interrupted when the watch says it is over."""


class WakeUp:
    """Wakes every slot that waits; one that was busy meanwhile does not wait at all."""

    def __init__(self) -> None:
        self._rung = threading.Condition()
        self._count = 0

    @property
    def count(self) -> int:
        """How often the bell has rung."""
        with self._rung:
            return self._count

    def ring(self) -> None:
        """Wake every slot."""
        with self._rung:
            self._count += 1
            self._rung.notify_all()

    def wait(self, since: int, *, seconds: float) -> None:
        """Wait for a ring after the given count, no longer than so many seconds."""
        with self._rung:
            self._rung.wait_for(lambda: self._count != since, seconds)


@dataclass(frozen=True, slots=True)
class WorkerContext:
    """What the slots of a node share."""

    client: JobClient
    executor: JobExecutor
    bell: WakeUp
    stop: threading.Event
    poll_seconds: float = 3.0
    heartbeat_seconds: float = 1.0
    ask_again_seconds: float = 0.5
    on_trouble: Callable[[Work, Exception], None] = lambda _work, _error: None


def serve_slot(shift: WorkerContext) -> None:
    """Take and do pieces until the node is told to stop."""
    while not shift.stop.is_set():
        rung = shift.bell.count
        try:
            work = shift.client.claim()
        except CoordinatorAway:
            shift.stop.wait(shift.ask_again_seconds)
            continue
        if work is None:
            shift.bell.wait(rung, seconds=shift.poll_seconds)
        else:
            do_piece(shift, work)


def do_piece(shift: WorkerContext, work: Work) -> None:
    """Do one claimed piece and report what came of it."""
    with LeaseKeeper(shift, work) as hold:
        try:
            handed = shift.executor.make(work, hold)
        except Interrupted:
            hold.report_until_heard(lambda: shift.client.give_back(work.lease))
        # A slot must survive whatever a hostile file does to it; the coordinator is told.
        except Exception as error:
            shift.on_trouble(work, error)
            failure = _as_failure(work, error)
            hold.report_until_heard(lambda: shift.client.fail(work.lease, failure))
        else:
            hold.report_until_heard(lambda: shift.client.complete(work.lease, handed))


@dataclass(slots=True)
class LeaseKeeper:
    """A lease that is being kept: a thread says every second that the work goes on."""

    shift: WorkerContext
    work: Work
    _fraction: float = 0.0
    _lost: threading.Event = field(default_factory=threading.Event)
    _done: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> LeaseKeeper:
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._done.set()

    def is_over(self) -> bool:
        """Whether the lease is lost or the node is to stop."""
        return self._lost.is_set() or self.shift.stop.is_set()

    def report(self, fraction: float) -> None:
        """Say how much is done, 0..1."""
        self._fraction = fraction

    def report_until_heard(self, report: Callable[[], None]) -> None:
        """Repeat a report until the coordinator takes it or the piece is somebody else's."""
        while not self._lost.is_set():
            try:
                report()
                return
            except StaleLease:
                return
            except CoordinatorAway:
                if self.shift.stop.wait(self.shift.ask_again_seconds):
                    return

    def _keep(self) -> None:
        client, lease = self.shift.client, self.work.lease
        good_until = time.monotonic() + self.work.lease_seconds
        while not self._done.wait(self.shift.heartbeat_seconds):
            asked_at = time.monotonic()
            try:
                carry_on = client.heartbeat(lease, fraction=self._fraction)
                good_until = asked_at + self.work.lease_seconds
            except CoordinatorAway:
                carry_on = time.monotonic() < good_until
            if not carry_on:
                self._lost.set()
                return


def _as_failure(work: Work, error: Exception) -> PieceFailed:
    if isinstance(error, PieceFailed):
        return error
    return PieceFailed(f"{work.kind}_failed", f"The {work.kind} piece failed on its node.")
