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


def wait_until(
    look: Callable[[], T | None],
    what: str = "what was waited for",
    *,
    every: float = 0.02,
    seconds: float = HANG_SECONDS,
) -> T:
    """Call `look` until it returns something true, and return that."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(every)
    return found


def poll_until(look: Callable[[], T | None], what: str, *, seconds: float = HANG_SECONDS) -> T:
    """Ask a platform for something that stays once it is there, the longer it takes the rarer.

    Each answer takes the processor from what is waited for.
    """
    started = time.monotonic()
    while not (found := look()):
        waited = time.monotonic() - started
        if waited > seconds:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(min(max(waited / 8, 0.05), 0.5))
    return found


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
