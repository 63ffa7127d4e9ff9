# SPDX-License-Identifier: Apache-2.0
"""The broker file: its tables, its transactions, and a cheap way to notice that it changed."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chassis.sqlitemq.wake_up import wake

_BUSY_SECONDS = 30.0

# A message is ready while leased_until is 0. AUTOINCREMENT never gives an id twice, so that a
# late acknowledgement cannot delete another message.
_TABLES = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS exchange (name TEXT PRIMARY KEY, type TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS queue (name TEXT PRIMARY KEY, arguments TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS binding (
    exchange TEXT NOT NULL, routing_key TEXT NOT NULL, queue TEXT NOT NULL,
    PRIMARY KEY (exchange, routing_key, queue)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    payload TEXT NOT NULL,
    deliveries INTEGER NOT NULL DEFAULT 0,
    leased_until REAL NOT NULL DEFAULT 0,
    leased_by INTEGER NOT NULL DEFAULT 0,
    expires_at REAL
);
CREATE INDEX IF NOT EXISTS ready ON message (queue, id) WHERE leased_until = 0;
CREATE INDEX IF NOT EXISTS leased ON message (leased_until) WHERE leased_until > 0;
CREATE INDEX IF NOT EXISTS expiring ON message (expires_at)
    WHERE leased_until = 0 AND expires_at IS NOT NULL;
COMMIT;
"""


class BrokerFile:
    """A connection to the broker file that threads may share; a fork opens one of its own."""

    def __init__(self, path: Path):
        self.path = path
        self._lock = threading.RLock()
        self._inherited: list[sqlite3.Connection] = []
        self._writes = 0
        self._wakes_on_commit = False
        self._is_durable = True
        self._pid = os.getpid()
        self._connection = _open(path)

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Return all rows of a query."""
        with self._lock:
            return self._own_connection().execute(sql, values).fetchall()

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """Hold the write lock of the file for a block; an inner block joins the outer one.

        With `durable` the block ends once its writes are on disk, as for what a publisher sent.
        Leases and acknowledgements need not be: a power cut only delivers a message again.
        """
        with self._lock:
            connection = self._own_connection()
            if connection.in_transaction:
                yield connection
                return
            self._set_durability(connection, durable=durable)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
                self._wake_consumers()
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._writes += 1

    def wake_on_commit(self) -> None:
        """Wake the waiting consumers once the current transaction is committed."""
        self._wakes_on_commit = True

    def change_stamp(self) -> tuple[int, int]:
        """Return a value that differs after any write to the file, by any process."""
        with self._lock:
            # The pragma counts what others commit and never what this connection does.
            (version,) = self._own_connection().execute("PRAGMA data_version").fetchone()
            return version, self._writes

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._pid == os.getpid():
                self._connection.close()

    def _own_connection(self) -> sqlite3.Connection:
        if self._pid != os.getpid():
            # Closing a connection inherited by a fork would release the locks of the parent.
            self._inherited.append(self._connection)
            self._connection, self._pid = _open(self.path), os.getpid()
            self._is_durable = True
        return self._connection

    def _wake_consumers(self) -> None:
        if self._wakes_on_commit:
            self._wakes_on_commit = False
            wake(self.path)

    def _set_durability(self, connection: sqlite3.Connection, *, durable: bool) -> None:
        if durable != self._is_durable:
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._is_durable = durable


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(
        path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        _use_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'expiring'").fetchone():
            connection.executescript(_TABLES)
    except BaseException:
        connection.close()
        raise
    return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    deadline = time.monotonic() + _BUSY_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            # SQLite does not wait its busy timeout here when several processes make the file.
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
