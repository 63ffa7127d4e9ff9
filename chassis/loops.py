# SPDX-License-Identifier: Apache-2.0
"""Threads that repeat: each is restarted when it ends, and is known to be stalled when it stops."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from prometheus_client import Counter

from chassis import logging
from chassis.health import NotReady

RESTARTS = Counter(
    "reelmill_loop_restarts", "Loops that ended and were started again.", ["service", "loop"]
)

_LONGEST_TURN_SECONDS = 90.0
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.5, 30.0

_log = logging.get_logger("loops")

Turned = Callable[[], None]
"""Called by a loop once a turn, which shows that it is alive."""


@dataclass(frozen=True, slots=True)
class Loop:
    """Something that repeats until an event is set, and how long one turn may take."""

    run: Callable[[threading.Event, Turned], None]
    longest_turn_seconds: float = _LONGEST_TURN_SECONDS


def repeatedly(action: Callable[[], object], *, every_seconds: float) -> Loop:
    """Make a loop that acts at intervals until it is stopped; a failure is logged, not raised."""

    def loop(stop: threading.Event, turned: Turned) -> None:
        while not stop.wait(every_seconds):
            try:
                action()
            except Exception as error:
                loop_name = threading.current_thread().name
                text = f"{type(error).__name__}: {error}"
                _log.warning("loop.failed", loop=loop_name, error=text)
            turned()

    return Loop(loop, every_seconds + _LONGEST_TURN_SECONDS)


class Loops:
    """The loops of one service in this process."""

    def __init__(self, service: str) -> None:
        self._service = service
        self._running: dict[str, _RunningLoop] = {}

    def start(self, name: str, loop: Loop, stop: threading.Event) -> threading.Thread:
        """Start a loop in a thread, which starts it again whenever it ends before `stop` is set."""
        running = _RunningLoop(self._service, name, loop)
        self._running[name] = running
        thread = threading.Thread(
            target=running.run, args=(stop,), name=f"{self._service}-{name}", daemon=True
        )
        thread.start()
        return thread

    def check(self) -> None:
        """Raise NotReady when a loop ended and has not turned since, or takes too long to turn."""
        troubles = [text for one in self._running.values() if (text := one.trouble())]
        if troubles:
            raise NotReady("; ".join(troubles))


class _RunningLoop:
    """One loop through all its restarts."""

    def __init__(self, service: str, name: str, loop: Loop) -> None:
        self._service, self._name, self._loop = service, name, loop
        self._turned_at = time.monotonic()
        self._failure = ""
        self._pause = _FIRST_PAUSE_SECONDS

    def run(self, stop: threading.Event) -> None:
        """Run the loop until `stop` is set; between two starts is a pause that doubles."""
        while not stop.is_set():
            ended = "it returned"
            try:
                self._loop.run(stop, self._turned)
            # Not even an exit or an interrupt that reaches this thread may end the loop.
            except BaseException as error:
                ended = type(error).__name__
                _log.error("loop.ended", loop=f"{self._service}-{self._name}", exc_info=True)
            if stop.is_set():
                return
            RESTARTS.labels(self._service, self._name).inc()
            self._failure = ended
            stop.wait(self._pause)
            self._pause = min(2 * self._pause, _LONGEST_PAUSE_SECONDS)

    def trouble(self) -> str:
        """Say why the loop does not do its work; empty when it does."""
        if self._failure:
            return f"{self._name} ended ({self._failure}) and is started again"
        if time.monotonic() - self._turned_at > self._loop.longest_turn_seconds:
            return f"{self._name} has stalled"
        return ""

    def _turned(self) -> None:
        self._turned_at = time.monotonic()
        self._failure = ""
        self._pause = _FIRST_PAUSE_SECONDS
