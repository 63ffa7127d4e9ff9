# SPDX-License-Identifier: Apache-2.0
"""What a packager does all day: take a task, keep its lease, hand in a stream or a reason."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from chassis import logging
from services.hls.contract.packaging import PackagedStream, PackagingSpec
from services.hls.coordinator.domain.errors import LeaseLost

_BEAT_SECONDS = 1.0
_IDLE_SECONDS = 3.0

_log = logging.get_logger("packager")


class InputAtFault(Exception):
    """The film itself cannot be packaged; the text is for people."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class Interrupted(Exception):
    """The work was broken off because nobody wants it, or wants it of us, any more."""


class Unreachable(Exception):
    """Hls does not answer now."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task in our hands."""

    task_id: int
    token: int
    lease_seconds: int
    spec: PackagingSpec


class Coordinator(Protocol):
    """Hls, as a packager sees it; everything may raise Unreachable, all but claim LeaseLost."""

    def claim(self) -> Task | None:
        """Take a task if there is one."""

    def heartbeat(self, task: Task, fraction: float) -> bool:
        """Keep the lease; False means stop."""

    def complete(self, task: Task, stream: PackagedStream) -> None:
        """Hand in a stream."""

    def give_back(self, task: Task) -> None:
        """Return a task undone."""

    def fail(self, task: Task, *, code: str, reason: str, is_input_at_fault: bool) -> None:
        """Say why it cannot be done."""


class Packager(Protocol):
    """Makes streams: ffmpeg on this machine, or a service elsewhere."""

    def package(self, spec: PackagingSpec, watch: Watch) -> PackagedStream:
        """Package one film and store its files; InputAtFault, Interrupted, or anything else."""


class Watch:
    """Keeps one task's lease from a thread of its own, and knows when to stop working on it.

    Who loses sight of hls goes on until the lease ends.
    """

    def __init__(self, coordinator: Coordinator, task: Task, stop: threading.Event) -> None:
        self.fraction = 0.0
        self._coordinator = coordinator
        self._task = task
        self._stop = stop
        self._lost = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def has_lost(self) -> bool:
        """Whether the task is not ours any more."""
        return self._lost.is_set()

    def is_cancelled(self) -> bool:
        """Whether to stop working."""
        return self._lost.is_set() or self._stop.is_set()

    def check(self) -> None:
        """Break off when it is time to."""
        if self.is_cancelled():
            raise Interrupted

    def _beat(self) -> None:
        ends_at = time.monotonic() + self._task.lease_seconds
        while not self._over.wait(_BEAT_SECONDS):
            asked_at = time.monotonic()
            try:
                carry_on = self._coordinator.heartbeat(self._task, self.fraction)
            except Unreachable:
                carry_on = asked_at < ends_at
            else:
                ends_at = asked_at + self._task.lease_seconds
            if not carry_on:
                self._lost.set()
                return


def work(
    coordinator: Coordinator, packager: Packager, *, stop: threading.Event, woken: threading.Event
) -> None:
    """Take task after task until told to stop; look anew when woken, else every few seconds."""
    while not stop.is_set():
        woken.clear()
        try:
            task = coordinator.claim()
        except Unreachable as error:
            _log.warning("hls.unreachable", error=str(error))
            task = None
        if task is None:
            woken.wait(_IDLE_SECONDS)
        else:
            do(task, coordinator, packager, stop=stop)


def do(task: Task, coordinator: Coordinator, packager: Packager, *, stop: threading.Event) -> None:
    """Do one task and say what became of it."""
    with Watch(coordinator, task, stop) as watch:
        report = _outcome(task, coordinator, packager, watch)
        _deliver(report, watch, is_leaving=stop.is_set)


def _outcome(
    task: Task, coordinator: Coordinator, packager: Packager, watch: Watch
) -> Callable[[], None]:
    """Do the work; return the report that tells hls what became of it."""
    try:
        stream = packager.package(task.spec, watch)
    except Interrupted:
        return lambda: coordinator.give_back(task)
    except InputAtFault as error:
        code, reason = error.code, str(error)
        return lambda: coordinator.fail(task, code=code, reason=reason, is_input_at_fault=True)
    except Exception as error:
        _log.exception("packaging.failed", production=task.spec.production_ulid)
        reason = f"Packaging failed on our side ({type(error).__name__})."
        return lambda: coordinator.fail(
            task, code="packaging_failed", reason=reason, is_input_at_fault=False
        )
    return lambda: coordinator.complete(task, stream)


def _deliver(report: Callable[[], None], watch: Watch, *, is_leaving: Callable[[], bool]) -> None:
    """Report until hls has heard it or the task is somebody else's."""
    while not watch.has_lost:
        try:
            return report()
        except LeaseLost:
            return None
        except Unreachable:
            if is_leaving():
                return None
            time.sleep(_BEAT_SECONDS)
    return None
