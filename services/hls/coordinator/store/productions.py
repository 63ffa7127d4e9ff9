# SPDX-License-Identifier: Apache-2.0
"""The tables of productions and renditions."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.hls.contract.packaging import Rendition
from services.hls.coordinator.domain.errors import AlreadyLive
from services.hls.coordinator.domain.production import (
    FAILED,
    STATUSES_OF_STATE,
    PackagingSettings,
    Production,
    ProductionFilter,
)
from services.hls.coordinator.domain.upload import SourceFile
from services.hls.coordinator.store.tables import PRODUCTIONS, RENDITIONS

_SAME_NAME = (
    "ulid",
    "name",
    "status",
    "output_prefix",
    "default_story_text",
    "request_id",
    "error_code",
    "error_message",
    "created_at",
    "updated_at",
    "started_at",
    "completed_at",
    "revision",
    "replaces_id",
    "requested_by",
    "clock_start",
    "damaged_pictures",
)
"""The columns that have the name and the type of a field of Production."""


class ProductionRepository:
    """The productions and their renditions in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_production(self, production: Production) -> Production:
        """Store a new production and return it with its id.

        AlreadyLive when its export has a live one, or its request id is taken.
        """
        insert = sa.insert(PRODUCTIONS).values(_values(production)).returning(PRODUCTIONS.c.id)
        try:
            with self._session.begin_nested():
                production_id = self._session.execute(insert).scalar_one()
        except IntegrityError as error:
            raise AlreadyLive("Another production of this export exists already.") from error
        return dataclasses.replace(production, production_id=production_id)

    def find_production(self, production_id: int, *, lock: bool = False) -> Production | None:
        """Return the production of an id; with `lock`, locked until the transaction ends."""
        query = sa.select(PRODUCTIONS).where(PRODUCTIONS.c.id == production_id)
        return self._one(query.with_for_update() if lock else query)

    def find_productions(self, production_ids: Sequence[int]) -> list[Production]:
        """Return the productions of these ids that exist, in the order of their ids."""
        query = sa.select(PRODUCTIONS).where(PRODUCTIONS.c.id.in_(production_ids))
        return self._all(query.order_by(PRODUCTIONS.c.id))

    def find_productions_by_prefix(self, prefixes: Sequence[str]) -> list[Production]:
        """Return the productions whose files lie in one of these folders."""
        query = sa.select(PRODUCTIONS).where(PRODUCTIONS.c.output_prefix.in_(prefixes))
        return self._all(query.order_by(PRODUCTIONS.c.id))

    def find_productions_by_ulid(self, ulids: Sequence[str]) -> list[Production]:
        """Return the productions of these ULIDs that exist."""
        query = sa.select(PRODUCTIONS).where(PRODUCTIONS.c.ulid.in_(ulids))
        return self._all(query.order_by(PRODUCTIONS.c.id))

    def find_production_by_ulid(self, ulid: str) -> Production | None:
        """Return the production of a ULID."""
        return self._one(sa.select(PRODUCTIONS).where(PRODUCTIONS.c.ulid == ulid))

    def find_production_by_request(self, request_id: str) -> Production | None:
        """Return the production that a request created."""
        return self._one(sa.select(PRODUCTIONS).where(PRODUCTIONS.c.request_id == request_id))

    def find_live_production_of_export(self, upload_id: int) -> Production | None:
        """Return the one production of an export that has not failed."""
        is_live = (PRODUCTIONS.c.is_export, PRODUCTIONS.c.status != FAILED)
        return self._one(
            sa.select(PRODUCTIONS).where(PRODUCTIONS.c.upload_id == upload_id, *is_live)
        )

    def find_replacement(self, production_id: int) -> Production | None:
        """Return what will replace the stream of a production."""
        return self._one(sa.select(PRODUCTIONS).where(PRODUCTIONS.c.replaces_id == production_id))

    def find_newest_productions(self, upload_ids: Sequence[int]) -> dict[int, Production]:
        """Return the newest production of each upload that has one, by upload id."""
        newest = (
            sa.select(sa.func.max(PRODUCTIONS.c.id))
            .where(PRODUCTIONS.c.upload_id.in_(upload_ids), PRODUCTIONS.c.replaces_id.is_(None))
            .group_by(PRODUCTIONS.c.upload_id)
        )
        found = self._all(sa.select(PRODUCTIONS).where(PRODUCTIONS.c.id.in_(newest)))
        return {one.upload_id: one for one in found}

    def list_productions(
        self, chosen: ProductionFilter, *, before: int | None, limit: int
    ) -> list[Production]:
        """List the productions that match, newest first, with ids below `before`."""
        c = PRODUCTIONS.c
        query = sa.select(PRODUCTIONS).where(*_conditions(chosen))
        if chosen.state is not None:
            query = query.where(c.status.in_(STATUSES_OF_STATE[chosen.state]))
        if before is not None:
            query = query.where(c.id < before)
        return self._all(query.order_by(c.id.desc()).limit(limit))

    def count_productions(self, chosen: ProductionFilter) -> dict[str, int]:
        """Count the productions that match in every state, whatever state is asked for."""
        c = PRODUCTIONS.c
        query = sa.select(c.status, sa.func.count().label("number")).where(*_conditions(chosen))
        rows = self._session.execute(query.group_by(c.status))
        counts = {row.status: row.number for row in rows}
        return {
            state: sum(counts.get(one, 0) for one in statuses)
            for state, statuses in STATUSES_OF_STATE.items()
        }

    def save_production(self, production: Production) -> None:
        """Update the row of a production."""
        update = sa.update(PRODUCTIONS).where(PRODUCTIONS.c.id == production.production_id)
        self._session.execute(update.values(_values(production)))

    def delete_production(self, production_id: int) -> None:
        """Delete a production and its renditions."""
        self._delete_renditions(production_id)
        self._session.execute(sa.delete(PRODUCTIONS).where(PRODUCTIONS.c.id == production_id))

    def find_renditions(self, production_ids: Sequence[int]) -> dict[int, list[Rendition]]:
        """Return the renditions of productions by production id, the largest first."""
        query = (
            sa.select(RENDITIONS)
            .where(RENDITIONS.c.production_id.in_(production_ids), ~RENDITIONS.c.is_dropped)
            .order_by(RENDITIONS.c.position)
        )
        found: dict[int, list[Rendition]] = defaultdict(list)
        for row in self._session.execute(query):
            found[row.production_id].append(Rendition.model_validate(row))
        return dict(found)

    def save_renditions(self, production_id: int, renditions: Sequence[Rendition]) -> None:
        """Replace the renditions of a production."""
        self._delete_renditions(production_id)
        rows = [
            {"production_id": production_id, "position": place, **one.model_dump()}
            for place, one in enumerate(renditions)
        ]
        self._session.execute(sa.insert(RENDITIONS), rows)

    def list_dropped_renditions(self, production_id: int) -> list[str]:
        """List the names of the renditions that were dropped of a production."""
        c = RENDITIONS.c
        query = sa.select(c.name).where(c.production_id == production_id, c.is_dropped)
        return list(self._session.execute(query).scalars())

    def drop_rendition(self, production_id: int, name: str) -> None:
        """Mark a rendition of a production as dropped."""
        c = RENDITIONS.c
        update = sa.update(RENDITIONS).where(c.production_id == production_id, c.name == name)
        self._session.execute(update.values(is_dropped=True))

    def _delete_renditions(self, production_id: int) -> None:
        delete = sa.delete(RENDITIONS).where(RENDITIONS.c.production_id == production_id)
        self._session.execute(delete)

    def _one(self, query: sa.Select[Any]) -> Production | None:
        row = self._session.execute(query).first()
        return None if row is None else _production(row)

    def _all(self, query: sa.Select[Any]) -> list[Production]:
        return [_production(row) for row in self._session.execute(query)]


def _conditions(chosen: ProductionFilter) -> list[sa.ColumnElement[bool]]:
    c = PRODUCTIONS.c
    conditions = [c.user_id == chosen.owner_user_id, c.replaces_id.is_(None)]
    if chosen.upload_id is not None:
        conditions.append(PRODUCTIONS.c.upload_id == chosen.upload_id)
    return conditions


def _values(production: Production) -> dict[str, Any]:  # Any: columns of several types
    duration = production.duration
    return {
        **{name: getattr(production, name) for name in _SAME_NAME},
        "upload_id": production.upload_id,
        "user_id": production.owner_user_id,
        # The upload of a replacement is not its own yet.
        "is_export": production.source.is_export and production.replaces_id is None,
        "config": dataclasses.asdict(production.settings),
        "source": dataclasses.asdict(production.source),
        "duration": None if duration is None else f"{duration.numerator}/{duration.denominator}",
    }


def _production(row: sa.Row[Any]) -> Production:  # Any: a row of productions
    return Production(
        production_id=row.id,
        owner_user_id=row.user_id,
        source=SourceFile(**row.source),
        settings=PackagingSettings(**row.config),
        duration=None if row.duration is None else Fraction(row.duration),
        **{name: getattr(row, name) for name in _SAME_NAME},
    )
