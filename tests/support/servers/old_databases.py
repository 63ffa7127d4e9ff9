# SPDX-License-Identifier: Apache-2.0
"""Databases as earlier versions of a service made and filled them, on both kinds of servers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chassis.database import Database
from chassis.hosting import Service
from chassis.migrations import migrate
from tests.support.servers.postgres import new_database

KINDS = ("sqlite", "postgresql")


@contextmanager
def old_database(kind: str, folder: Path, service: Service, revision: str) -> Iterator[Database]:
    """Make a database of a service as it was at a revision; a kind is one of `KINDS`."""
    url = new_database() if kind == "postgresql" else f"sqlite:///{folder}/{service.name}.db"
    scripts = folder / "migrations"
    scripts.mkdir()
    for script in service.migrations.glob("[0-9]*.py"):
        if script.name[:4] <= revision:
            shutil.copy(script, scripts)
    database = Database(url, schema=service.name)
    try:
        migrate(database, scripts)
        yield database
    finally:
        database.close()
