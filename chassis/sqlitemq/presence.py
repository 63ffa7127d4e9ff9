# SPDX-License-Identifier: Apache-2.0
"""Which processes use the broker file, known by locks that the kernel drops with a process."""

from __future__ import annotations

import fcntl
import os
import secrets
import threading
from pathlib import Path

_presences: dict[tuple[int, Path], Presence] = {}
_presences_lock = threading.Lock()


class Presence:
    """One process that uses a broker file: it holds a lock on one byte of a file beside it."""

    def __init__(self, path: Path):
        self._lock = threading.Lock()
        self._file = os.open(f"{path}.present", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.own_id = secrets.randbits(62)
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1, self.own_id)

    def is_running(self, owner_id: int) -> bool:
        """Whether the process with this id still runs."""
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
    """Return the one presence of this process at a broker file.

    It is never closed: closing any descriptor of the file would drop the lock, by the rules of
    POSIX. A fork gets one of its own, as locks are not inherited.
    """
    with _presences_lock:
        key = (os.getpid(), path)
        if key not in _presences:
            _presences[key] = Presence(path)
        return _presences[key]
