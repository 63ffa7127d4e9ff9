# SPDX-License-Identifier: Apache-2.0
"""Publications, their logs and the copies of their productions, in SQL."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.publish.domain.production import COMPLETED, DELETED, Production
from services.publish.domain.publication import (
    Action,
    Entry,
    Publication,
    Status,
    StorySource,
    Visibility,
)
from services.publish.store.spaces import insert_of
from services.publish.store.tables import (
    PRODUCTIONS,
    PUBLICATION_REQUESTS,
    SPACE_PUBLICATION_EVENTS,
    SPACE_PUBLICATIONS,
)
from services.publish.usecases.dependencies import FeedQuery

_TABLE = SPACE_PUBLICATIONS
_FIELDS = [column.name for column in _TABLE.columns if column.name != "id"]
_COPY_FIELDS = [column.name for column in PRODUCTIONS.columns]


class SqlPublications:
    """The publications, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, publication_id: int, *, lock: bool = False) -> Publication | None:
        """Return a publication."""
        found = self._many(sa.select(_TABLE).where(_TABLE.c.id == publication_id), lock=lock)
        return found[0] if found else None

    def find(self, production_id: int, space_id: int) -> Publication | None:
        """Return the publication of a production in a space, locked."""
        query = sa.select(_TABLE).where(
            _TABLE.c.production_id == production_id, _TABLE.c.space_id == space_id
        )
        found = self._many(query, lock=True)
        return found[0] if found else None

    def add(self, publication: Publication) -> Publication | None:
        """Add a publication; the first one of a production is its primary one."""
        first = replace(publication, is_primary=not self.of_production(publication.production_id))
        insert = insert_of(self._session)(_TABLE).values(_values(first))
        done = insert.on_conflict_do_nothing().returning(_TABLE.c.id)
        publication_id = self._session.execute(done).scalar()
        if publication_id is None:
            return None
        return replace(first, publication_id=publication_id)

    def save(self, publication: Publication) -> None:
        """Write a changed publication."""
        update = sa.update(_TABLE).where(_TABLE.c.id == publication.publication_id)
        self._session.execute(update.values(_values(publication)))

    def of_production(self, production_id: int, *, lock: bool = False) -> list[Publication]:
        """List the publications of a production, newest first."""
        query = sa.select(_TABLE).where(_TABLE.c.production_id == production_id)
        return self._many(query.order_by(_TABLE.c.id.desc()), lock=lock)

    def of_upload(self, upload_id: int, *, lock: bool = False) -> list[Publication]:
        """List the publications of an upload's productions, newest first."""
        query = sa.select(_TABLE).where(_TABLE.c.upload_id == upload_id)
        return self._many(query.order_by(_TABLE.c.id.desc()), lock=lock)

    def feed(self, query: FeedQuery) -> list[tuple[Publication, Production]]:
        """Return a page of a feed, newest first."""
        found = (
            sa.select(_TABLE, *(column.label(f"of_{column.name}") for column in PRODUCTIONS.c))
            .join(PRODUCTIONS, PRODUCTIONS.c.production_id == _TABLE.c.production_id)
            .where(*_shown(query))
            .order_by(_TABLE.c.published_at.desc(), _TABLE.c.id.desc())
            .limit(query.limit)
        )
        return [(_publication(row), _copy(row, "of_")) for row in self._session.execute(found)]

    def record(self, publication_id: int, entry: Entry) -> None:
        """Add a line to a publication's event log."""
        values = {
            "publication_id": publication_id,
            "action": entry.action,
            "actor_user_id": entry.actor_user_id,
            "note": entry.note,
            "at": entry.at,
        }
        self._session.execute(sa.insert(SPACE_PUBLICATION_EVENTS).values(values))

    def log(self, publication_id: int) -> list[Entry]:
        """Return a publication's event log, oldest first."""
        events = SPACE_PUBLICATION_EVENTS
        query = sa.select(events).where(events.c.publication_id == publication_id)
        return [
            Entry(Action(row.action), row.actor_user_id, row.note, row.at)
            for row in self._session.execute(query.order_by(events.c.id))
        ]

    def _many(  # Any: the columns of publications
        self, query: sa.Select[Any], *, lock: bool
    ) -> list[Publication]:
        rows = self._session.execute(query.with_for_update() if lock else query)
        return [_publication(row) for row in rows]


class SqlRequests:
    """The requests of other services, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def answered(self, request_id: str) -> int | None:
        """Return the publication this request got."""
        table = PUBLICATION_REQUESTS
        query = sa.select(table.c.publication_id).where(table.c.request_id == request_id)
        return self._session.execute(query).scalar()

    def keep(self, request_id: str, publication_id: int) -> None:
        """Remember what a request got; the first answer stays."""
        insert = insert_of(self._session)(PUBLICATION_REQUESTS)
        values = {"request_id": request_id, "publication_id": publication_id}
        self._session.execute(insert.values(values).on_conflict_do_nothing())


class SqlProductionCopies:
    """What hls last said of each production, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, production_id: int) -> Production | None:
        """Return the copy of a production."""
        query = sa.select(PRODUCTIONS).where(PRODUCTIONS.c.production_id == production_id)
        row = self._session.execute(query).first()
        return None if row is None else _copy(row)

    def keep(self, production: Production) -> bool:
        """Take over what hls says unless something newer is known; deleted is the last word."""
        insert = insert_of(self._session)(PRODUCTIONS).values(
            {name: getattr(production, name) for name in _COPY_FIELDS}
        )
        is_news = sa.and_(
            PRODUCTIONS.c.status != DELETED,
            sa.or_(
                insert.excluded.revision >= PRODUCTIONS.c.revision,
                insert.excluded.status == DELETED,
            ),
        )
        done = insert.on_conflict_do_update(
            index_elements=[PRODUCTIONS.c.production_id],
            set_={name: insert.excluded[name] for name in _COPY_FIELDS},
            where=is_news,
        ).returning(PRODUCTIONS.c.production_id)
        return self._session.execute(done).first() is not None


def _shown(query: FeedQuery) -> list[sa.ColumnElement[bool]]:
    conditions = [_TABLE.c.status == Status.PUBLISHED, PRODUCTIONS.c.status == COMPLETED]
    if query.space_id is None:
        conditions.append(_TABLE.c.visible_in_global)
    else:
        conditions += [_TABLE.c.space_id == query.space_id, _TABLE.c.visible_in_space]
    if not query.shows_members_only:
        conditions.append(_TABLE.c.visibility != Visibility.MEMBERS)
    if query.before is not None:
        at, publication_id = query.before.published_at, query.before.publication_id
        is_older = sa.and_(_TABLE.c.published_at == at, _TABLE.c.id < publication_id)
        conditions.append(sa.or_(_TABLE.c.published_at < at, is_older))
    return conditions


def _values(publication: Publication) -> dict[str, Any]:  # Any: columns of several types
    return {name: getattr(publication, name) for name in _FIELDS}


def _publication(row: sa.Row[Any]) -> Publication:  # Any: a row of publications
    given = {name: getattr(row, name) for name in _FIELDS}
    given["status"] = Status(row.status)
    given["visibility"] = Visibility(row.visibility)
    given["story_source"] = StorySource(row.story_source)
    return Publication(publication_id=row.id, **given)


def _copy(row: sa.Row[Any], prefix: str = "") -> Production:  # Any: a row of productions
    return Production(**{name: getattr(row, prefix + name) for name in _COPY_FIELDS})
