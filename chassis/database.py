# SPDX-License-Identifier: Apache-2.0
"""The database of a service: SQLite in a file or PostgreSQL in a schema, used alike."""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from chassis.errors import ApiError, ErrorKind
from chassis.standard_errors import STORAGE_FULL

ANNOUNCED = "announced"
"""The key that a session's `info` has once it has written events to the outbox."""

_OUTER: contextvars.ContextVar[OuterTransaction | None] = contextvars.ContextVar(
    "outer_transaction", default=None
)


class OuterTransaction:
    """A transaction around a whole request or message, begun when it is first needed.

    What `begin_or_join` opens meanwhile joins it. Other services are called before the first write,
    so that nothing is locked while they answer. The machinery adds a row of its own (idempotency
    key, inbox) and commits everything together.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._session: Session | None = None

    @property
    def has_begun(self) -> bool:
        """Whether the transaction was needed yet."""
        return self._session is not None

    def session(self) -> Session:
        """Return the session of the transaction, which begins at the first call."""
        if self._session is None:
            self._session = Session(self._database.engine)
            self._session.begin()
        return self._session

    def close(self, *, commit: bool) -> bool:
        """Commit or roll back; return whether events were committed to the outbox."""
        if self._session is None:
            return False
        try:
            if commit:
                self._session.commit()
            else:
                self._session.rollback()
            return commit and ANNOUNCED in self._session.info
        finally:
            self._session.close()
            self._session = None


class Database:
    """The tables of one service."""

    def __init__(self, url: str, *, schema: str) -> None:
        self.schema = schema
        self.engine = _engine(url, schema)
        self._readers = self.engine.execution_options(**self._reading_options())
        self._listeners: list[Callable[[], None]] = []

    @property
    def is_postgres(self) -> bool:
        """Whether this is PostgreSQL rather than SQLite."""
        return self.engine.dialect.name == "postgresql"

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call a listener after each commit that wrote events to the outbox."""
        self._listeners.append(listener)

    def _reading_options(self) -> dict[str, Any]:  # Any: options of several types
        # A read of PostgreSQL without a transaction around it saves two round trips.
        return {"isolation_level": "AUTOCOMMIT"} if self.is_postgres else {"reading": True}

    @contextmanager
    def begin_or_join(self) -> Iterator[Session]:
        """Open a transaction for a block, or join the outer transaction around it.

        A transaction of its own commits when the block ends without an error. A joined one is
        flushed and commits with the outer transaction, so that nothing is committed here.
        """
        outer = _OUTER.get()
        if outer is not None and outer._database is self:
            session = outer.session()
            yield session
            session.flush()
            return
        with _unavailable_when_away(), Session(self.engine) as session, session.begin():
            yield session
        if ANNOUNCED in session.info:
            self._notify()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that only reads; inside an outer transaction that has begun, join that."""
        outer = _OUTER.get()
        if outer is not None and outer._database is self and outer.has_begun:
            yield outer.session()
            return
        with _unavailable_when_away(), Session(self._readers) as session:
            yield session

    @contextmanager
    def outer_transaction(self) -> Iterator[OuterTransaction]:
        """Open an outer transaction for a block; it commits when the block ends without error."""
        outer = OuterTransaction(self)
        token = _OUTER.set(outer)
        with _unavailable_when_away():
            try:
                yield outer
            except BaseException:
                outer.close(commit=False)
                raise
            finally:
                _OUTER.reset(token)
            has_events = outer.close(commit=True)
        if has_events:
            self._notify()

    def ping(self) -> None:
        """Raise an error when the database does not answer."""
        with self._readers.connect() as connection:
            connection.execute(sa.text("SELECT 1"))

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _notify(self) -> None:
        for listener in self._listeners:
            listener()


@contextmanager
def _unavailable_when_away() -> Iterator[None]:
    """Raise ApiError when the database is away, busy, full or damaged, so that callers know."""
    try:
        yield
    # InterfaceError is no DatabaseError.
    except (DatabaseError, InterfaceError) as error:
        _translate(error)
        raise


def _translate(error: DatabaseError | InterfaceError) -> None:
    text = str(error.orig)
    if "disk is full" in text or "No space left" in text:
        raise STORAGE_FULL.error() from error
    if "malformed" in text or "not a database" in text:
        detail = "The database is damaged: restore it from a backup."
        raise ApiError(ErrorKind.UNAVAILABLE, "database_unavailable", detail) from error
    if not isinstance(error, OperationalError | InterfaceError):
        return
    if error.connection_invalidated or error.statement is None or "database is locked" in text:
        detail = "The database does not answer; try again."
        raise ApiError(ErrorKind.UNAVAILABLE, "database_unavailable", detail) from error


def _engine(url: str, schema: str) -> sa.Engine:
    if url.startswith("sqlite"):
        return _sqlite(url)
    options = f"-csearch_path={schema} -ctimezone=UTC"
    return sa.create_engine(
        url,
        # Errors are logged, and parameters are addresses, hashes and texts of users.
        hide_parameters=True,
        pool_size=8,
        max_overflow=16,
        connect_args={"options": options, "connect_timeout": 5},
    )


def _sqlite(url: str) -> sa.Engine:
    in_memory = url in {"sqlite://", "sqlite:///:memory:"}
    if in_memory:
        engine = sa.create_engine(
            "sqlite://",
            hide_parameters=True,
            poolclass=sa.StaticPool,
            connect_args={"check_same_thread": False},
        )
    else:
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(url, hide_parameters=True, pool_size=4, max_overflow=32)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # Any: the raw DBAPI connection
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: sa.Connection) -> None:
    # Python's sqlite3 would begin lazily and upgrade a read to a write, which fails under load.
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
