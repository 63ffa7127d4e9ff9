# SPDX-License-Identifier: Apache-2.0
"""What a packager does with a task, whatever comes in between."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from services.hls.contract.packaging import PackagedStream, PackagingSpec
from services.hls.coordinator.domain.errors import LeaseLost
from services.hls.packager import loop
from services.hls.packager.loop import InputAtFault, Task, Unreachable, Watch, do, work
from tests.support.hls.world import stream

SPEC = PackagingSpec(
    production_ulid="01J00000000000000000000000",
    output_prefix="hls/x/",
    upload_id=1,
    name="Holiday",
    source_key="x.mp4",
    source_bytes=1,
    is_export=True,
    profile="auto",
)
TASK = Task(task_id=1, token=1, lease_seconds=15, spec=SPEC)


class CoordinatorTwin:
    """Hls as a packager sees it, in memory."""

    def __init__(self, *, carries_on: bool = True, silent: int = 0) -> None:
        self.heard: list[str] = []
        self.beaten = threading.Event()
        self._carries_on = carries_on
        self._silent = silent
        self._tasks = [TASK]

    def claim(self) -> Task | None:
        self._hear("claim")
        return self._tasks.pop() if self._tasks else None

    def heartbeat(self, task: Task, fraction: float) -> bool:
        self.beaten.set()
        return self._carries_on

    def complete(self, task: Task, stream: PackagedStream) -> None:
        self._hear("complete")

    def give_back(self, task: Task) -> None:
        self._hear("give back")

    def fail(self, task: Task, *, code: str, reason: str, is_input_at_fault: bool) -> None:
        self._hear(f"fail {code} {is_input_at_fault}")

    def _hear(self, what: str) -> None:
        if self._silent:
            self._silent -= 1
            raise Unreachable("not now")
        self.heard.append(what)


class PackagerTwin:
    """A packager that does what a test says."""

    def __init__(self, act: Callable[[Watch], PackagedStream]) -> None:
        self._act = act

    def package(self, spec: PackagingSpec, watch: Watch) -> PackagedStream:
        return self._act(watch)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "_BEAT_SECONDS", 0.005)
    monkeypatch.setattr(loop, "_IDLE_SECONDS", 0.005)


def outcome(
    act: Callable[[Watch], PackagedStream],
    coordinator: CoordinatorTwin | None = None,
    stop: threading.Event | None = None,
) -> list[str]:
    coordinator = coordinator or CoordinatorTwin()
    do(TASK, coordinator, PackagerTwin(act), stop=stop or threading.Event())
    return coordinator.heard


def raising(error: Exception) -> Callable[[Watch], PackagedStream]:
    def act(_: Watch) -> PackagedStream:
        raise error

    return act


def test_a_stream_is_handed_in() -> None:
    assert outcome(lambda _: stream()) == ["complete"]


def test_bad_input_is_said_to_be_bad() -> None:
    error = InputAtFault("not_media", "This is no film.")

    assert outcome(raising(error)) == ["fail not_media True"]


def test_any_other_failure_is_ours() -> None:
    assert outcome(raising(OSError("disk full"))) == ["fail packaging_failed False"]


def test_who_is_told_to_leave_gives_the_task_back() -> None:
    stop = threading.Event()

    def act(watch: Watch) -> PackagedStream:
        stop.set()
        watch.check()
        return stream()

    assert outcome(act, stop=stop) == ["give back"]


def test_who_lost_the_task_stops_and_says_nothing() -> None:
    coordinator = CoordinatorTwin(carries_on=False)

    def act(watch: Watch) -> PackagedStream:
        coordinator.beaten.wait(5)
        while True:
            watch.check()

    assert outcome(act, coordinator) == []


def test_a_stream_is_handed_in_again_until_hls_has_heard() -> None:
    assert outcome(lambda _: stream(), CoordinatorTwin(silent=3)) == ["complete"]


def test_who_lost_sight_of_hls_goes_on_until_the_lease_ends() -> None:
    class Silent(CoordinatorTwin):
        def heartbeat(self, task: Task, fraction: float) -> bool:
            super().heartbeat(task, fraction)
            raise Unreachable("not now")

    coordinator = Silent()

    def act(watch: Watch) -> PackagedStream:
        coordinator.beaten.wait(5)
        watch.check()
        return stream()

    assert outcome(act, coordinator) == ["complete"]


def test_a_stream_nobody_waits_for_is_dropped() -> None:
    class Refusing(CoordinatorTwin):
        def complete(self, task: Task, stream: PackagedStream) -> None:
            raise LeaseLost("somebody else's")

    assert outcome(lambda _: stream(), Refusing()) == []


def test_task_after_task_is_taken_until_told_to_stop() -> None:
    coordinator, stop, woken = CoordinatorTwin(silent=1), threading.Event(), threading.Event()

    def act(_: Watch) -> PackagedStream:
        stop.set()
        return stream()

    work(coordinator, PackagerTwin(act), stop=stop, woken=woken)

    assert coordinator.heard == ["claim", "complete"]
