# SPDX-License-Identifier: Apache-2.0
"""The embedded platform as `make up` starts it, and every way to hurt it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from gateway.installation import Installation
from gateway.supervisor import is_ready
from tests.support.api import hooks
from tests.support.process.children import start
from tests.support.process.waiting import HANG_SECONDS, exit_code, poll_until
from tests.support.servers import run
from tests.support.servers.ports import free_port

ROOT = Path(__file__).resolve().parents[3]
_COMMANDS = {
    "host": ("-m", "gateway", "host"),
    "node": ("-m", "services.render", "node"),
    "packager": ("-m", "services.hls", "packager"),
    "live": ("-m", "gateway", "live"),
    "nginx": ("nginx.conf",),
}


@dataclass
class Embedded:
    """One installation in a folder of its own, up or down."""

    var: Path
    port: int = field(default_factory=free_port)
    extra: Mapping[str, str] = field(default_factory=dict)
    supervisor: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        """The address of the platform."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def _said(self) -> Path:
        return self.var.with_name(f"{self.var.name}.said")

    def environ(self) -> dict[str, str]:
        """Return what a terminal in the project's folder would give to `make up`."""
        stored = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        ours = {"VAR": str(self.var), "PORT": str(self.port), "HOST": "127.0.0.1"}
        path = f"{ROOT}{os.pathsep}{ROOT / 'gen'}"
        return {**stored, **ours, "PYTHONPATH": path, **self.extra}

    def service_environ(self) -> Mapping[str, str]:
        """Return the environment variables of the platform's processes."""
        installation = Installation(self.var, "127.0.0.1", self.port)
        return installation.environ(self.environ(), url=self.url)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m gateway …` to its end, and hear what it says."""
        return subprocess.run(
            [sys.executable, "-m", "gateway", *arguments],
            cwd=ROOT,
            env=self.environ(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=HANG_SECONDS,
            check=False,
        )

    def start(self) -> None:
        """Start the platform and wait until it is ready."""
        hooks.watch_platform(self.url)
        if self.supervisor:
            exit_code(self.supervisor)
        argv = [sys.executable, "-m", "gateway", "up"]
        self.supervisor = start(argv, env=self.environ(), cwd=ROOT, log=self._said)
        poll_until(self._is_up, "the embedded platform")

    def stop(self, *, by: signal.Signals = signal.SIGINT) -> int:
        """Ask the platform to end as Ctrl-C does, and return its exit code."""
        assert self.supervisor
        self.supervisor.send_signal(by)
        return exit_code(self.supervisor)

    def kill(self, role: str) -> int:
        """Kill the process of a role without a word, and return what its pid was."""
        pid = self.pid(role)
        os.kill(pid, signal.SIGKILL)
        if role == "supervisor" and self.supervisor:
            exit_code(self.supervisor)
        return pid

    def kill_group(self) -> None:
        """Kill the whole process group that `make up` was started as."""
        assert self.supervisor
        os.killpg(self.supervisor.pid, signal.SIGKILL)
        exit_code(self.supervisor)

    def pid(self, role: str) -> int:
        """Return the process id of a role such as supervisor, host, worker or node."""
        return self.pids()[role]

    def pids(self) -> dict[str, int]:
        """Return the process ids of all roles that run now."""
        assert self.supervisor
        found = {"supervisor": self.supervisor.pid}
        for child in _children(self.supervisor.pid):
            for role, command in _COMMANDS.items():
                if _ends_with(child, command):
                    found[role] = child.pid
        for role, name in (("host", "worker"), ("nginx", "nginx-worker")):
            for worker in _children(found[role]) if role in found else ():
                found[name] = worker.pid
        return found

    def processes(self) -> list[psutil.Process]:
        """Find every process of this installation, orphans and their tools included."""
        return [one for one in psutil.process_iter() if self._is_ours(one)]

    def is_gone(self) -> bool:
        """Whether no process of this installation is left."""
        return not self.processes()

    def pss_bytes(self) -> dict[str, int]:
        """Weigh each process by its share of memory."""
        pids = self.pids().items()
        return {role: int(psutil.Process(pid).memory_full_info().pss) for role, pid in pids}

    def cpu_seconds(self) -> float:
        """Sum up what all processes have used of the processor so far."""
        times = [one.cpu_times() for one in self.processes()]
        return float(sum(one.user + one.system for one in times))

    def end(self) -> None:
        """Leave nothing behind, whatever happened before."""
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        if self.supervisor:
            exit_code(self.supervisor)

    def _is_up(self) -> bool:
        assert self.supervisor
        if self.supervisor.poll() is not None:
            raise RuntimeError(f"the supervisor ended: {self._said.read_text()}")
        return is_ready(self.url, timeout=HANG_SECONDS)

    def _is_ours(self, process: psutil.Process) -> bool:
        with contextlib.suppress(psutil.Error, FileNotFoundError):
            if process.status() == psutil.STATUS_ZOMBIE:
                return False
            recorded = process.environ()
            return (
                recorded.get("VAR") == str(self.var)
                or recorded.get("SECRETS_DIR") == str(self.var / "secrets")
                or any(str(self.var) in one for one in (process.cwd(), *process.cmdline()))
            )
        return False


@contextlib.contextmanager
def running_embedded(
    extra: Mapping[str, str] | None = None, *, parent: Path | None = None
) -> Iterator[Embedded]:
    """Have an embedded platform up for a block, in a new folder of a parent."""
    with tempfile.TemporaryDirectory(
        prefix="reelmill-", dir=parent, ignore_cleanup_errors=True
    ) as folder:
        platform = Embedded(Path(folder) / "var", extra=extra or {})
        try:
            platform.start()
            yield platform
            platform.stop()
        finally:
            platform.end()


@contextlib.contextmanager
def serve_run() -> Iterator[dict[str, str | int]]:
    """Run the platform of a test run, and give what `of_run` makes of it."""
    platform = Embedded(run.folder() / "embedded", extra=run.CHEAP_PASSWORDS)
    try:
        platform.start()
        yield {"var": str(platform.var), "port": platform.port}
    finally:
        platform.end()


def of_run() -> Embedded:
    """Return the embedded platform of this run, which is up and stays up."""
    found = run.address_of("embedded")
    platform = Embedded(Path(found["var"]), found["port"])
    hooks.watch_platform(platform.url)
    return platform


def _children(pid: int) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        return [
            one
            for one in psutil.Process(pid).children()
            if one.is_running() and one.status() != psutil.STATUS_ZOMBIE
        ]
    return []


def _ends_with(process: psutil.Process, command: tuple[str, ...]) -> bool:
    found = _command(process)[-len(command) :]
    return len(found) == len(command) and all(map(str.endswith, found, command))


def _command(process: psutil.Process) -> list[str]:
    with contextlib.suppress(psutil.Error):
        return process.cmdline()
    return []
