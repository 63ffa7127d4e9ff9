# SPDX-License-Identifier: Apache-2.0
"""Wake-ups at the broker file: who commits touches the file, who waits watches it by inotify.

To query the file twenty times a second from each consumer costs several percent of a core in an
idle system, most of it for waking up. Linux reports a changed file time instead.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import time
from pathlib import Path

_ATTRIBUTES_CHANGED = 0x00000004
_POLL_SECONDS = 0.05
# A busy broker commits more often than it is worth waking up.
_SHORTEST_WAIT_SECONDS = 0.02


def wake(path: Path) -> None:
    """Wake everything that watches the file, in all processes."""
    # The message is committed already and must not fail for a wake-up; it is polled for anyway.
    with contextlib.suppress(OSError):
        os.utime(path)


class InotifyWatcher:
    """Watches one file; where the system has no inotify, it sleeps for a short while instead."""

    def __init__(self, path: Path):
        self._descriptor = _watch(path)
        self._woke_at = 0.0

    def wait(self, seconds: float) -> None:
        """Wait at most so many seconds for a wake-up, which may have come since the last wait."""
        if self._descriptor is None:
            time.sleep(min(seconds, _POLL_SECONDS))
            return
        rest = self._woke_at + _SHORTEST_WAIT_SECONDS - time.monotonic()
        if rest > 0:
            time.sleep(min(rest, seconds))
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        if poll.poll(max(seconds - max(rest, 0.0), 0.0) * 1000):
            with contextlib.suppress(BlockingIOError):
                os.read(self._descriptor, 65536)
        self._woke_at = time.monotonic()

    def close(self) -> None:
        """Stop watching."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _watch(path: Path) -> int | None:
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "inotify_init1"):
        return None
    descriptor = int(libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
    if descriptor < 0:
        return None
    if libc.inotify_add_watch(descriptor, os.fsencode(path), _ATTRIBUTES_CHANGED) < 0:
        os.close(descriptor)
        return None
    return descriptor
