# SPDX-License-Identifier: Apache-2.0
"""The copies of productions."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.publish.domain.production import (
    DELETED,
    ProductionCaptions,
    ProductionCopy,
)
from services.publish.store.tables import PRODUCTION_CAPTIONS, PRODUCTIONS

_FIELDS = [column.name for column in PRODUCTIONS.columns]


class ProductionCopyRepository:
    """Reads and writes the copies of productions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_production_by_id(self, production_id: int) -> ProductionCopy | None:
        """Return the copy of a production, None when there is none."""
        query = sa.select(PRODUCTIONS).where(PRODUCTIONS.c.production_id == production_id)
        row = self._session.execute(query).first()
        return None if row is None else production_of_row(row)

    def upsert_production(self, production: ProductionCopy) -> bool:
        """Store a production unless a newer revision is stored; say whether it was stored.

        A production stored as deleted is never replaced.
        """
        return upsert(
            self._session,
            PRODUCTIONS,
            {name: getattr(production, name) for name in _FIELDS},
            where=lambda new: sa.and_(
                PRODUCTIONS.c.status != DELETED,
                sa.or_(
                    new.revision >= PRODUCTIONS.c.revision,
                    new.status == DELETED,
                ),
            ),
        )

    def upsert_captions(self, captions: ProductionCaptions) -> bool:
        """Store captions unless newer ones are stored; say whether they were stored."""
        values = {
            "production_id": captions.production_id,
            "text": captions.text,
            "revision": captions.revision,
        }
        return upsert(
            self._session,
            PRODUCTION_CAPTIONS,
            values,
            where=lambda new: new.revision >= PRODUCTION_CAPTIONS.c.revision,
        )

    def delete_captions(self, production_id: int) -> None:
        """Delete the captions of a production."""
        c = PRODUCTION_CAPTIONS.c
        self._session.execute(
            sa.delete(PRODUCTION_CAPTIONS).where(c.production_id == production_id)
        )


def production_of_row(row: sa.Row[Any], prefix: str = "") -> ProductionCopy:
    """Return the production of a row whose columns have this prefix."""
    return ProductionCopy(**{name: getattr(row, prefix + name) for name in _FIELDS})
