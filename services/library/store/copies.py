# SPDX-License-Identifier: Apache-2.0
"""Copies of other services' projects, productions and references to uploads.

An event may arrive twice, late, or after the deletion of its subject: a row is only overwritten
by a newer revision, and the row of a deleted subject stays, marked as deleted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.library.domain.copies import PRODUCTION, ReferencingDocument, UploadProduction
from services.library.store.tables import DOCUMENTS, PRODUCTIONS, PROJECTS, UPLOAD_REFERENCES

Values = Mapping[str, object]


class ProjectCopyRepository:
    """The names of projects; a deleted project is never restored."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def upsert_project(self, project_id: int, *, name: str, revision: int) -> None:
        """Store the name of a project unless a newer revision is stored."""
        values = {"project_id": project_id, "name": name, "revision": revision}
        _upsert_if_newer(self._session, PROJECTS, values)

    def mark_project_deleted(self, project_id: int) -> None:
        """Store that a project was deleted."""
        _mark_deleted(self._session, PROJECTS, {"project_id": project_id, "name": ""})


class UploadProductionRepository:
    """The productions of uploads; a deleted production is never restored."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def upsert_production(self, production: UploadProduction) -> None:
        """Store a production unless a newer revision is stored."""
        values = {**_production_values(production), "revision": production.revision}
        _upsert_if_newer(self._session, PRODUCTIONS, values)

    def mark_production_deleted(self, production: UploadProduction) -> None:
        """Store that a production was deleted."""
        _mark_deleted(self._session, PRODUCTIONS, _production_values(production))

    def list_productions(self, upload_id: int) -> list[ReferencingDocument]:
        """Return the productions of an upload that are not deleted, by id."""
        table = PRODUCTIONS.c
        query = (
            sa.select(table.production_id)
            .where(table.upload_id == upload_id, sa.not_(table.is_deleted))
            .order_by(table.production_id)
        )
        return [ReferencingDocument(PRODUCTION, one) for one in self._session.scalars(query)]

    def lock_upload_of(self, production_id: int) -> int | None:
        """Return the upload that a production was last known to be of, and lock that knowledge.

        None when it is unknown.
        """
        query = sa.select(PRODUCTIONS.c.upload_id)
        found = query.where(PRODUCTIONS.c.production_id == production_id).with_for_update()
        return self._session.execute(found).scalar()

    def find_newest_production(self, upload_id: int) -> UploadProduction | None:
        """Return the newest production of an upload that is not deleted."""
        table = PRODUCTIONS.c
        query = (
            sa.select(table.production_id, table.upload_id, table.status, table.revision)
            .where(table.upload_id == upload_id, sa.not_(table.is_deleted))
            .order_by(table.production_id.desc())
            .limit(1)
        )
        row = self._session.execute(query).first()
        return None if row is None else UploadProduction(*row)


class ReferenceRepository:
    """Which documents use which uploads; a deleted document is never restored."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def replace_references(
        self, document: ReferencingDocument, *, upload_ids: Sequence[int], revision: int
    ) -> None:
        """Store which uploads a document uses unless a newer revision is stored."""
        values = {**_document_values(document), "revision": revision}
        if not _upsert_if_newer(self._session, DOCUMENTS, values):
            return
        self._delete_references(document)
        rows = [{**_document_values(document), "upload_id": one} for one in sorted(set(upload_ids))]
        if rows:
            self._session.execute(sa.insert(UPLOAD_REFERENCES), rows)

    def mark_document_deleted(self, document: ReferencingDocument) -> None:
        """Store that a document was deleted and uses no upload."""
        _mark_deleted(self._session, DOCUMENTS, _document_values(document))
        self._delete_references(document)

    def list_documents(self, upload_id: int) -> list[ReferencingDocument]:
        """Return the documents that use an upload, by kind and id."""
        table = UPLOAD_REFERENCES.c
        query = (
            sa.select(table.kind, table.document_id)
            .where(table.upload_id == upload_id)
            .order_by(table.kind, table.document_id)
        )
        return [ReferencingDocument(*row) for row in self._session.execute(query)]

    def _delete_references(self, document: ReferencingDocument) -> None:
        table = UPLOAD_REFERENCES.c
        delete = sa.delete(UPLOAD_REFERENCES).where(
            table.kind == document.kind, table.document_id == document.document_id
        )
        self._session.execute(delete)


def _production_values(production: UploadProduction) -> dict[str, object]:
    return {
        "production_id": production.production_id,
        "upload_id": production.upload_id,
        "status": production.status,
        "owner_user_id": production.owner_user_id,
        "master_bytes": production.master_bytes,
    }


def _document_values(document: ReferencingDocument) -> dict[str, object]:
    return {"kind": document.kind, "document_id": document.document_id}


def _upsert_if_newer(session: Session, table: sa.Table, values: Values) -> bool:
    """Write a row; False when a newer revision or a deletion is stored."""
    return upsert(
        session,
        table,
        {**values, "is_deleted": False},
        where=lambda excluded: sa.and_(
            sa.not_(table.c.is_deleted), table.c.revision < excluded.revision
        ),
    )


def _mark_deleted(session: Session, table: sa.Table, values: Values) -> None:
    row = {**values, "revision": 0, "is_deleted": True}
    upsert(session, table, row, update=lambda _: {"is_deleted": True})
