# SPDX-License-Identifier: Apache-2.0
"""One process beside us: started, restarted when it dies, ended with all it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chassis.process import spawn

_LONGEST_LOG_BYTES = 10 << 20
_FIRST_DELAY = 0.2
_LONGEST_DELAY = 10.0
_SOUND_SECONDS = 5.0
"""Whoever lived this long did not die of its start, so the next start need not wait."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a sibling runs, and what it gets as standard input."""

    name: str
    arguments: tuple[str, ...]
    """Of the Python interpreter, such as `-m services.render node`."""
    stdin: int = subprocess.PIPE
    """A pipe whose end tells the sibling that we are gone, or a descriptor to hand over."""


@dataclass(slots=True)
class Sibling:
    """A process of one role, now and after every restart."""

    role: Role
    environ: Mapping[str, str]
    log: Path
    _child: subprocess.Popen[bytes] | None = None
    _started_at: float = 0.0
    _start_at: float = 0.0
    _delay: float = field(default=_FIRST_DELAY)

    @property
    def pid(self) -> int | None:
        """The process id, while one runs."""
        return None if self._child is None else self._child.pid

    def tend(self) -> bool:
        """Start the process when it is due and notice when it has died; tell of a death."""
        if self._child is None:
            if time.monotonic() >= self._start_at:
                self._start()
            return False
        if not _has_died(self._child):
            return False
        self._bury(self._child)
        return True

    def ask_to_stop(self) -> None:
        """Ask the process to end."""
        if self._child is not None and not _has_died(self._child):
            os.kill(self._child.pid, signal.SIGTERM)

    def has_stopped(self) -> bool:
        """Whether no process runs."""
        return self._child is None or _has_died(self._child)

    def end(self) -> None:
        """End the process and its group at once."""
        if self._child is not None:
            _kill_group(self._child)
            self._child = None

    def _start(self) -> None:
        with self.log.open("ab") as log:
            self._child = spawn(
                [sys.executable, *self.role.arguments],
                env=self.environ,
                stdin=self.role.stdin,
                stdout=log,
                stderr=log,
            )
        self._started_at = time.monotonic()

    def _bury(self, child: subprocess.Popen[bytes]) -> None:
        _kill_group(child)
        now = time.monotonic()
        if now - self._started_at >= _SOUND_SECONDS:
            self._delay = _FIRST_DELAY
        self._start_at = now + self._delay
        self._delay = min(self._delay * 2, _LONGEST_DELAY)
        self._child = None


def rotate(log: Path) -> None:
    """Put a log that has grown long aside; one old one is kept."""
    if log.exists() and log.stat().st_size > _LONGEST_LOG_BYTES:
        log.replace(log.with_suffix(f"{log.suffix}.1"))


def _has_died(child: subprocess.Popen[bytes]) -> bool:
    """Whether the process has ended; it is not reaped, so that its number stays its own."""
    how = os.WEXITED | os.WNOHANG | os.WNOWAIT
    return os.waitid(os.P_PID, child.pid, how) is not None


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdin is not None:
        child.stdin.close()
