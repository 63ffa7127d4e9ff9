# SPDX-License-Identifier: Apache-2.0
"""The migrations make the tables of the code."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from chassis.database import Database
from chassis.migrations import migrate
from services.drafts.bootstrap import SERVICE
from services.drafts.store.tables import METADATA
from tests.support.drafts.world import DraftsWorld


def shape(database: Database, table: str) -> tuple[list[str], list[str]]:
    inspector = sa.inspect(database.engine)
    columns = [
        f"{column['name']} {column['type']} {column['nullable']} {column['primary_key']}"
        for column in inspector.get_columns(table)
    ]
    indexes = [f"{each['name']} {each['column_names']}" for each in inspector.get_indexes(table)]
    return columns, sorted(indexes)


def test_the_migrations_make_the_tables_of_the_code(world: DraftsWorld, tmp_path: Path) -> None:
    migrated = Database(f"sqlite:///{tmp_path}/drafts.db", schema="drafts")

    migrate(migrated, SERVICE.migrations)

    for table in METADATA.tables:
        assert shape(migrated, table) == shape(world.database, table)
    migrated.close()
