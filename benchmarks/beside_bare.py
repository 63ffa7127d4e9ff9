# SPDX-License-Identifier: Apache-2.0
"""Our REST services and bare Flask views side by side, and the timing of requests to both.

The same gunicorn settings and PostgreSQL are on both sides; ours verify their tokens.
"""

from __future__ import annotations

import contextlib
import functools
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks import bare
from chassis.caller import Caller
from chassis.identity import AccessTokenIssuer
from chassis.keyring import Keyring
from services.library.store.tables import UPLOADS
from tests.support.platform.distributed import ROOT, make_secrets
from tests.support.process.waiting import wait_until
from tests.support.servers.ports import accepts, free_port
from tests.support.servers.postgres import running_postgres

USER = 1
_BATCH = 10_000


@dataclass
class Target:
    """One request to be timed, kept alive on one connection."""

    name: str
    connection: http.client.HTTPConnection
    method: str
    path: str
    body: str | None
    headers: Mapping[str, str]

    def seconds(self) -> float:
        """Send the request and return how long the whole answer took."""
        started = time.perf_counter()
        self.answer()
        return time.perf_counter() - started

    def answer(self) -> bytes:
        """Send the request and return the content of the answer, which must have status 200."""
        self.connection.request(self.method, self.path, self.body, dict(self.headers))
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{self.name}: {answer.status} {content[:300]!r}")
        return content


def measure(ours: Target, plain: Target, count: int, *, other: str = "bare Flask") -> None:
    """Time two requests in turn, in blocks, and print their ratios."""
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for block in range(10):
        for target, name in ((ours, "ours"), (plain, "bare")):
            taken = [target.seconds() for _ in range(count // 10)]
            times[name] += taken if block else taken[len(taken) // 2 :]
    for label, share in (("p50", 0.5), ("p99", 0.99)):
        mine, theirs = (_quantile(times[name], share) for name in ("ours", "bare"))
        print(
            f"{ours.name} {label}: ours {mine * 1000:.2f} ms, {other} {theirs * 1000:.2f} ms,"
            f" ratio {mine / theirs:.2f}",
            flush=True,
        )


def _quantile(times: Sequence[float], share: float) -> float:
    return statistics.quantiles(times, n=1000)[round(share * 1000) - 1]


@contextlib.contextmanager
def processes(folder: Path, url: str) -> Iterator[dict[str, int]]:
    """Run our two services and the bare views for a block; return their ports."""
    deps = {name: free_port() for name in ("library", "library-rpc", "drafts", "bare")}
    env = environment(folder, url, deps)
    commands = {
        "library": ["-m", "services.library", "web"],
        "library-rpc": ["-m", "services.library", "rpc"],
        "drafts": ["-m", "services.drafts", "web"],
        "bare": ["-m", "benchmarks.bare"],
    }
    for service in ("library", "drafts"):
        argv = [sys.executable, "-m", f"services.{service}", "migrate"]
        subprocess.run(argv, env=env, cwd=ROOT, check=True)
    running = []
    try:
        for arguments in commands.values():
            running.append(subprocess.Popen([sys.executable, *arguments], env=env, cwd=ROOT))
        for name in commands:
            wait_until(functools.partial(accepts, deps[name]), name)
        yield deps
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.wait(15)


def environment(folder: Path, url: str, deps: Mapping[str, int]) -> dict[str, str]:
    """Write the settings of both sides."""
    addresses = folder / "addresses.json"
    addresses.write_text(json.dumps({"library": f"127.0.0.1:{deps['library-rpc']}"}))
    return {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'gen'}",
        "BUS_URL": f"sqlitemq:///{folder}/bus.db",
        "STORAGE_URL": f"disk://{folder}/storage",
        "SECRETS_DIR": str(folder / "secrets"),
        "ADDRESSES_FILE": str(addresses),
        "LIBRARY_DATABASE_URL": url,
        "DRAFTS_DATABASE_URL": url,
        "LIBRARY_HTTP_LISTEN": f"127.0.0.1:{deps['library']}",
        "LIBRARY_RPC_LISTEN": f"127.0.0.1:{deps['library-rpc']}",
        "DRAFTS_HTTP_LISTEN": f"127.0.0.1:{deps['drafts']}",
        "BARE_LISTEN": f"127.0.0.1:{deps['bare']}",
        "BARE_DATABASE_URL": url,
    }


@dataclass(frozen=True)
class Sides:
    """Our services and the bare views, running over one database, and how to ask them."""

    database_url: str
    ports: Mapping[str, int]
    headers: Mapping[str, str]

    def target(
        self, title: str, at: str, method: str, path: str, body: str | None = None
    ) -> Target:
        """Return a request to one of `library`, `drafts` and `bare`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[at], timeout=60)
        return Target(title, connection, method, path, body, self.headers)

    def new_project(self) -> int:
        """Make an empty project of our user and return its id."""
        return int(self._made("/api/create-video/projects", {})["project"]["id"])

    def new_draft(self, upload_id: int) -> int:
        """Make an empty draft of an upload and return its id."""
        made = self._made("/api/production-drafts", {"uploadId": upload_id})
        return int(made["draft"]["id"])

    def _made(self, path: str, body: object) -> dict[str, Any]:  # Any: decoded JSON
        connection = http.client.HTTPConnection("127.0.0.1", self.ports["drafts"], timeout=60)
        connection.request("POST", path, json.dumps(body), dict(self.headers))
        found: dict[str, Any] = json.loads(connection.getresponse().read())
        return found

    def add_uploads(self, count: int) -> None:
        """Give our user so many ready uploads."""
        engine = sa.create_engine(
            self.database_url, connect_args={"options": "-csearch_path=library"}
        )
        with engine.begin() as connection:
            for start in range(0, count, _BATCH):
                numbers = range(start, min(start + _BATCH, count))
                rows = [bare.upload_row(number, USER) for number in numbers]
                connection.execute(sa.insert(UPLOADS), rows)
            connection.execute(sa.text("ANALYZE uploads"))
        engine.dispose()


@contextlib.contextmanager
def running_sides() -> Iterator[Sides]:
    """Run PostgreSQL, our services and the bare views for a block."""
    with tempfile.TemporaryDirectory() as name, running_postgres() as postgres:
        folder = Path(name)
        make_secrets(folder / "secrets")
        issuer = AccessTokenIssuer(Keyring(folder / "secrets").private("access"))
        token = issuer.issue(Caller(USER, frozenset({"site_member"}), uuid.uuid4().hex))
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        database_url = postgres.new_database()
        with processes(folder, database_url) as ports:
            yield Sides(database_url, ports, headers)
