# SPDX-License-Identifier: Apache-2.0
"""The gunicorn of the embedded platform; its one worker loads the services."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chassis import web

if TYPE_CHECKING:
    from gateway.embedded import Embedded

_PR_SET_PDEATHSIG = 1
_THREADS = 16
_FIRST_INHERITED = 3
"""The descriptor of an inherited socket in the protocol of systemd, which gunicorn follows."""


def serve(environ: Mapping[str, str]) -> int:
    """Serve on the listening socket that the supervisor passed as standard input.

    The supervisor keeps the socket open, so that connections wait while the host is restarted.
    """
    die_with(int(environ["SUPERVISOR_PID"]))
    _take_standard_input()
    opened: list[Embedded] = []

    def make_app() -> Any:  # Any: a WSGI callable
        die_with(master)
        # Only the worker calls this: the master stays small, and gRPC never goes through a fork.
        from gateway.embedded import Embedded

        opened.append(Embedded(environ))
        return opened[0].open()

    def on_exit() -> None:
        for one in opened:
            one.close()

    master = os.getpid()
    web.serve(make_app, threads=_THREADS, on_exit=on_exit)
    return 0


def _take_standard_input() -> None:
    """Hand the socket to gunicorn as systemd would, so that its path is not deleted at the end."""
    os.dup2(0, _FIRST_INHERITED)
    os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
