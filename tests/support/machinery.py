# SPDX-License-Identifier: Apache-2.0
"""The machinery over a database in memory, for tests that need no service."""

from __future__ import annotations

from chassis.database import Database
from chassis.tables import create_machinery


def machinery_database(schema: str = "test") -> Database:
    """Return a database in memory that has the tables of the machinery."""
    database = Database("sqlite://", schema=schema)
    with database.engine.begin() as connection:
        create_machinery(connection)
    return database
