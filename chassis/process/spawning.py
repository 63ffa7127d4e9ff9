# SPDX-License-Identifier: Apache-2.0
"""Start a child process that ends with its parent, and end it with all it started.

The kernel kills a child when the *thread* that started it ends, so start it from one that lives
longer. Only the child itself is killed; what it starts in turn is ended with its group.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

Stream = int | IO[bytes] | None
Streams = tuple[Stream, Stream, Stream]
"""Standard input, output and error; of None a child has that of its parent."""

ENDS_WITH_PARENT = ("setpriv", "--pdeathsig", "KILL", "--no-new-privs", "--")
_SECONDS_TO_EXIT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of a child: seconds of time and of CPU, bytes of output, memory and files."""

    timeout: float
    stall_timeout: float | None = None
    output_bytes: int = 64 << 20
    cpu_seconds: int | None = None
    memory_bytes: int | None = None
    file_bytes: int | None = None
    open_files: int | None = None


def spawn(
    argv: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path | None = None,
    streams: Streams = (subprocess.DEVNULL, None, None),
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a child in a session and group of its own; its program is looked up in env's PATH.

    It inherits the descriptors `pass_fds` under the same numbers.
    """
    stdin, stdout, stderr = streams
    return subprocess.Popen(
        [*ENDS_WITH_PARENT, *argv],
        bufsize=0,
        cwd=cwd,
        env=dict(env),
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        pass_fds=pass_fds,
        start_new_session=True,
    )


def limited(argv: Sequence[str], limits: Limits) -> list[str]:
    """Return the command that runs `argv` under the limits that the kernel enforces."""
    values = {
        "--core": 0,
        "--as": limits.memory_bytes,
        "--fsize": limits.file_bytes,
        "--nofile": limits.open_files,
    }
    options = [f"{name}={value}" for name, value in values.items() if value is not None]
    if limits.cpu_seconds is not None:
        # The soft limit sends SIGXCPU; the hard one kills a child that ignores it.
        soft, hard = limits.cpu_seconds, limits.cpu_seconds + _SECONDS_TO_EXIT
        options.append(f"--cpu={soft}:{hard}")
    return ["prlimit", *options, "--", *argv]


def end_group(child: subprocess.Popen[bytes], *, grace: float = 1.0) -> int:
    """Ask a child and all it started to end, kill what is left after `grace` seconds; reap it."""
    signal_group(child.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(grace)
    signal_group(child.pid, signal.SIGKILL)
    return child.wait()


def signal_group(group: int, number: signal.Signals) -> None:
    """Signal every process of a group, if any is left."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)
