# SPDX-License-Identifier: Apache-2.0
"""Store the seals of drafts."""

from __future__ import annotations

import dataclasses
import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.drafts.domain.draft_seal import DraftSeal
from services.drafts.store.tables import DRAFT_SEALS


class DraftSealRepository:
    """The seals of drafts, one for each production."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_draft_seal(self, seal: DraftSeal) -> None:
        """Insert the seal of a draft."""
        self._session.execute(sa.insert(DRAFT_SEALS).values(dataclasses.asdict(seal)))

    def find_draft_seal(self, production_ulid: str) -> DraftSeal | None:
        """Return the seal that was made for a production, None when there is none."""
        query = sa.select(DRAFT_SEALS).where(DRAFT_SEALS.c.production_ulid == production_ulid)
        row = self._session.execute(query).first()
        return None if row is None else DraftSeal(**row._mapping)

    def find_export_of_draft(self, draft_id: int) -> str | None:
        """Return the export of the last seal of a draft that has one, None when none has."""
        query = (
            sa.select(DRAFT_SEALS.c.export_id)
            .where(DRAFT_SEALS.c.draft_id == draft_id, DRAFT_SEALS.c.export_id.is_not(None))
            .order_by(DRAFT_SEALS.c.created_at.desc())
        )
        return self._session.execute(query).scalars().first()

    def delete_draft_seals(self, *, before: dt.datetime) -> int:
        """Delete the seals that were made before; count them. Productions have copies of them."""
        delete = sa.delete(DRAFT_SEALS).where(DRAFT_SEALS.c.created_at < before)
        return len(self._session.execute(delete.returning(DRAFT_SEALS.c.production_ulid)).all())
