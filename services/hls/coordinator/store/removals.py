# SPDX-License-Identifier: Apache-2.0
"""The table of folders of the storage that are to be deleted."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import insert_if_absent
from services.hls.coordinator.store.tables import REMOVALS

_MOST = 100


class FolderRemovalRepository:
    """The folders to delete, in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_removal(self, prefix: str, *, not_before: dt.datetime) -> None:
        """Add a folder to be deleted after a given time, unless it is to be deleted already."""
        values = {"prefix": prefix, "not_before": not_before}
        insert_if_absent(self._session, REMOVALS, values)

    def list_due_removals(self, now: dt.datetime) -> list[str]:
        """List up to 100 folders whose time has come."""
        query = sa.select(REMOVALS.c.prefix).where(REMOVALS.c.not_before <= now).limit(_MOST)
        return list(self._session.execute(query).scalars())

    def delete_removal(self, prefix: str) -> None:
        """Remove a folder that was deleted from the list."""
        self._session.execute(sa.delete(REMOVALS).where(REMOVALS.c.prefix == prefix))
