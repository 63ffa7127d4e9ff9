# SPDX-License-Identifier: Apache-2.0
"""How often publications were watched; nobody can tell from it by whom."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import insert_if_absent, upsert
from services.publish.store.tables_audience import VIEW_DIGESTS, VIEW_KEYS, VIEWS


class ViewRepository:
    """Counts views, one for each publication, viewer and day.

    A viewer is stored as a digest under a random key, and both are deleted when the day is over.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def count_view(self, publication_id: int, viewer: str, day: dt.date) -> bool:
        """Count a view unless this viewer was counted that day; say whether it was."""
        key = self._key_of(day)
        text = f"{publication_id} {viewer}".encode()
        digest = hmac.new(key, text, hashlib.sha256).hexdigest()[:32]
        values = {"day": day, "digest": digest}
        if insert_if_absent(self._session, VIEW_DIGESTS, values) is None:
            return False
        counted = {"publication_id": publication_id, "views_count": 1}
        more = {"views_count": VIEWS.c.views_count + 1}
        return upsert(self._session, VIEWS, counted, update=lambda _: more)

    def read_view_counts(self, publication_ids: Sequence[int]) -> dict[int, int]:
        """Return the numbers of views; publications without any are left out."""
        c = VIEWS.c
        query = sa.select(c.publication_id, c.views_count)
        rows = self._session.execute(query.where(c.publication_id.in_(publication_ids)))
        return {row.publication_id: row.views_count for row in rows}

    def _key_of(self, day: dt.date) -> bytes:
        query = sa.select(VIEW_KEYS.c.secret).where(VIEW_KEYS.c.day == day)
        found = self._session.execute(query).scalar()
        if found is None:
            self._delete_before(day)
            values = {"day": day, "secret": secrets.token_hex(32)}
            insert_if_absent(self._session, VIEW_KEYS, values)
            found = self._session.execute(query).scalar_one()
        return bytes.fromhex(found)

    def _delete_before(self, day: dt.date) -> None:
        for table in (VIEW_DIGESTS, VIEW_KEYS):
            self._session.execute(sa.delete(table).where(table.c.day < day))
