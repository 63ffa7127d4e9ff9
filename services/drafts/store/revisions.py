# SPDX-License-Identifier: Apache-2.0
"""Store the revisions of documents, compressed: those of projects, and those of drafts."""

from __future__ import annotations

import zlib
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.drafts.domain.revision import STORED_REVISIONS, Revision, RevisionWithDocument

_PRUNED_EVERY = 10
_FASTEST = 1


class RevisionRepository:
    """The last revisions of each document of a kind, in one table.

    The primary key is the id of the document and the number of the revision. `of` is the column of
    that id, `document` that of the document.
    """

    def __init__(self, session: Session, table: sa.Table, *, of: str, document: str) -> None:
        self._session, self._table, self._number = session, table, table.c.revision
        self._of, self._document = table.c[of], table.c[document]
        self._listed = [column for column in table.columns if column.name != document]

    def add_revision(self, added: RevisionWithDocument) -> None:
        """Insert a revision; one in ten inserts deletes those that are too old."""
        one = added.revision
        values = {
            self._of.name: one.document_id,
            "revision": one.revision,
            "author_user_id": one.author_user_id,
            "saved_at": one.saved_at,
            "name": one.name,
            "description": one.description,
            self._document.name: zlib.compress(added.document.encode(), _FASTEST),
        }
        row = {name: value for name, value in values.items() if name in self._table.c}
        self._session.execute(sa.insert(self._table), row)
        if one.revision % _PRUNED_EVERY == 0:
            self.delete_revisions(one.document_id, until=one.revision - STORED_REVISIONS)

    def list_revisions(
        self, document_id: int, *, limit: int, before: int | None = None
    ) -> list[Revision]:
        """Return the revisions of a document that come before one, or all; the newest first."""
        query = sa.select(*self._listed).where(self._of == document_id)
        if before is not None:
            query = query.where(self._number < before)
        ordered = query.order_by(self._number.desc()).limit(limit)
        return [self._revision(row) for row in self._session.execute(ordered)]

    def find_revision(self, document_id: int, revision: int) -> RevisionWithDocument | None:
        """Return a revision with its document, None when it is not stored."""
        query = sa.select(self._table).where(self._of == document_id, self._number == revision)
        row = self._session.execute(query).first()
        if row is None:
            return None
        document = zlib.decompress(row._mapping[self._document]).decode()
        return RevisionWithDocument(self._revision(row), document)

    def delete_revisions(self, document_id: int, *, until: int | None = None) -> None:
        """Delete all revisions of a document, or those up to one."""
        delete = sa.delete(self._table).where(self._of == document_id)
        if until is not None:
            delete = delete.where(self._number <= until)
        self._session.execute(delete)

    def _revision(self, row: sa.Row[Any]) -> Revision:  # Any: columns of several types
        values = row._mapping
        return Revision(
            document_id=values[self._of],
            revision=row.revision,
            author_user_id=row.author_user_id,
            saved_at=row.saved_at,
            name=values.get("name"),
            description=values.get("description"),
        )
