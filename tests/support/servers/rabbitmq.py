# SPDX-License-Identifier: Apache-2.0
"""A RabbitMQ of our own: ports from the kernel, files in a temporary directory, free to kill."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from chassis.bus.connecting import BROKER_ERRORS, BusAddress, connect, hang_up
from tests.support.process.waiting import wait_until

_SERVER = "/usr/lib/rabbitmq/bin/rabbitmq-server"
_STOP_SECONDS = 20.0
# Busy waiting would take a core each from the tests.
_ERLANG = "+sbwt none +sbwtdcpu none +sbwtdio none +S 2:2 +A 8"


class RabbitMQ:
    """One broker; its data survives kill() and restart()."""

    def __init__(self, directory: Path):
        self._directory = directory
        self._port, self._distribution_port, self._epmd_port = free_ports(3)
        self._epmd: subprocess.Popen[bytes] | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self.url = f"amqp://guest:guest@127.0.0.1:{self._port}//"

    def start(self) -> None:
        """Start the broker and wait until it takes connections."""
        if self._epmd is None:
            self._epmd = self._spawn("epmd", "-port", str(self._epmd_port), "-address", "127.0.0.1")
        self._server = self._spawn(_SERVER)
        wait_until(self._is_ready, "RabbitMQ", every=0.1)

    def kill(self) -> None:
        """End the broker as a power cut would."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Kill the broker and start it again on the same port with the same data."""
        self.kill()
        self.start()

    def stop(self) -> None:
        """End the broker and its port mapper."""
        self._end(signal.SIGTERM)
        if self._epmd is not None:
            self._epmd.kill()
            self._epmd.wait()
            self._epmd = None

    def _end(self, how: signal.Signals) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, how)
        try:
            server.wait(timeout=_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()

    def _spawn(self, *argv: str) -> subprocess.Popen[bytes]:
        with (self._directory / f"{Path(argv[0]).name}.log").open("ab") as log:
            return subprocess.Popen(
                argv,
                env=self._environment(),
                cwd=self._directory,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _environment(self) -> dict[str, str]:
        place = self._directory
        (place / "plugins").write_text("[].\n")
        (place / "rabbitmq.conf").write_text(
            f"listeners.tcp.local = 127.0.0.1:{self._port}\nlog.file.level = warning\n"
        )
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(place),
            "LANG": "C.UTF-8",
            # The script then becomes the server instead of watching over it.
            "RUNNING_UNDER_SYSTEMD": "1",
            "ERL_EPMD_PORT": str(self._epmd_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"test{self._port}@localhost",
            "RABBITMQ_DIST_PORT": str(self._distribution_port),
            "RABBITMQ_MNESIA_BASE": str(place / "data"),
            "RABBITMQ_LOG_BASE": str(place / "log"),
            "RABBITMQ_PID_FILE": str(place / "pid"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(place / "plugins"),
            "RABBITMQ_CONFIG_FILE": str(place / "rabbitmq.conf"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": _ERLANG,
        }

    def _is_ready(self) -> bool:
        assert self._server is not None
        if self._server.poll() is not None:
            raise RuntimeError(f"RabbitMQ ended with {self._server.returncode}: {self._said()}")
        with contextlib.suppress(*BROKER_ERRORS):
            hang_up(connect(BusAddress(self.url)))
            return True
        return False

    def _said(self) -> str:
        return (self._directory / "rabbitmq-server.log").read_text(errors="replace")[-2000:]


@contextlib.contextmanager
def running_rabbitmq() -> Iterator[RabbitMQ]:
    """Have a fresh broker for a block."""
    with tempfile.TemporaryDirectory(prefix="rabbitmq-", ignore_cleanup_errors=True) as directory:
        broker = RabbitMQ(Path(directory))
        try:
            broker.start()
            yield broker
        finally:
            broker.stop()


def free_ports(count: int) -> list[int]:
    """Ask the kernel for ports nobody uses now."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
