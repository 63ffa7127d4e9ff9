# SPDX-License-Identifier: Apache-2.0
"""The supervisor of an embedded installation: it starts, restarts and ends its processes.

It loads neither gRPC nor databases, so that it starts fast and they cannot break it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from chassis.process import spawn
from gateway.child_process import ChildProcess, Role, rotate
from gateway.installation import Installation
from services.registry import NAMES

_TICK_SECONDS = 0.1
_SECONDS_FOR_WORKERS = 2.0
_SECONDS_FOR_HOST = 4.3
_SECONDS_FOR_ALL = 4.5
_SECONDS_FOR_A_PORT = 2.0
_LONGEST_SOCKET_PATH = 107
"""As long as the kernel allows."""


class CannotStart(Exception):
    """The installation cannot start; the message says why."""


def start(installation: Installation, environ: Mapping[str, str], *, demo: bool = False) -> int:
    """Run an installation until a signal ends it, with a demonstration first if roles."""
    # Every file of the installation is for its user alone; child processes inherit this.
    os.umask(0o077)
    installation.make_folders()
    found = {"SUPERVISOR_PID": str(os.getpid()), "NGINX_PROGRAM": nginx_program(environ)}
    with (
        Lock(installation.lock),
        _listen(installation) as public,
        _listen_for_nginx(installation.host_socket) as inner,
    ):
        url = address_of(installation.host, public.getsockname()[1])
        environment = installation.environ(environ, url=url) | found
        run_child([sys.executable, "-m", "gateway", "secrets"], environment)
        known = roles(public.fileno(), inner.fileno())
        return Supervisor(installation, environment, known).run(url, demo=demo)


def roles(public: int, inner: int) -> list[Role]:
    """List the processes of an installation; nginx gets the public socket, the host the inner."""
    known = [
        Role("host", ("-m", "gateway", "host"), stdin=inner),
        Role("nginx", ("-m", "gateway", "front", str(public)), pass_fds=(public,)),
    ]
    if "render" in NAMES:
        known.append(Role("node", ("-m", "services.render", "node")))
    if "hls" in NAMES:
        known.append(Role("packager", ("-m", "services.hls", "packager")))
    known.append(Role("live", ("-m", "gateway", "live")))
    return known


class Supervisor:
    """Supervises the processes of an installation from the main thread."""

    def __init__(
        self, installation: Installation, environ: Mapping[str, str], roles: Sequence[Role]
    ) -> None:
        self._logs = installation.logs
        self._environ = dict(environ) | {"EXIT_WITH_PARENT": "1"}
        self._children = [
            ChildProcess(role, self._environ, self._logs / f"{role.name}.log") for role in roles
        ]
        self._is_stopping = False
        self._is_ready = False

    def run(self, url: str, *, demo: bool = False) -> int:
        """Supervise the processes until a signal, then end them; return the exit status."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        for child in self._children:
            rotate(child.log)
        threading.Thread(target=self._print_when_ready, args=(url,), daemon=True).start()
        status = 0
        try:
            self._supervise(until=lambda: self._is_ready)
            if demo and not self._is_stopping:
                status = self._demonstrate(url)
            self._supervise(until=lambda: status != 0)
        finally:
            self._end()
        return status

    def _stop(self, *_: object) -> None:
        self._is_stopping = True

    def _supervise(self, *, until: Callable[[], bool]) -> None:
        """Start and restart the processes until a condition holds or a signal came."""
        while not self._is_stopping and not until():
            for child in self._children:
                if child.poll() and not self._is_stopping:
                    print_line(f"{child.role.name} ended and is started again, see {child.log}")
            time.sleep(_TICK_SECONDS)

    def _demonstrate(self, url: str) -> int:
        child = spawn([sys.executable, "-m", "gateway.demo", url], env=self._environ)
        self._supervise(until=lambda: child.poll() is not None)
        if child.poll() is None:
            child.kill()
        return 0 if self._is_stopping else child.wait()

    def _print_when_ready(self, url: str) -> None:
        while not is_ready(url):
            time.sleep(_TICK_SECONDS)
        print_line(f"Reelmill is ready at {url}")
        self._is_ready = True

    def _end(self) -> None:
        """End workers first, which give jobs back to the host, and nginx after what it answers."""
        started = time.monotonic()
        host, nginx, *workers = self._children
        for group, seconds in (
            (workers, _SECONDS_FOR_WORKERS),
            ([host], _SECONDS_FOR_HOST),
            ([nginx], _SECONDS_FOR_ALL),
        ):
            for child in group:
                child.terminate()
            while time.monotonic() - started < seconds:
                if all(child.has_stopped() for child in group):
                    break
                time.sleep(_TICK_SECONDS / 5)
        for child in self._children:
            child.end()


class Lock:
    """The lock of a folder, which one supervisor holds; the kernel releases it at its end."""

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
    """End the supervisor of an installation, if one runs, and return what happened."""
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
    """Run a short program to its end; CannotStart when it fails."""
    child = spawn(argv, env=environ)
    if child.wait() != 0:
        raise CannotStart(f"{' '.join(argv[1:])} ended with {child.returncode}")


def address_of(host: str, port: int) -> str:
    """Return the URL at which this machine reaches what listens at a host and port."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{reachable}]:{port}" if ":" in reachable else f"http://{reachable}:{port}"


def is_ready(url: str, *, timeout: float = 5.0) -> bool:
    """Whether a platform at a URL is ready; it is asked without importing an HTTP client."""
    host, _, port = url.removeprefix("http://").rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout) as connection:
            connection.sendall(b"GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n")
            with connection.makefile("rb") as answer:
                return b" 200 " in answer.readline() and b'"failing"' in answer.read()
    except OSError:
        return False


def print_line(text: str) -> None:
    """Print a line to the terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def nginx_program(environ: Mapping[str, str]) -> str:
    """Return the path of nginx, which Debian installs where only root looks; or CannotStart."""
    places = os.pathsep.join((environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
    found = shutil.which("nginx", path=places)
    if found is None:
        raise CannotStart("nginx is missing; on Debian: apt-get install nginx-light")
    return found


def _listen_for_nginx(path: Path) -> socket.socket:
    if len(os.fsencode(path)) > _LONGEST_SOCKET_PATH:
        raise CannotStart(f"the path {path} is too long for a socket; choose another VAR")
    path.unlink(missing_ok=True)
    return socket.create_server(str(path), family=socket.AF_UNIX, backlog=1024)


def _listen(installation: Installation) -> socket.socket:
    """Listen at the public port, which a host that has just ended may still have for a moment."""
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
