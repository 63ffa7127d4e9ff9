# SPDX-License-Identifier: Apache-2.0
"""A bell at the broker file: whoever commits news rings it, whoever waits hears it at once.

Looking at the file twenty times a second from each consumer costs several percent of a core in
an idle system, most of it for waking up. Linux tells of a changed file time instead.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import time
from pathlib import Path

_ATTRIBUTES_CHANGED = 0x00000004
_LOOK_EVERY_SECONDS = 0.05
# A busy bell rings more often than it is worth getting up.
_REST_SECONDS = 0.02


def ring(path: Path) -> None:
    """Wake all who listen at the file, in all processes."""
    # The news is committed already and must not fail for a bell; they will look in a second.
    with contextlib.suppress(OSError):
        os.utime(path)


class InotifyWatcher:
    """Listens at one file; where the system cannot tell, it is deaf and only looks often."""

    def __init__(self, path: Path):
        self._notices = _watch(path)
        self._woke_at = 0.0

    def wait(self, seconds: float) -> None:
        """Wait for the bell, which may have rung since the last wait, and no longer than told."""
        if self._notices is None:
            time.sleep(min(seconds, _LOOK_EVERY_SECONDS))
            return
        rest = self._woke_at + _REST_SECONDS - time.monotonic()
        if rest > 0:
            time.sleep(min(rest, seconds))
        poll = select.poll()
        poll.register(self._notices, select.POLLIN)
        if poll.poll(max(seconds - max(rest, 0.0), 0.0) * 1000):
            with contextlib.suppress(BlockingIOError):
                os.read(self._notices, 65536)
        self._woke_at = time.monotonic()

    def close(self) -> None:
        """Listen no more."""
        if self._notices is not None:
            os.close(self._notices)
            self._notices = None


def _watch(path: Path) -> int | None:
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "inotify_init1"):
        return None
    notices = int(libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
    if notices < 0:
        return None
    if libc.inotify_add_watch(notices, os.fsencode(path), _ATTRIBUTES_CHANGED) < 0:
        os.close(notices)
        return None
    return notices
