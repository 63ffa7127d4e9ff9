# SPDX-License-Identifier: Apache-2.0
"""A child process of the supervisor: started, restarted when it ends, killed with its group."""

from __future__ import annotations

import contextlib
import os
import shutil
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
_STABLE_SECONDS = 5.0
"""A process that ran this long did not fail at its start; the next start need not wait."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a child process runs, and its standard input."""

    name: str
    arguments: tuple[str, ...]
    """Of the Python interpreter, such as `-m services.render node`."""
    stdin: int = subprocess.PIPE
    """A pipe that ends when the supervisor ends, or a descriptor that the child gets."""
    pass_fds: tuple[int, ...] = ()
    """More descriptors that the child gets, under the same numbers."""


@dataclass(slots=True)
class ChildProcess:
    """The process of a role, through all its restarts."""

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

    def poll(self) -> bool:
        """Start the process when it is due; return whether it was found to have ended."""
        if self._child is None:
            if time.monotonic() >= self._start_at:
                self._start()
            return False
        if not _has_ended(self._child):
            shorten(self.log)
            return False
        self._schedule_restart(self._child)
        return True

    def terminate(self) -> None:
        """Send SIGTERM to the process."""
        if self._child is not None and not _has_ended(self._child):
            os.kill(self._child.pid, signal.SIGTERM)

    def has_stopped(self) -> bool:
        """Whether no process runs."""
        return self._child is None or _has_ended(self._child)

    def end(self) -> None:
        """Kill the process and its group."""
        if self._child is not None:
            _kill_group(self._child)
            self._child = None

    def _start(self) -> None:
        with self.log.open("ab") as log:
            self._child = spawn(
                [sys.executable, *self.role.arguments],
                env=self.environ,
                streams=(self.role.stdin, log, log),
                pass_fds=self.role.pass_fds,
            )
        self._started_at = time.monotonic()

    def _schedule_restart(self, child: subprocess.Popen[bytes]) -> None:
        _kill_group(child)
        now = time.monotonic()
        if now - self._started_at >= _STABLE_SECONDS:
            self._delay = _FIRST_DELAY
        self._start_at = now + self._delay
        self._delay = min(self._delay * 2, _LONGEST_DELAY)
        self._child = None


def rotate(log: Path) -> None:
    """Rename a log longer than 10 MiB; one old log is left."""
    if log.exists() and log.stat().st_size > _LONGEST_LOG_BYTES:
        log.replace(log.with_suffix(f"{log.suffix}.1"))


def shorten(log: Path) -> None:
    """Move the content of a log that is being written and longer than 10 MiB to the old log.

    The process goes on at the beginning of the same file. On a full disk the content is lost.
    """
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > _LONGEST_LOG_BYTES:
            with contextlib.suppress(OSError):
                shutil.copyfile(log, log.with_suffix(f"{log.suffix}.1"))
            os.truncate(log, 0)


def _has_ended(child: subprocess.Popen[bytes]) -> bool:
    """Whether the process has ended; it is not reaped, so that its id is not used again."""
    how = os.WEXITED | os.WNOHANG | os.WNOWAIT
    return os.waitid(os.P_PID, child.pid, how) is not None


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdin is not None:
        child.stdin.close()
