# SPDX-License-Identifier: Apache-2.0
"""The service over PostgreSQL, for what many requests do at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.database import Database
from chassis.migrations import migrate
from services.drafts.bootstrap import SERVICE
from tests.support.drafts.world import DraftsWorld
from tests.support.servers.postgres import new_database


@pytest.fixture
def world(tmp_path: Path) -> Iterator[DraftsWorld]:
    """The service over an empty database of its own."""
    database = Database(new_database(), schema="drafts")
    migrate(database, SERVICE.migrations)
    yield DraftsWorld(tmp_path, database)
    database.close()
