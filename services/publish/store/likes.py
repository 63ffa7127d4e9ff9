# SPDX-License-Identifier: Apache-2.0
"""Who likes which publications."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import insert_if_absent
from services.publish.store.tables import SPACE_PUBLICATIONS
from services.publish.store.tables_audience import LIKES

_COUNT = SPACE_PUBLICATIONS.c.likes_count


class LikeRepository:
    """Reads and writes likes; the counter of a publication changes with them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_like(self, publication_id: int, user_id: int, now: dt.datetime) -> None:
        """Store that a user likes a publication, unless it is stored."""
        values = {"publication_id": publication_id, "user_id": user_id, "created_at": now}
        if insert_if_absent(self._session, LIKES, values) is not None:
            self._add_to_count(publication_id, 1)

    def delete_like(self, publication_id: int, user_id: int) -> None:
        """Delete the like of a user, if there is one."""
        c = LIKES.c
        delete = sa.delete(LIKES).where(c.publication_id == publication_id, c.user_id == user_id)
        if self._session.execute(delete.returning(c.user_id)).first() is not None:
            self._add_to_count(publication_id, -1)

    def list_liked(self, user_id: int, publication_ids: Sequence[int]) -> set[int]:
        """Return those of these publications that a user likes."""
        c = LIKES.c
        query = sa.select(c.publication_id).where(
            c.user_id == user_id, c.publication_id.in_(publication_ids)
        )
        return set(self._session.execute(query).scalars())

    def list_users_who_like(self, publication_id: int, *, after: int, limit: int) -> list[int]:
        """Return the users who like a publication, by id, from the first id above `after`."""
        c = LIKES.c
        query = sa.select(c.user_id).where(c.publication_id == publication_id, c.user_id > after)
        return list(self._session.execute(query.order_by(c.user_id).limit(limit)).scalars())

    def _add_to_count(self, publication_id: int, number: int) -> None:
        update = sa.update(SPACE_PUBLICATIONS).where(SPACE_PUBLICATIONS.c.id == publication_id)
        self._session.execute(update.values(likes_count=_COUNT + number))
