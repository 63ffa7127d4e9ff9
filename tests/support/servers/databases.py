# SPDX-License-Identifier: Apache-2.0
"""Databases of tests: made once, and given back their first content before each test."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from chassis.database import Database
from chassis.tables import MACHINERY, create_machinery


class MemoryDatabase(Database):
    """A SQLite database in memory with the machinery's tables and those of a service.

    Making the tables and compiling statements takes longer than most tests, so that tests share
    one database and restore it instead of making another.
    """

    def __init__(self, schema: str, *tables: sa.MetaData) -> None:
        super().__init__("sqlite://", schema=schema)
        with self.engine.begin() as connection:
            create_machinery(connection)
            for each in tables:
                each.create_all(connection)
        self._content = self._connection().serialize()

    def restore(self) -> None:
        """Return every table to what it was when the database was made."""
        self._connection().deserialize(self._content)

    def _connection(self) -> Any:  # Any: the sqlite3 connection itself
        with self.engine.connect() as connection:
            return connection.connection.driver_connection


def empty(database: Database, *tables: sa.MetaData, counts_on: bool = False) -> None:
    """Delete every row of these tables and of the machinery's.

    On SQLite ids begin at 1 again, unless they count on for those who know the ids of before.
    """
    if isinstance(database, MemoryDatabase):
        database.restore()
        return
    with database.begin_or_join() as session:
        for each in (*tables, MACHINERY):
            for table in reversed(each.sorted_tables):
                session.execute(sa.delete(table))
        if not database.is_postgres and not counts_on:
            session.execute(sa.text("DELETE FROM sqlite_sequence"))
