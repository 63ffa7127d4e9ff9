# SPDX-License-Identifier: Apache-2.0
"""Publications and their audit logs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import insert_if_absent
from services.publish.domain.errors import PublicationNotFound
from services.publish.domain.feed import FeedQuery
from services.publish.domain.production import COMPLETED, ProductionCopy
from services.publish.domain.publication import (
    LIVE,
    AuditAction,
    AuditEntry,
    Publication,
    PublicationStatus,
    StorySource,
    Visibility,
)
from services.publish.store.productions import production_of_row
from services.publish.store.tables import (
    PRODUCTIONS,
    SPACE_PUBLICATION_EVENTS,
    SPACE_PUBLICATIONS,
)

_TABLE = SPACE_PUBLICATIONS
_FIELDS = [column.name for column in _TABLE.columns if column.name != "id"]
_PRODUCTION_PREFIX = "production_copy_"
_WAITS = sa.or_(
    _TABLE.c.status == PublicationStatus.PENDING,
    sa.and_(_TABLE.c.held_title.is_not(None), sa.not_(_TABLE.c.is_held_rejected)),
)


class PublicationRepository:
    """Reads and writes publications and their audit logs."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_publication(self, publication_id: int, *, lock: bool = False) -> Publication:
        """Return a publication, locked until the transaction ends when asked.

        PublicationNotFound when there is none.
        """
        found = self._list(sa.select(_TABLE).where(_TABLE.c.id == publication_id), lock=lock)
        if not found:
            raise PublicationNotFound("No publication has this id.")
        return found[0]

    def find_publication_in_space(self, production_id: int, space_id: int) -> Publication | None:
        """Return the publication of a production in a space, locked; None when absent."""
        query = sa.select(_TABLE).where(
            _TABLE.c.production_id == production_id, _TABLE.c.space_id == space_id
        )
        found = self._list(query, lock=True)
        return found[0] if found else None

    def has_publication(self, production_id: int, space_id: int) -> bool:
        """Whether a space has a publication of a production, whatever its status."""
        query = sa.select(_TABLE.c.id).where(
            _TABLE.c.production_id == production_id, _TABLE.c.space_id == space_id
        )
        return self._session.execute(query).first() is not None

    def add_publication(self, publication: Publication) -> Publication | None:
        """Insert a publication and return it with its id; None when the space already has one.

        The first publication of a production is its primary one.
        """
        others = self.list_publications_of_production(publication.production_id)
        first = replace(publication, is_primary=not others)
        row = insert_if_absent(self._session, _TABLE, _values(first))
        return None if row is None else replace(first, publication_id=row.id)

    def save_publication(self, publication: Publication) -> None:
        """Update the row of a publication."""
        update = sa.update(_TABLE).where(_TABLE.c.id == publication.publication_id)
        self._session.execute(update.values(_values(publication)))

    def list_publications_of_production(
        self,
        production_id: int,
        *,
        before: int | None = None,
        limit: int | None = None,
        lock: bool = False,
    ) -> list[Publication]:
        """Return the publications of a production, newest first, with ids below `before`."""
        newest_first = _newest_first(_TABLE.c.production_id == production_id, before, limit)
        return self._list(newest_first, lock=lock)

    def list_publications_of_upload(
        self,
        upload_id: int,
        *,
        before: int | None = None,
        limit: int | None = None,
        lock: bool = False,
    ) -> list[Publication]:
        """Return the publications of all productions of an upload, as those of a production."""
        newest_first = _newest_first(_TABLE.c.upload_id == upload_id, before, limit)
        return self._list(newest_first, lock=lock)

    def list_live_publications_of_space(self, space_id: int) -> list[Publication]:
        """Return the pending and published publications of a space, newest first and locked."""
        is_live = sa.and_(_TABLE.c.space_id == space_id, _TABLE.c.status.in_(LIVE))
        return self._list(_newest_first(is_live, None, None), lock=True)

    def count_live_publications_of_space(self, space_id: int) -> int:
        """Count the pending and published publications of a space."""
        is_live = sa.and_(_TABLE.c.space_id == space_id, _TABLE.c.status.in_(LIVE))
        query = sa.select(sa.func.count()).select_from(_TABLE).where(is_live)
        return int(self._session.execute(query).scalar_one())

    def list_feed(self, query: FeedQuery) -> list[tuple[Publication, ProductionCopy]]:
        """Return one page of a feed, newest first, each publication with its production."""
        page = (
            with_production()
            .where(*_feed_conditions(query))
            .order_by(_TABLE.c.published_at.desc(), _TABLE.c.id.desc())
            .limit(query.limit)
        )
        return self._list_with_productions(page)

    def find_pinned(self, query: FeedQuery) -> tuple[Publication, ProductionCopy] | None:
        """Return the publication that a feed is to begin with, None when the feed lacks it."""
        unpinned = replace(query, pin="", after=None)
        is_meant = sa.and_(*_feed_conditions(unpinned), PRODUCTIONS.c.ulid == query.pin)
        newest = with_production().where(is_meant).order_by(_TABLE.c.id.desc()).limit(1)
        found = self._list_with_productions(newest)
        return found[0] if found else None

    def list_pending(
        self, space_id: int, *, before: int | None, limit: int
    ) -> list[tuple[Publication, ProductionCopy]]:
        """Return the publications of a space of which something waits for approval.

        The newest come first, with ids below `before`.
        """
        page = with_production().where(_TABLE.c.space_id == space_id, _WAITS)
        if before is not None:
            page = page.where(_TABLE.c.id < before)
        return self._list_with_productions(page.order_by(_TABLE.c.id.desc()).limit(limit))

    def list_in_space(
        self, space_id: int, status: PublicationStatus, *, before: int | None, limit: int
    ) -> list[tuple[Publication, ProductionCopy]]:
        """Return the publications of a space with a status, as `list_pending` does."""
        page = with_production().where(_TABLE.c.space_id == space_id, _TABLE.c.status == status)
        if before is not None:
            page = page.where(_TABLE.c.id < before)
        return self._list_with_productions(page.order_by(_TABLE.c.id.desc()).limit(limit))

    def count_pending(self, space_ids: Sequence[int]) -> dict[int, int]:
        """Count the publications of these spaces of which something waits for approval.

        Spaces without any are left out.
        """
        query = (
            sa.select(_TABLE.c.space_id, sa.func.count().label("pending"))
            .where(_TABLE.c.space_id.in_(space_ids), _WAITS)
            .group_by(_TABLE.c.space_id)
        )
        return {row.space_id: row.pending for row in self._session.execute(query)}

    def add_audit_entry(self, publication_id: int, entry: AuditEntry) -> None:
        """Append an entry to the audit log of a publication."""
        values = {
            "publication_id": publication_id,
            "action": entry.action,
            "actor_user_id": entry.actor_user_id,
            "note": entry.note,
            "at": entry.at,
        }
        self._session.execute(sa.insert(SPACE_PUBLICATION_EVENTS).values(values))

    def list_audit_entries(self, publication_id: int) -> list[AuditEntry]:
        """Return the audit log of a publication, oldest entry first."""
        events = SPACE_PUBLICATION_EVENTS
        query = sa.select(events).where(events.c.publication_id == publication_id)
        return [
            AuditEntry(AuditAction(row.action), row.actor_user_id, row.note, row.at)
            for row in self._session.execute(query.order_by(events.c.id))
        ]

    def list_last_entries(
        self, publication_ids: Iterable[int], actions: Iterable[AuditAction]
    ) -> dict[tuple[int, AuditAction], AuditEntry]:
        """Return the last entry of each of these actions in the logs of some publications."""
        events = SPACE_PUBLICATION_EVENTS
        is_asked_for = sa.and_(
            events.c.publication_id.in_(list(publication_ids)), events.c.action.in_(list(actions))
        )
        last = sa.select(sa.func.max(events.c.id)).where(is_asked_for)
        last = last.group_by(events.c.publication_id, events.c.action)
        rows = self._session.execute(sa.select(events).where(events.c.id.in_(last)))
        return {
            (row.publication_id, AuditAction(row.action)): AuditEntry(
                AuditAction(row.action), row.actor_user_id, row.note, row.at
            )
            for row in rows
        }

    def _list_with_productions(  # Any: the columns of publications and productions
        self, query: sa.Select[Any]
    ) -> list[tuple[Publication, ProductionCopy]]:
        return [with_production_of(row) for row in self._session.execute(query)]

    def _list(  # Any: the columns of publications
        self, query: sa.Select[Any], *, lock: bool
    ) -> list[Publication]:
        rows = self._session.execute(query.with_for_update() if lock else query)
        return [_publication(row) for row in rows]


def with_production() -> sa.Select[Any]:  # Any: the columns of publications and productions
    """Select publications with the columns of their productions, as `with_production_of` reads."""
    columns = (column.label(f"{_PRODUCTION_PREFIX}{column.name}") for column in PRODUCTIONS.c)
    return sa.select(_TABLE, *columns).join(
        PRODUCTIONS, PRODUCTIONS.c.production_id == _TABLE.c.production_id
    )


def with_production_of(  # Any: a row of publications and productions
    row: sa.Row[Any],
) -> tuple[Publication, ProductionCopy]:
    """Return the publication and the production of a row of `with_production`.

    The production has the name that the publication shows.
    """
    publication = _publication(row)
    production = production_of_row(row, _PRODUCTION_PREFIX)
    return publication, replace(production, name=publication.title)


def _newest_first(
    condition: sa.ColumnElement[bool], before: int | None, limit: int | None
) -> sa.Select[Any]:  # Any: the columns of publications
    query = sa.select(_TABLE).where(condition).order_by(_TABLE.c.id.desc()).limit(limit)
    return query if before is None else query.where(_TABLE.c.id < before)


def _feed_conditions(query: FeedQuery) -> list[sa.ColumnElement[bool]]:
    conditions = [_TABLE.c.status == PublicationStatus.PUBLISHED, PRODUCTIONS.c.status == COMPLETED]
    if query.space_id is None:
        conditions.append(_TABLE.c.visible_in_global)
    else:
        conditions += [_TABLE.c.space_id == query.space_id, _TABLE.c.visible_in_space]
    if not query.includes_members_only:
        conditions.append(_TABLE.c.visibility != Visibility.MEMBERS)
    if query.pin:
        conditions.append(PRODUCTIONS.c.ulid != query.pin)
    if query.after is not None:
        at, publication_id = query.after.published_at, query.after.publication_id
        # Compared as one row, so that a deep page begins in the index where the last one ended.
        last = sa.tuple_(sa.literal(at, _TABLE.c.published_at.type), sa.literal(publication_id))
        conditions.append(sa.tuple_(_TABLE.c.published_at, _TABLE.c.id) < last)
    return conditions


def _values(publication: Publication) -> dict[str, Any]:  # Any: columns of several types
    return {name: getattr(publication, name) for name in _FIELDS}


def _publication(row: sa.Row[Any]) -> Publication:  # Any: a row of publications
    values = {name: getattr(row, name) for name in _FIELDS}
    values["status"] = PublicationStatus(row.status)
    values["visibility"] = Visibility(row.visibility)
    values["story_source"] = StorySource(row.story_source)
    return Publication(publication_id=row.id, **values)
