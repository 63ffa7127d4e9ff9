# SPDX-License-Identifier: Apache-2.0
"""Children for tests: stubborn ones, small programs, and a look whether one still lives."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from chassis.process import Limits, spawn
from chassis.process.spawning import Stream, signal_group
from tests.support.process.waiting import HANG_SECONDS

# A child is killed when the thread that started it ends: this one ends with the process.
_STARTER = ThreadPoolExecutor(1, "starter")

# Starts a grandchild that ignores SIGTERM, writes its number into a file, and waits for it.
STUBBORN_FAMILY = (
    "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > grandchild.part; mv grandchild.part grandchild;"
    " while :; do sleep 0.1; done' & wait"
)


def start(
    argv: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path,
    log: Path,
    stdin: Stream = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start a server that writes to a log and dies with this process, however this dies."""
    with log.open("ab") as output:
        started = _STARTER.submit(spawn, argv, env=env, cwd=cwd, streams=(stdin, output, output))
        return started.result()


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a child with all it started, and reap it."""
    signal_group(process.pid, signal.SIGKILL)
    process.wait()


def a_limit(timeout: float = HANG_SECONDS) -> Limits:
    return Limits(timeout=timeout)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def children_of(pid: int) -> list[int]:
    """List the processes that any thread of a process has started and not yet reaped.

    A thread may end between being listed and being read; its children belong to another then.
    """
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found += map(int, listed.read_text().split())
    return found


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
