# SPDX-License-Identifier: Apache-2.0
"""Schema migrations: a folder of numbered Alembic scripts for each service."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from chassis.database import Database

_VERSIONS = "alembic_version"


def migrate(database: Database, folder: Path) -> bool:
    """Bring a database up to the newest script in `folder`; return whether anything was done.

    Scripts are named `NNNN_what.py` and their revision is `NNNN`, so that an up-to-date database
    is recognised without loading Alembic. On PostgreSQL an advisory lock keeps two starting
    processes apart; on SQLite the write lock does.
    """
    newest = max(path.name[:4] for path in folder.glob("[0-9][0-9][0-9][0-9]_*.py"))
    if current_revision(database) == newest:
        return False
    with database.engine.begin() as connection:
        if database.is_postgres:
            connection.execute(
                sa.text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": database.schema}
            )
            connection.execute(sa.text(f'CREATE SCHEMA IF NOT EXISTS "{database.schema}"'))
        _upgrade(connection, folder)
    return True


def current_revision(database: Database) -> str | None:
    """Return the revision the database is at, None when it is empty."""
    with database.engine.connect() as connection:
        if not sa.inspect(connection).has_table(_VERSIONS):
            return None
        found = connection.execute(sa.text(f"SELECT version_num FROM {_VERSIONS}")).scalar()
    return None if found is None else str(found)


def _upgrade(connection: sa.Connection, folder: Path) -> None:
    # Alembic takes long to import and an up-to-date database never needs it.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(folder), version_locations=[str(folder)])
    context = EnvironmentContext(
        Config(), script, fn=lambda revision, _: script._upgrade_revs("head", revision)
    )
    with context:
        context.configure(connection=connection, render_as_batch=True, transactional_ddl=False)
        context.run_migrations()
