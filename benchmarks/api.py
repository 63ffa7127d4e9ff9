# SPDX-License-Identifier: Apache-2.0
"""Our REST routes against bare Flask views that execute the same one SQL statement.

`GET /api/uploads` (a page of 50) and saving a timeline of 20 clips; the same gunicorn settings and
PostgreSQL on both sides, ours verifying its token. Run by `python -m benchmarks.api [requests]`.
"""

from __future__ import annotations

import contextlib
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

import sqlalchemy as sa

from benchmarks import bare
from chassis.caller import Caller
from chassis.identity import AccessTokenIssuer
from chassis.keyring import Keyring
from tests.support.platform.distributed import ROOT, make_secrets
from tests.support.process.waiting import wait_until
from tests.support.servers.ports import accepts, free_port
from tests.support.servers.postgres import running_postgres

CLIPS, UPLOADS, USER = 20, 200, 1


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
        self.connection.request(self.method, self.path, self.body, dict(self.headers))
        answer = self.connection.getresponse()
        content = answer.read()
        taken = time.perf_counter() - started
        if answer.status != 200:
            raise RuntimeError(f"{self.name}: {answer.status} {content[:300]!r}")
        return taken


def timeline() -> dict[str, object]:
    """Return a timeline of twenty clips of five uploads."""
    clips = [
        {
            "id": f"clip-{number}",
            "uploadId": number % 5 + 1,
            "sourceStartSeconds": 0,
            "sourceEndSeconds": 2.5,
            "startSeconds": number * 2.5,
        }
        for number in range(CLIPS)
    ]
    return {"timeline": {"version": "create_video_v1", "clips": clips}}


def measure(ours: Target, plain: Target, count: int) -> None:
    """Time both in turn, in blocks, and print the ratios."""
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for block in range(10):
        for target, name in ((ours, "ours"), (plain, "bare")):
            taken = [target.seconds() for _ in range(count // 10)]
            times[name] += taken if block else taken[len(taken) // 2 :]
    for label, share in (("p50", 0.5), ("p99", 0.99)):
        mine, theirs = (_quantile(times[name], share) for name in ("ours", "bare"))
        print(
            f"{ours.name} {label}: ours {mine * 1000:.2f} ms, bare Flask {theirs * 1000:.2f} ms,"
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
            wait_until(lambda name=name: accepts(deps[name]), name)
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


def seed(url: str) -> None:
    """Fill the library of our user with ready uploads."""
    from services.library.store.tables import UPLOADS as TABLE

    engine = sa.create_engine(url, connect_args={"options": "-csearch_path=library"})
    with engine.begin() as connection:
        connection.execute(sa.insert(TABLE), [bare.upload_row(n, USER) for n in range(UPLOADS)])
    engine.dispose()


def main(count: int) -> None:
    """Measure both routes and print the ratios."""
    with tempfile.TemporaryDirectory() as name, running_postgres() as postgres:
        folder = Path(name)
        make_secrets(folder / "secrets")
        issuer = AccessTokenIssuer(Keyring(folder / "secrets").private("access"))
        token = issuer.issue(Caller(USER, frozenset({"site_member"}), uuid.uuid4().hex))
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        database_url = postgres.new_database()
        with processes(folder, database_url) as deps:
            seed(database_url)

            def target(title: str, at: str, method: str, path: str, body: str | None) -> Target:
                connection = http.client.HTTPConnection("127.0.0.1", deps[at], timeout=30)
                return Target(title, connection, method, path, body, headers)

            page = "GET /api/uploads"
            measure(
                target(page, "library", "GET", "/api/uploads?limit=50", None),
                target(page, "bare", "GET", "/uploads", None),
                count,
            )
            made = http.client.HTTPConnection("127.0.0.1", deps["drafts"], timeout=30)
            made.request("POST", "/api/create-video/projects", "{}", headers)
            project = json.loads(made.getresponse().read())["project"]["id"]
            saved = "PATCH timeline of 20 clips"
            path = f"/api/create-video/projects/{project}/timeline"
            body = json.dumps(timeline())
            measure(
                target(saved, "drafts", "PATCH", path, body),
                target(saved, "bare", "PATCH", f"/timeline/{project}", body),
                count,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
