# SPDX-License-Identifier: Apache-2.0
"""A RabbitMQ of our own: free ports, files in a temporary directory, free to kill."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from chassis.bus.connecting import BROKER_ERRORS, BusAddress, connect, disconnect
from tests.support.process.children import kill_group, start
from tests.support.process.waiting import wait_until
from tests.support.servers import run
from tests.support.servers.ports import free_port

_SERVER = "/usr/lib/rabbitmq/bin/rabbitmq-server"
# Busy waiting would take a core each from the tests.
_ERLANG = "+sbwt none +sbwtdcpu none +sbwtdio none +S 2:2 +A 8"


class RabbitMQ:
    """One broker; its data survives kill() and restart()."""

    def __init__(self, directory: Path):
        self._directory = directory
        self._port, self._distribution_port, self._epmd_port = (free_port() for _ in range(3))
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
        server, self._server = self._server, None
        if server is not None:
            kill_group(server)

    def restart(self) -> None:
        """Kill the broker and start it again on the same port with the same data."""
        self.kill()
        self.start()

    def has_written(self, queue: str) -> bool:
        """Whether the name of a durable queue is on disk, so that it survives a kill."""
        (names,) = self._directory.glob("data/*/quorum/*/names.dets")
        return re.search(rb"%s(?!\.)" % re.escape(queue).encode(), names.read_bytes()) is not None

    def stop(self) -> None:
        """End the broker and its port mapper."""
        self.kill()
        if self._epmd is not None:
            kill_group(self._epmd)
            self._epmd = None

    def _spawn(self, *argv: str) -> subprocess.Popen[bytes]:
        log = self._directory / f"{Path(argv[0]).name}.log"
        return start(argv, env=self._environment(), cwd=self._directory, log=log)

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
            disconnect(connect(BusAddress(self.url)))
            return True
        return False

    def _said(self) -> str:
        return (self._directory / "rabbitmq-server.log").read_text(errors="replace")[-2000:]


@contextlib.contextmanager
def running_rabbitmq(parent: Path | None = None) -> Iterator[RabbitMQ]:
    """Have a fresh broker for a block."""
    with tempfile.TemporaryDirectory(
        prefix="rabbitmq-", dir=parent, ignore_cleanup_errors=True
    ) as directory:
        broker = RabbitMQ(Path(directory))
        try:
            broker.start()
            yield broker
        finally:
            broker.stop()


@contextlib.contextmanager
def serve_run() -> Iterator[str]:
    """Run the broker of a test run, and give its URL."""
    with running_rabbitmq(run.folder()) as broker:
        yield broker.url
