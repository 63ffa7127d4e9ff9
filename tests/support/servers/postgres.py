# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL server of our own, on a kernel-chosen port in a directory of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.process.waiting import exit_code, wait_until
from tests.support.servers.ports import accepts, free_port

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
# PostgreSQL refuses to run as root.
_AS_POSTGRES = ("setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups")


class Postgres:
    """One cluster with a database `reelmill`."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._data = folder / "data"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The SQLAlchemy URL of the database."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/reelmill"

    @property
    def pid(self) -> int:
        """The postmaster's pid."""
        assert self._process is not None
        return int((self._data / "postmaster.pid").read_text().splitlines()[0])

    def create(self) -> None:
        """Make the cluster."""
        shutil.chown(self._folder, "postgres", "postgres")
        options = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-instructions")
        self._run("initdb", "-D", str(self._data), *options)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        (self._data / "postmaster.pid").unlink(missing_ok=True)
        settings = (
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self._folder}",
            "max_connections=400",
            "shared_buffers=128MB",
            "max_wal_size=1GB",
            # In TCP alone a killed server's connections would linger for minutes.
            "tcp_keepalives_idle=5",
        )
        argv = [*_AS_POSTGRES, str(_BINARIES[-1] / "postgres"), "-D", str(self._data)]
        for setting in settings:
            argv += ["-c", setting]
        log = (self._folder / "postgres.log").open("ab")
        self._process = subprocess.Popen(
            argv, stdout=log, stderr=log, start_new_session=True, cwd=self._folder
        )
        log.close()
        wait_until(self._answers, "PostgreSQL")

    def create_database(self) -> None:
        """Make the database."""
        where = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres")
        self._run("createdb", *where, "reelmill")

    def kill(self) -> None:
        """Kill the server and all its children at once."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """Stop the server fast and cleanly."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            exit_code(self._process)

    def _answers(self) -> bool:
        if not accepts(self.port):
            return False
        argv = [str(_BINARIES[-1] / "pg_isready"), "-h", "127.0.0.1", "-p", str(self.port), "-q"]
        return subprocess.run(argv, check=False).returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        argv = [*_AS_POSTGRES, str(_BINARIES[-1] / program), *arguments]
        subprocess.run(argv, check=True, capture_output=True, cwd=self._folder)


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Run a cluster for a block."""
    folder = Path(tempfile.mkdtemp(prefix="reelmill-pg-"))
    folder.chmod(0o755)
    postgres = Postgres(folder)
    try:
        postgres.create()
        postgres.start()
        postgres.create_database()
        yield postgres
    finally:
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)
