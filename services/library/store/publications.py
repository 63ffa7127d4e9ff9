# SPDX-License-Identifier: Apache-2.0
"""Copies of the publish service's publications.

An event may arrive twice or late: a row is only overwritten by a newer revision.
"""

from __future__ import annotations

import dataclasses

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.library.domain.copies import PUBLICATION, PublishedProduction, ReferencingDocument
from services.library.store.tables import PRODUCTIONS, PUBLICATIONS


class PublicationCopyRepository:
    """The publications of productions, and of the uploads that these are made of."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def upsert_publication(self, publication: PublishedProduction) -> None:
        """Store a publication unless a newer revision is stored."""
        upsert(
            self._session,
            PUBLICATIONS,
            dataclasses.asdict(publication),
            where=lambda excluded: PUBLICATIONS.c.revision < excluded.revision,
        )

    def list_live_publications(self, upload_id: int) -> list[ReferencingDocument]:
        """Return the live publications of the productions of an upload, by id.

        A production that was replaced is one of its new upload, and so are its publications.
        """
        table, production = PUBLICATIONS.c, PRODUCTIONS.c
        query = (
            sa.select(table.publication_id)
            .join(PRODUCTIONS, production.production_id == table.production_id)
            .where(production.upload_id == upload_id, sa.not_(production.is_deleted), table.is_live)
            .order_by(table.publication_id)
        )
        return [ReferencingDocument(PUBLICATION, one) for one in self._session.scalars(query)]
