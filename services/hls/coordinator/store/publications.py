# SPDX-License-Identifier: Apache-2.0
"""The table of publications: what publish last announced of each."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.hls.coordinator.domain.publications import PublicationCounts
from services.hls.coordinator.store.tables import PUBLICATIONS

_LIVE, _PUBLISHED = ("pending", "published"), "published"


class PublicationStatusRepository:
    """The last known status of each publication in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record_status(
        self, publication_id: int, production_id: int, *, status: str, revision: int
    ) -> None:
        """Store the status of a publication, unless a newer revision is known."""
        values = {
            "publication_id": publication_id,
            "production_id": production_id,
            "status": status,
            "revision": revision,
        }
        upsert(
            self._session,
            PUBLICATIONS,
            values,
            where=lambda excluded: PUBLICATIONS.c.revision < excluded.revision,
        )

    def count_publications(self, production_ids: Sequence[int]) -> dict[int, PublicationCounts]:
        """Count the publications of productions; those that have none are left out."""
        c = PUBLICATIONS.c
        query = (
            sa.select(
                c.production_id,
                sa.func.count().label("live"),
                sa.func.sum(sa.case((c.status == _PUBLISHED, 1), else_=0)).label("published"),
            )
            .where(c.production_id.in_(production_ids), c.status.in_(_LIVE))
            .group_by(c.production_id)
        )
        return {
            row.production_id: PublicationCounts(row.live, row.published)
            for row in self._session.execute(query)
        }
