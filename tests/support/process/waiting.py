# SPDX-License-Identifier: Apache-2.0
"""Wait for a condition: the only place of the tests that sleeps and that knows a deadline."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")

HANG_SECONDS = 300.0
"""After so long something hangs; no machine is so slow that a test that passes waits as long."""


_REST_AFTER_A_LOOK = 8
"""How often as long as a look takes the next one is waited for."""


def wait_until(
    look: Callable[[], T | None],
    what: str = "what was waited for",
    *,
    every: float = 0.02,
    seconds: float = HANG_SECONDS,
) -> T:
    """Call `look` until it returns something true, and return that.

    A look that takes long is made rarely, since it takes the processor from what is waited for.
    """
    return _look_until(look, what, pause_after=lambda _: every, seconds=seconds)


def poll_until(look: Callable[[], T | None], what: str, *, seconds: float = HANG_SECONDS) -> T:
    """Ask a platform for something that stays once it is there, the longer it takes the rarer."""
    return _look_until(look, what, pause_after=_ever_rarer, seconds=seconds)


def catch(look: Callable[[], T | None], what: str) -> T:
    """Look again and again for something that is there for a moment only, and return it."""
    return _look_until(look, what, pause_after=lambda _: 0.01, rest=0)


def _ever_rarer(waited: float) -> float:
    return min(max(waited / 8, 0.05), 0.5)


def _look_until(
    look: Callable[[], T | None],
    what: str,
    *,
    pause_after: Callable[[float], float],
    seconds: float = HANG_SECONDS,
    rest: float = _REST_AFTER_A_LOOK,
) -> T:
    started = time.monotonic()
    while True:
        began = time.monotonic()
        if found := look():
            return found
        ended = time.monotonic()
        if ended - started > seconds:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(max(pause_after(ended - started), min((ended - began) * rest, 0.25)))


def pause(seconds: float) -> None:
    """Let time pass: between two tries, or as the rhythm of something; never to wait for it."""
    time.sleep(seconds)


@contextmanager
def no_hang() -> Iterator[None]:
    """Fail when the block takes so long that it must have hung."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < HANG_SECONDS / 2


def exit_code(process: subprocess.Popen[Any]) -> int:
    """Wait for a process to end and return its exit code."""
    return process.wait(timeout=HANG_SECONDS)


def wait_for(event: threading.Event) -> None:
    """Wait until an event is set."""
    assert event.wait(HANG_SECONDS), "the event was not set"
