# SPDX-License-Identifier: Apache-2.0
"""The distributed profile as real processes: one per service and role, on servers of our own."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from chassis.keyring import Keyring
from gateway import embedded, site
from gateway.nginx import NginxLimits, NginxSettings, configuration
from tests.support.api import hooks
from tests.support.process.children import kill_group, start
from tests.support.process.waiting import poll_until
from tests.support.servers import run
from tests.support.servers.moto_s3 import new_bucket
from tests.support.servers.ports import accepts, free_port
from tests.support.servers.postgres import new_database

ROOT = Path(__file__).resolve().parents[3]
SERVICES = ("accounts", "library", "drafts", "render", "hls", "publish", "campaigns")
NODES = ("service-node", "service-packager", "service-gateway")


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
        self.child = start(self.argv, env=self.env, cwd=ROOT, log=self.log)

    def is_up(self) -> bool:
        """Whether it runs, and listens where it should."""
        if self.child is None or self.child.poll() is not None:
            raise RuntimeError(f"{self.name} ended:\n{self.log.read_text()[-3000:]}")
        return self.listens_on == 0 or accepts(self.listens_on)

    def kill(self) -> None:
        """Kill the process and whatever is in its session, without a word."""
        if self.child is not None:
            kill_group(self.child)


@dataclass
class Platform:
    """A running distributed platform."""

    url: str
    processes: dict[str, Process]
    environ: Mapping[str, str]

    def service_environ(self) -> Mapping[str, str]:
        """Return the environment variables of the platform's processes."""
        return self.environ


def make_secrets(folder: Path) -> None:
    """Make the keys of an installation."""
    pairs = ["access", *(f"service-{name}" for name in SERVICES), *NODES]
    texts = ["sessions", "storage", "playback", "idempotency", "installation"]
    Keyring(folder).make(pairs=pairs, texts=texts)


@contextlib.contextmanager
def running_platform(
    folder: Path,
    *,
    database_url: str,
    bus_url: str,
    storage_url: str,
    nodes: int = 1,
    extra: Mapping[str, str] | None = None,
) -> Iterator[Platform]:
    """Run the whole platform for a block on servers that are there, its files in a folder.

    `extra` are more variables of its processes.
    """
    http = {name: free_port() for name in SERVICES}
    rpc = {name: free_port() for name in SERVICES}
    front = free_port()
    url = f"http://127.0.0.1:{front}"
    env = _environment(folder, rpc, http, database_url=database_url)
    env |= {"BUS_URL": bus_url, "STORAGE_URL": storage_url, "PUBLIC_URL": url, **(extra or {})}
    make_secrets(folder / "secrets")
    embedded.migrate(env)
    processes = _processes(folder, env, rpc=rpc, http=http, nodes=nodes)
    live = free_port()
    processes["live"] = _live(folder, env, port=live)
    processes["nginx"] = _nginx(folder, env, http={**http, "live": live}, port=front)
    try:
        for process in processes.values():
            process.start()
        for process in processes.values():
            poll_until(process.is_up, process.name)
        hooks.watch_platform(url)
        yield Platform(url, processes, env)
    finally:
        for process in processes.values():
            process.kill()


@contextlib.contextmanager
def serve_run() -> Iterator[str]:
    """Run the platform of a test run on the run's servers, and give its address."""
    folder = run.folder() / "distributed"
    folder.mkdir()
    servers = ("postgres", "rabbitmq", "s3")
    with ThreadPoolExecutor(len(servers)) as pool:
        _, bus_url, _ = pool.map(run.address_of, servers)
    endpoint, bucket = new_bucket()
    with running_platform(
        folder,
        database_url=new_database(),
        bus_url=bus_url,
        storage_url=f"s3://{bucket}?endpoint={endpoint}",
        extra=run.CHEAP_PASSWORDS,
    ) as platform:
        environment = platform.processes["accounts-web"].env
        (folder / "environment.json").write_text(json.dumps(dict(environment)))
        yield platform.url


def environment_of_run() -> dict[str, str]:
    """Return the settings of the processes of this run's platform, which is up and stays up."""
    run.address_of("distributed")
    found: dict[str, str] = json.loads(
        (run.folder() / "distributed" / "environment.json").read_text()
    )
    return found


def _environment(
    folder: Path, rpc: Mapping[str, int], http: Mapping[str, int], *, database_url: str
) -> dict[str, str]:
    addresses = folder / "addresses.json"
    addresses.write_text(json.dumps({name: f"127.0.0.1:{port}" for name, port in rpc.items()}))
    stored = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env = {
        **stored,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'gen'}",
        "SECRETS_DIR": str(folder / "secrets"),
        "SCRATCH_DIR": str(folder / "scratch"),
        "ADDRESSES_FILE": str(addresses),
        "LOG_LEVEL": "INFO",
        "PROXIES": "1",
        "STORAGE_SERVED_BY_NGINX": "1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test-secret",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    for name in SERVICES:
        env[f"{name.upper()}_DATABASE_URL"] = database_url
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


def _media_origins(storage_url: str) -> tuple[str, ...]:
    """Return the origin of a storage that browsers talk to; a folder has none."""
    return tuple(parse_qs(urlsplit(storage_url).query).get("endpoint", ()))


def _stored(storage_url: str) -> str:
    """Return where nginx reads stored files: a folder, or the origin of a bucket."""
    parts = urlsplit(storage_url)
    return parts.path if parts.scheme == "disk" else parse_qs(parts.query)["endpoint"][0]


def _live(folder: Path, env: Mapping[str, str], *, port: int) -> Process:
    argv = [sys.executable, "-m", "gateway", "live"]
    live = {**env, "LIVE_LISTEN": f"127.0.0.1:{port}"}
    return Process("live", argv, live, folder / "live.log", port)


def _nginx(folder: Path, env: Mapping[str, str], *, http: Mapping[str, int], port: int) -> Process:
    upstreams = {name: [f"127.0.0.1:{one}"] for name, one in http.items()}
    home = folder / "nginx"
    site.write_pages(home)
    conf = home / "nginx.conf"
    setting = NginxSettings(
        listen=f"127.0.0.1:{port}",
        run=home,
        site=home,
        upstreams=upstreams,
        # All our creators come from one address.
        limits=NginxLimits(requests_per_second=1000, credentials_per_second=100),
        user=getpass.getuser(),
        access_log=str(home / "access.log"),
        media_origins=_media_origins(env["STORAGE_URL"]),
        stored=_stored(env["STORAGE_URL"]),
    )
    conf.write_text(configuration(setting))
    files = ["-p", str(home), "-c", str(conf), "-e", "stderr"]
    # Of a master that is killed the workers live on, so this one is asked to end.
    argv = ["setpriv", "--pdeathsig", "TERM", "nginx", *files, "-g", "daemon off;"]
    return Process("nginx", argv, env, folder / "nginx.log", port)
