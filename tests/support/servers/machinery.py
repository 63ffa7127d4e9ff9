# SPDX-License-Identifier: Apache-2.0
"""The machinery over a database in memory, for tests that need no service."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.database import Database
from chassis.tables import MACHINERY, create_machinery


def empty_tables(session: Session, *metadata: sa.MetaData) -> None:
    """Delete every row of these tables and the machinery's; SQLite counts from 1 again."""
    for one in metadata:
        for table in reversed(one.sorted_tables):
            session.execute(sa.delete(table))
    for table in MACHINERY.sorted_tables:
        session.execute(sa.delete(table))
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sa.text("DELETE FROM sqlite_sequence"))


def machinery_database(schema: str = "test") -> Database:
    """Return a database in memory that has the tables of the machinery."""
    database = Database("sqlite://", schema=schema)
    with database.engine.begin() as connection:
        create_machinery(connection)
    return database
