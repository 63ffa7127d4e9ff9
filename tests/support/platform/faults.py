# SPDX-License-Identifier: Apache-2.0
"""What happens to machines at work: a disk is full, the clock is set, a database waits or is away.

Each fault is a `Victim` of the killer: it begins, lasts, and is over without a restart of ours.
"""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
import struct
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from tests.support.platform.chaos import Victim

LOCKED_SECONDS = 33.0
FULL_SECONDS = 6.0
AWAY_SECONDS = 8.0
_STEPS_HOURS = (2, 0, -2, 0)
_BLOCK_BYTES = 1 << 20
_SOURCE = Path(__file__).with_name("stepped_clock.c")

Restart = Callable[[], None]
"""Kills a process and starts it again."""


@contextlib.contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """Mount a file system of this size for a block; as root only."""
    folder = Path(tempfile.mkdtemp(prefix="reelmill-disk-"))
    size = f"size={megabytes}m,mode=755"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
        folder.rmdir()


def full_disk(disk: Path) -> Victim:
    """Fill the file system of a folder to the last byte, and make room again."""
    filler = disk / "filler"
    return Victim(
        "disk-full",
        lambda: _fill(filler),
        filler.unlink,
        at_most_every=45.0,
        lasts=FULL_SECONDS,
    )


def _fill(filler: Path) -> None:
    block = bytes(_BLOCK_BYTES)
    with filler.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(block):
            continue


@dataclass
class SteppedClock:
    """A wall clock that processes read instead of the machine's (stepped_clock.c), in a folder."""

    folder: Path
    _hours: Iterator[int] = field(default_factory=lambda: itertools.cycle(_STEPS_HOURS))

    def __post_init__(self) -> None:
        argv = ["cc", "-shared", "-fPIC", "-O2", "-o", str(self._library), str(_SOURCE)]
        subprocess.run(argv, check=True)
        self._file.write_bytes(bytes(8))

    def environ(self) -> Mapping[str, str]:
        """Return the variables of a process that reads this clock."""
        return {"LD_PRELOAD": str(self._library), "CLOCK_FILE": str(self._file)}

    def victim(self) -> Victim:
        """Set the clock two hours ahead, right, two hours back, right, and so on."""
        return Victim("clock-step", self._step, None, at_most_every=15.0)

    @property
    def _library(self) -> Path:
        return self.folder / "stepped_clock.so"

    @property
    def _file(self) -> Path:
        return self.folder / "clock"

    def _step(self) -> None:
        # Processes have mapped the file, so it is written in place.
        with self._file.open("r+b", buffering=0) as file:
            file.write(struct.pack("=q", next(self._hours) * 3600))


def locked_files(files: Sequence[Path]) -> Victim:
    """Hold the write lock of one SQLite file after the other for longer than writers wait."""
    turn = itertools.cycle(files)
    held: list[sqlite3.Connection] = []

    def lock() -> None:
        connection = sqlite3.connect(next(turn), timeout=60, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        held.append(connection)

    return _lock(lock, lambda: held.pop().close())


def locked_tables(url: str, schemas: Sequence[str]) -> Victim:
    """Lock the outbox of one service after the other against everybody, by PostgreSQL."""
    turn = itertools.cycle(schemas)
    address = make_url(url)
    held: list[psycopg.Connection] = []

    def lock() -> None:
        connection = psycopg.connect(
            host=address.host,
            port=address.port,
            user=address.username,
            dbname=address.database,
        )
        schema = next(turn)
        statement = f"LOCK TABLE {schema}.outbox IN ACCESS EXCLUSIVE MODE"
        connection.execute(statement)
        held.append(connection)

    return _lock(lock, lambda: held.pop().close())


def _lock(lock: Callable[[], None], unlock: Callable[[], None]) -> Victim:
    return Victim("database-lock", lock, unlock, at_most_every=120.0, lasts=LOCKED_SECONDS)


def late_database(
    stop: Callable[[], None], start: Callable[[], None], groups: Sequence[Sequence[Restart]]
) -> Victim:
    """Stop a database, start one group of processes afresh that need it, and it after them."""
    turn = itertools.cycle(groups)

    def begin() -> None:
        stop()
        for restart in next(turn):
            restart()

    return Victim("late-postgres", begin, start, at_most_every=45.0, lasts=AWAY_SECONDS)
