# SPDX-License-Identifier: Apache-2.0
"""The distributed profile as real processes: one per service and role, on servers of our own."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.api import hooks
from tests.support.process.waiting import wait_until
from tests.support.servers.ports import accepts, free_port
from tests.support.servers.postgres import Postgres, running_postgres
from tests.support.servers.rabbitmq import RabbitMQ, running_rabbitmq

ROOT = Path(__file__).resolve().parents[3]
SERVICES = ("accounts", "library", "drafts", "render", "hls", "publish", "campaigns")
NODES = ("service-node", "service-packager")


@dataclass
class Process:
    """One process of ours: how it is started, and the pid it has now."""

    name: str
    argv: list[str]
    env: Mapping[str, str]
    log: Path
    listens_on: int = 0
    child: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start the process in a session of its own."""
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                self.argv,
                env=dict(self.env),
                cwd=ROOT,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def is_up(self) -> bool:
        """Whether it runs, and listens where it should."""
        if self.child is None or self.child.poll() is not None:
            raise RuntimeError(f"{self.name} ended:\n{self.log.read_text()[-3000:]}")
        return self.listens_on == 0 or accepts(self.listens_on)

    def kill(self) -> None:
        """Kill the process and whatever is in its session, without a word."""
        if self.child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()

    def stop(self) -> None:
        """Ask the process to end, and kill it if it does not."""
        if self.child is None or self.child.poll() is not None:
            return
        self.child.terminate()
        try:
            self.child.wait(8)
        except subprocess.TimeoutExpired:
            self.kill()


@dataclass
class Platform:
    """A running distributed platform."""

    url: str
    folder: Path
    postgres: Postgres
    rabbitmq: RabbitMQ
    env: Mapping[str, str]
    processes: dict[str, Process]

    def service_command(self, service: str, *arguments: str) -> str:
        """Run a short command of a service and return what it printed."""
        argv = [sys.executable, "-m", f"services.{service}", *arguments]
        done = subprocess.run(
            argv, env=dict(self.env), cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout


def make_secrets(folder: Path) -> None:
    """Make the keys of an installation."""
    from chassis.keyring import Keyring

    pairs = ["access", *(f"service-{name}" for name in SERVICES), *NODES]
    Keyring(folder).make(pairs=pairs, texts=["sessions", "storage", "playback"])


@contextlib.contextmanager
def running_platform(
    storage_url: Callable[[Path], str], *, extra: Mapping[str, str] | None = None, nodes: int = 1
) -> Iterator[Platform]:
    """Run the whole platform for a block."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reelmill-")))
        postgres = stack.enter_context(running_postgres())
        rabbitmq = stack.enter_context(running_rabbitmq())
        http = {name: free_port() for name in SERVICES}
        rpc = {name: free_port() for name in SERVICES}
        front = free_port()
        url = f"http://127.0.0.1:{front}"
        hooks.watch_platform(url)
        env = _environment(folder, postgres, rabbitmq, rpc, http, url=url)
        env["STORAGE_URL"] = storage_url(folder)
        env.update(extra or {})
        make_secrets(folder / "secrets")
        processes = _processes(folder, env, rpc=rpc, http=http, nodes=nodes)
        processes["nginx"] = _nginx(folder, env, http=http, port=front)
        platform = Platform(url, folder, postgres, rabbitmq, env, processes)
        for service in SERVICES:
            platform.service_command(service, "migrate")
        stack.callback(_stop_all, processes)
        for process in processes.values():
            process.start()
        for process in processes.values():
            wait_until(process.is_up, process.name)
        yield platform


def _environment(
    folder: Path,
    postgres: Postgres,
    rabbitmq: RabbitMQ,
    rpc: Mapping[str, int],
    http: Mapping[str, int],
    *,
    url: str,
) -> dict[str, str]:
    addresses = folder / "addresses.json"
    addresses.write_text(json.dumps({name: f"127.0.0.1:{port}" for name, port in rpc.items()}))
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env = {
        **kept,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'gen'}",
        "BUS_URL": rabbitmq.url,
        "PUBLIC_URL": url,
        "SECRETS_DIR": str(folder / "secrets"),
        "SCRATCH_DIR": str(folder / "scratch"),
        "ADDRESSES_FILE": str(addresses),
        "LOG_LEVEL": "INFO",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test-secret",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    for name in SERVICES:
        env[f"{name.upper()}_DATABASE_URL"] = postgres.url
        env[f"{name.upper()}_HTTP_LISTEN"] = f"127.0.0.1:{http[name]}"
        env[f"{name.upper()}_RPC_LISTEN"] = f"127.0.0.1:{rpc[name]}"
    return env


def _processes(
    folder: Path,
    env: Mapping[str, str],
    *,
    rpc: Mapping[str, int],
    http: Mapping[str, int],
    nodes: int,
) -> dict[str, Process]:
    found: dict[str, Process] = {}

    def add(service: str, verb: str, name: str, port: int = 0) -> None:
        argv = [sys.executable, "-m", f"services.{service}", verb]
        found[name] = Process(name, argv, env, folder / f"{name}.log", port)

    for service in SERVICES:
        add(service, "rpc", f"{service}-rpc", rpc[service])
        add(service, "web", f"{service}-web", http[service])
        add(service, "worker", f"{service}-worker")
    for number in range(nodes):
        add("render", "node", f"render-node-{number}")
    add("hls", "packager", "hls-packager")
    return found


def _nginx(folder: Path, env: Mapping[str, str], *, http: Mapping[str, int], port: int) -> Process:
    from gateway.nginx import Limits, Setting, configuration

    upstreams = {name: [f"127.0.0.1:{one}"] for name, one in http.items()}
    home = folder / "nginx"
    home.mkdir()
    site = {**env, "GATEWAY_SITE": str(home)}
    subprocess.run([sys.executable, "-m", "gateway", "site"], env=site, cwd=ROOT, check=True)
    conf = home / "nginx.conf"
    setting = Setting(
        listen=f"127.0.0.1:{port}",
        run=home,
        site=home,
        upstreams=upstreams,
        # All our creators come from one address.
        limits=Limits(requests_per_second=1000, credentials_per_second=100),
        user=getpass.getuser(),
        access_log=str(home / "access.log"),
    )
    conf.write_text(configuration(setting))
    argv = ["nginx", "-p", str(home), "-c", str(conf), "-e", "stderr", "-g", "daemon off;"]
    return Process("nginx", argv, env, folder / "nginx.log", port)


def _stop_all(processes: Mapping[str, Process]) -> None:
    for process in processes.values():
        if process.child is not None and process.child.poll() is None:
            process.child.terminate()
    for process in processes.values():
        process.stop()
