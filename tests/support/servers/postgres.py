# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL server of our own, on a free port in a directory of its own."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.support.process.children import kill_group, start
from tests.support.process.waiting import exit_code, wait_until
from tests.support.servers import run
from tests.support.servers.ports import accepts, free_port

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
# PostgreSQL refuses to run as root; who changes the user has to ask again to die with its parent.
_AS_POSTGRES = (
    *("setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"),
    *("--pdeathsig", "QUIT"),
)


class Postgres:
    """One cluster, whose databases are made by `new_database`."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._data = folder / "data"
        self._log = folder / "postgres.log"
        self._process: subprocess.Popen[bytes] | None = None

    def create(self) -> None:
        """Make the cluster."""
        shutil.chown(self._folder, "postgres", "postgres")
        options = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-instructions")
        argv = [*_AS_POSTGRES, str(_BINARIES[-1] / "initdb"), "-D", str(self._data), *options]
        # What the tests store is not meant to survive a power cut.
        argv = [*argv, "--no-sync"]
        done = subprocess.run(argv, capture_output=True, text=True, cwd=self._folder, check=False)
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Start the server and wait until it answers."""
        (self._data / "postmaster.pid").unlink(missing_ok=True)
        settings = (
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=400",
            "shared_buffers=128MB",
            "max_wal_size=1GB",
            # Of a server that is killed the system still writes all; only power cuts lose it.
            "fsync=off",
            "full_page_writes=off",
            # In TCP alone a killed server's connections would linger for minutes.
            "tcp_keepalives_idle=5",
        )
        argv = [*_AS_POSTGRES, str(_BINARIES[-1] / "postgres"), "-D", str(self._data)]
        for setting in settings:
            argv += ["-c", setting]
        environ = {"PATH": "/usr/bin:/bin"}
        self._process = start(argv, env=environ, cwd=self._folder, log=self._log)
        wait_until(self._answers, "PostgreSQL")

    def new_database(self) -> str:
        """Make a database and return its SQLAlchemy URL."""
        return new_database(self.port)

    def kill(self) -> None:
        """Kill the server and all its children at once."""
        assert self._process is not None
        kill_group(self._process)

    def stop(self) -> None:
        """Stop the server at once, its children and its shared memory with it."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            exit_code(self._process)

    def _answers(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended: {self._log.read_text()[-2000:]}")
        if not accepts(self.port):
            return False
        argv = [str(_BINARIES[-1] / "pg_isready"), "-h", "127.0.0.1", "-p", str(self.port), "-q"]
        return subprocess.run(argv, check=False).returncode == 0


def new_database(port: int | None = None) -> str:
    """Make a database on the server of this run, or on another one; return its SQLAlchemy URL."""
    port = port or int(run.address_of("postgres"))
    name = f"t{uuid.uuid4().hex}"
    server = f"host=127.0.0.1 port={port} user=postgres dbname=postgres"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload] # our own name
    return f"postgresql+psycopg://postgres@127.0.0.1:{port}/{name}"


@contextmanager
def running_postgres(parent: Path | None = None) -> Iterator[Postgres]:
    """Run a cluster for a block, with its files in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir=parent))
    folder.chmod(0o755)
    postgres = Postgres(folder)
    try:
        postgres.create()
        postgres.start()
        yield postgres
    finally:
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def serve_run() -> Iterator[int]:
    """Run the cluster of a test run, and give its port."""
    with running_postgres(run.folder()) as postgres:
        yield postgres.port
