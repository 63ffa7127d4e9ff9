# SPDX-License-Identifier: Apache-2.0
"""Who follows which spaces, and what is published in them."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.caller import Caller
from chassis.upsert import insert_if_absent
from services.publish.domain.feed import FeedPosition
from services.publish.domain.production import COMPLETED, ProductionCopy
from services.publish.domain.publication import Publication, PublicationStatus
from services.publish.store.publications import with_production, with_production_of
from services.publish.store.search import may_watch
from services.publish.store.tables import PRODUCTIONS, SPACE_PUBLICATIONS, SPACES
from services.publish.store.tables_audience import SUBSCRIPTIONS

_NEWEST_FIRST = (SPACE_PUBLICATIONS.c.published_at.desc(), SPACE_PUBLICATIONS.c.id.desc())


class SubscriptionRepository:
    """Reads and writes the spaces that users follow."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._is_postgres = session.get_bind().dialect.name == "postgresql"

    def add_subscription(self, user_id: int, space_id: int, now: dt.datetime) -> None:
        """Store that a user follows a space, unless it is stored."""
        values = {"user_id": user_id, "space_id": space_id, "created_at": now}
        insert_if_absent(self._session, SUBSCRIPTIONS, values)

    def delete_subscription(self, user_id: int, space_id: int) -> None:
        """Forget that a user follows a space."""
        self._session.execute(sa.delete(SUBSCRIPTIONS).where(*_of(user_id, space_id)))

    def delete_all_subscriptions(self, space_id: int) -> None:
        """Let nobody follow a space."""
        self._session.execute(sa.delete(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.space_id == space_id))

    def is_subscribed(self, user_id: int, space_id: int) -> bool:
        """Whether a user follows a space."""
        query = sa.select(SUBSCRIPTIONS.c.space_id).where(*_of(user_id, space_id))
        return self._session.execute(query).first() is not None

    def count_subscribers(self, space_id: int) -> int:
        """Count the users who follow a space."""
        return self._count(SUBSCRIPTIONS.c.space_id == space_id)

    def count_subscriptions(self, user_id: int) -> int:
        """Count the spaces that a user follows."""
        return self._count(SUBSCRIPTIONS.c.user_id == user_id)

    def list_followed_feed(
        self, caller: Caller, *, after: FeedPosition | None, limit: int
    ) -> list[tuple[Publication, ProductionCopy]]:
        """Return a page of what a user may watch in the spaces that they follow, newest first."""
        page = (
            with_production()
            .where(SPACE_PUBLICATIONS.c.id.in_(self._followed(caller, after, limit)))
            .order_by(*_NEWEST_FIRST)
            .limit(limit)
        )
        return [with_production_of(row) for row in self._session.execute(page)]

    def _followed(
        self, caller: Caller, after: FeedPosition | None, limit: int
    ) -> sa.Select[tuple[int]]:
        """Select the ids of publications among which the page is."""
        c = SPACE_PUBLICATIONS.c
        watched = (
            sa.select(c.id)
            .join(PRODUCTIONS, PRODUCTIONS.c.production_id == c.production_id)
            .join(SPACES, SPACES.c.id == c.space_id)
            .where(
                c.status == PublicationStatus.PUBLISHED,
                PRODUCTIONS.c.status == COMPLETED,
                c.visible_in_space,
                may_watch(caller),
            )
        )
        if after is not None:
            at = sa.literal(after.published_at, c.published_at.type)
            last = sa.tuple_(at, sa.literal(after.publication_id))
            watched = watched.where(sa.tuple_(c.published_at, c.id) < last)
        own = SUBSCRIPTIONS.c.user_id == caller.user_id
        if not self._is_postgres:
            return watched.where(c.space_id.in_(sa.select(SUBSCRIPTIONS.c.space_id).where(own)))
        # Of each space only as many as a page holds are read, off the index of its feed.
        newest = (
            watched.where(c.space_id == SUBSCRIPTIONS.c.space_id)
            .order_by(*_NEWEST_FIRST)
            .limit(limit)
            .lateral("newest")
        )
        return sa.select(newest.c.id).select_from(SUBSCRIPTIONS.join(newest, sa.true())).where(own)

    def _count(self, condition: sa.ColumnElement[bool]) -> int:
        query = sa.select(sa.func.count()).select_from(SUBSCRIPTIONS).where(condition)
        return int(self._session.execute(query).scalar_one())


def _of(user_id: int, space_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (SUBSCRIPTIONS.c.user_id == user_id, SUBSCRIPTIONS.c.space_id == space_id)
