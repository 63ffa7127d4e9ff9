# SPDX-License-Identifier: Apache-2.0
"""The servers of a test run: each is started when a test first needs it, once for all workers.

The process that was started as pytest has them as its children, and workers of xdist ask it for
their addresses over a socket. The servers end with the run, and with that process however it ends.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import socket
import socketserver
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from chassis.process import scratch_directory, sweep_scratch

_FOLDER = "REELMILL_TEST_RUN"
_RUNS = Path(gettempdir()) / f"reelmill-tests-{os.getuid()}"
_STARTERS = {
    "rabbitmq": "tests.support.servers.rabbitmq",
    "postgres": "tests.support.servers.postgres",
    "s3": "tests.support.servers.moto_s3",
    "embedded": "tests.support.platform.embedded",
    "distributed": "tests.support.platform.distributed",
}
"""Each server's module; its `serve_run` is a context manager that gives the server's address."""

CHEAP_PASSWORDS = {"ACCOUNTS_PASSWORD_MEMORY_KIB": "19456"}
"""A setting of the platforms of a run, on which some hundred users register; the least there is."""


def folder() -> Path:
    """Return the folder of this run, which is removed at its end."""
    return Path(os.environ[_FOLDER])


def is_running() -> bool:
    """Whether this process belongs to a test run."""
    return _FOLDER in os.environ


def address_of(server: str) -> Any:  # Any: JSON, as the module of the server says
    """Return where a server of this run is, and start it if nobody asked for it before."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(folder() / "servers"))
        with connection.makefile("rw") as stream:
            stream.write(f"{server}\n")
            stream.flush()
            answer = json.loads(stream.readline())
    if "error" in answer:
        raise RuntimeError(f"{server} did not start: {answer['error']}")
    return answer["address"]


@contextlib.contextmanager
def running() -> Iterator[None]:
    """Offer the servers for a block; a run inside of another one uses that one's."""
    if is_running():
        yield
        return
    sweep_scratch(_RUNS)
    with scratch_directory(_RUNS) as run, _Servers(run / "servers"):
        # PostgreSQL runs as a user of its own and has its files in there.
        run.chmod(0o755)
        os.environ[_FOLDER] = str(run)
        try:
            yield
        finally:
            del os.environ[_FOLDER]


class _Servers:
    """Starts servers when they are asked for and ends them in the reverse order."""

    def __init__(self, path: Path) -> None:
        self._futures: dict[str, Future[Any]] = {}
        self._lock = threading.Lock()
        self._stack = contextlib.ExitStack()
        # A child ends with the thread that started it; these threads last as long as the run.
        self._threads = ThreadPoolExecutor(len(_STARTERS))
        self._listener = _Listener(str(path), self)

    def __enter__(self) -> None:
        threading.Thread(target=self._listener.serve_forever, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown()
        self._listener.server_close()
        self._stack.close()
        self._threads.shutdown()

    def answer(self, server: str) -> dict[str, Any]:
        """Return the address of a server, or what went wrong."""
        with self._lock:
            if server not in self._futures:
                self._futures[server] = self._threads.submit(self._start, server)
        try:
            return {"address": self._futures[server].result()}
        except Exception as error:
            return {"error": repr(error)}

    def _start(self, server: str) -> Any:
        module = importlib.import_module(_STARTERS[server])
        return self._stack.enter_context(module.serve_run())


class _Listener(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, path: str, servers: _Servers) -> None:
        super().__init__(path, _Handler)
        self.servers = servers


class _Handler(socketserver.StreamRequestHandler):
    server: _Listener

    def handle(self) -> None:
        """Answer one question of a worker."""
        asked = self.rfile.readline().decode().strip()
        self.wfile.write(json.dumps(self.server.servers.answer(asked)).encode() + b"\n")
