# SPDX-License-Identifier: Apache-2.0
"""Store the revisions of documents, compressed: those of projects, and those of drafts."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.drafts.domain.revision import STORED_REVISIONS

_PRUNED_EVERY = 10
_FASTEST = 1

RevisionRow = sa.Row[Any]  # Any: columns of several types


class RevisionRows:
    """The rows of a table of revisions: a row is the document of an owner after one change.

    The primary key is the id of what has the revisions, and the number of the revision.
    """

    def __init__(self, session: Session, table: sa.Table, *, of: str, document: str) -> None:
        self._session, self._table, self._columns = session, table, table.c
        self._of, self._document = table.c[of], table.c[document]
        self._listed = [column for column in table.columns if column.name != document]

    def insert(self, values: Mapping[str, object], *, document: str) -> None:
        """Insert a revision; one in ten inserts deletes those that are too old."""
        compressed = zlib.compress(document.encode(), _FASTEST)
        row = {**values, self._document.name: compressed}
        self._session.execute(sa.insert(self._table), row)
        number = int(str(values["revision"]))
        if number % _PRUNED_EVERY == 0:
            self.delete(int(str(values[self._of.name])), until=number - STORED_REVISIONS)

    def list_rows(self, of: int, *, limit: int, before: int | None) -> list[RevisionRow]:
        """Return revisions without documents, the newest first, all or those before one."""
        query = sa.select(*self._listed).where(self._of == of)
        if before is not None:
            query = query.where(self._columns.revision < before)
        ordered = query.order_by(self._columns.revision.desc()).limit(limit)
        return list(self._session.execute(ordered))

    def find_row(self, of: int, revision: int) -> tuple[RevisionRow, str] | None:
        """Return a revision and its document, None when it is not stored."""
        query = sa.select(self._table).where(self._of == of, self._columns.revision == revision)
        row = self._session.execute(query).first()
        if row is None:
            return None
        compressed: bytes = row._mapping[self._document]
        return row, zlib.decompress(compressed).decode()

    def delete(self, of: int, *, until: int | None = None) -> None:
        """Delete all revisions, or those up to one."""
        delete = sa.delete(self._table).where(self._of == of)
        if until is not None:
            delete = delete.where(self._columns.revision <= until)
        self._session.execute(delete)
