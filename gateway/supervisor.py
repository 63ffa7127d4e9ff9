# SPDX-License-Identifier: Apache-2.0
"""Keeps an embedded installation running: starts its processes, restarts them, ends them.

It knows nothing of gRPC or databases, so that nothing of theirs can hang or break it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from chassis.process import spawn
from gateway.child_process import Role, Sibling, rotate
from gateway.installation import Installation
from services.registry import NAMES

_TICK_SECONDS = 0.1
_SECONDS_FOR_WORKERS = 2.0
_SECONDS_FOR_ALL = 4.5
_SECONDS_FOR_A_PORT = 2.0


class CannotStart(Exception):
    """The installation cannot start; the message tells the user why."""


def start(installation: Installation, environ: Mapping[str, str], *, demo: bool = False) -> int:
    """Run an installation until a signal ends it, with a demonstration first if wanted."""
    installation.make_folders()
    with Lock(installation.lock), _listen(installation) as listener:
        url = address_of(installation.host, listener.getsockname()[1])
        ours = installation.environ(environ, url=url) | {"SUPERVISOR_PID": str(os.getpid())}
        run_child([sys.executable, "-m", "gateway", "secrets"], ours)
        supervisor = Supervisor(installation, ours, roles(listener.fileno()))
        return supervisor.run(url, demo=demo)


def roles(listener: int) -> list[Role]:
    """List the processes of an installation; the host gets the listening socket."""
    known = [Role("host", ("-m", "gateway", "host"), stdin=listener)]
    if "render" in NAMES:
        known.append(Role("node", ("-m", "services.render", "node")))
    if "hls" in NAMES:
        known.append(Role("packager", ("-m", "services.hls", "packager")))
    return known


class Supervisor:
    """The processes of an installation, tended from the main thread, which outlives them."""

    def __init__(
        self, installation: Installation, environ: Mapping[str, str], wanted: Sequence[Role]
    ) -> None:
        self._logs = installation.logs
        self._environ = dict(environ) | {"EXIT_WITH_PARENT": "1"}
        self._siblings = [
            Sibling(role, self._environ, self._logs / f"{role.name}.log") for role in wanted
        ]
        self._is_stopping = False
        self._is_ready = False

    def run(self, url: str, *, demo: bool = False) -> int:
        """Tend the processes until a signal comes, then end them."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        for sibling in self._siblings:
            rotate(sibling.log)
        threading.Thread(target=self._announce, args=(url,), daemon=True).start()
        status = 0
        try:
            self._tend(until=lambda: self._is_ready)
            if demo and not self._is_stopping:
                status = self._demonstrate(url)
            self._tend(until=lambda: status != 0)
        finally:
            self._end()
        return status

    def _stop(self, *_: object) -> None:
        self._is_stopping = True

    def _tend(self, *, until: Callable[[], bool]) -> None:
        """Start what should run, again and again, until something or the end."""
        while not self._is_stopping and not until():
            for sibling in self._siblings:
                if sibling.tend() and not self._is_stopping:
                    say(f"{sibling.role.name} died and is started again, see {sibling.log}")
            time.sleep(_TICK_SECONDS)

    def _demonstrate(self, url: str) -> int:
        child = spawn([sys.executable, "-m", "gateway.demo", url], env=self._environ)
        self._tend(until=lambda: child.poll() is not None)
        if child.poll() is None:
            child.kill()
        return 0 if self._is_stopping else child.wait()

    def _announce(self, url: str) -> None:
        while not is_ready(url):
            time.sleep(_TICK_SECONDS)
        say(f"Reelmill is ready at {url}")
        self._is_ready = True

    def _end(self) -> None:
        """End the workers first, while the host can still take back what they had in hand."""
        started = time.monotonic()
        host, *workers = self._siblings
        for group, seconds in ((workers, _SECONDS_FOR_WORKERS), ([host], _SECONDS_FOR_ALL)):
            for sibling in group:
                sibling.ask_to_stop()
            while time.monotonic() - started < seconds:
                if all(sibling.has_stopped() for sibling in group):
                    break
                time.sleep(_TICK_SECONDS / 5)
        for sibling in self._siblings:
            sibling.end()


class Lock:
    """The lock that at most one supervisor of a folder holds; the kernel lets go of it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def __enter__(self) -> None:
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._descriptor)
            raise CannotStart(f"already running on {self._path.parent}") from error
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, str(os.getpid()).encode(), 0)

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)


def stop_running(installation: Installation) -> str:
    """End the supervisor of this folder, if one is up, and say what happened."""
    try:
        with Lock(installation.lock):
            return "nothing is running"
    except (CannotStart, FileNotFoundError):
        if not installation.lock.exists():
            return "nothing is running"
    os.kill(int(installation.lock.read_text()), signal.SIGTERM)
    deadline = time.monotonic() + 2 * _SECONDS_FOR_ALL
    while time.monotonic() < deadline:
        try:
            with Lock(installation.lock):
                return "stopped"
        except CannotStart:
            time.sleep(_TICK_SECONDS)
    return "still stopping"


def run_child(argv: Sequence[str], environ: Mapping[str, str]) -> None:
    """Run a short program to its end, which must be good."""
    child = spawn(argv, env=environ)
    if child.wait() != 0:
        raise CannotStart(f"{' '.join(argv[1:])} ended with {child.returncode}")


def address_of(host: str, port: int) -> str:
    """Return the address at which this machine reaches what listens at a host and port."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{reachable}]:{port}" if ":" in reachable else f"http://{reachable}:{port}"


def is_ready(url: str, *, timeout: float = 5.0) -> bool:
    """Whether a platform that is ready answers at an address; costs no import of a client."""
    host, _, port = url.removeprefix("http://").rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout) as connection:
            connection.sendall(f"GET /readyz HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
            with connection.makefile("rb") as answer:
                return b" 200 " in answer.readline() and b'"failing"' in answer.read()
    except OSError:
        return False


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _listen(installation: Installation) -> socket.socket:
    """Open the one public port; a host that died a moment ago may still be letting go of it."""
    host, port = installation.host, installation.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    deadline = time.monotonic() + _SECONDS_FOR_A_PORT
    while True:
        try:
            return socket.create_server((host, port), family=family, backlog=1024)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CannotStart(f"cannot listen on {host}:{port}: {error.strerror}") from error
            if time.monotonic() > deadline:
                raise CannotStart(f"port {port} is taken; choose another with PORT=…") from error
        time.sleep(_TICK_SECONDS)
