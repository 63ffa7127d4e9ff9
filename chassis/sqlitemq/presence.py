# SPDX-License-Identifier: Apache-2.0
"""Who of the broker's users still lives, told by locks that the kernel drops with a process."""

from __future__ import annotations

import fcntl
import os
import secrets
import threading
from pathlib import Path

_known: dict[tuple[int, Path], Presence] = {}
_known_lock = threading.Lock()


class Presence:
    """One process at one broker file: it holds a byte of a file beside it locked while it lives."""

    def __init__(self, path: Path):
        self._lock = threading.Lock()
        self._file = os.open(f"{path}.present", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.own_id = secrets.randbits(62)
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1, self.own_id)

    def is_living(self, owner_id: int) -> bool:
        """Whether the process that goes by the id still runs."""
        if owner_id == self.own_id:
            return True
        with self._lock:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, owner_id)
            except OSError:
                return True
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, owner_id)
            return False


def presence_at(path: Path) -> Presence:
    """Return this process's one presence at a broker file.

    It is never closed: closing any descriptor of the file would drop the lock, by the rules of
    POSIX. A fork gets its own, as locks are not inherited.
    """
    with _known_lock:
        key = (os.getpid(), path)
        if key not in _known:
            _known[key] = Presence(path)
        return _known[key]
