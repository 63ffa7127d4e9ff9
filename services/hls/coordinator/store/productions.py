# SPDX-License-Identifier: Apache-2.0
"""Productions and their renditions in SQL."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.hls.contract.packaging import Rendition
from services.hls.coordinator.domain.errors import AlreadyLive
from services.hls.coordinator.domain.production import FAILED, Production
from services.hls.coordinator.domain.upload import Source
from services.hls.coordinator.store.tables import PRODUCTIONS, RENDITIONS

_SAME = (
    "ulid",
    "name",
    "status",
    "output_prefix",
    "default_story_text",
    "request_id",
    "error_code",
    "error_message",
    "duration",
    "created_at",
    "updated_at",
    "started_at",
    "completed_at",
    "revision",
)
"""The columns that are called like the fields of a production."""


class SqlProductions:
    """The packagings of uploads, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, production: Production) -> Production:
        """Store a new one and return it numbered."""
        insert = sa.insert(PRODUCTIONS).values(_values(production)).returning(PRODUCTIONS.c.id)
        try:
            with self._session.begin_nested():
                production_id = self._session.execute(insert).scalar_one()
        except IntegrityError as error:
            raise AlreadyLive("Another production of this export came first.") from error
        return dataclasses.replace(production, production_id=production_id)

    def get(self, production_id: int, *, lock: bool = False) -> Production | None:
        """Return one, on request locked until the transaction ends."""
        query = sa.select(PRODUCTIONS).where(PRODUCTIONS.c.id == production_id)
        return self._one(query.with_for_update() if lock else query)

    def by_ids(self, production_ids: Sequence[int]) -> list[Production]:
        """Return those of these numbers that exist."""
        query = sa.select(PRODUCTIONS).where(PRODUCTIONS.c.id.in_(production_ids))
        return self._all(query.order_by(PRODUCTIONS.c.id))

    def by_ulid(self, ulid: str) -> Production | None:
        """Return the one of this ULID."""
        return self._one(sa.select(PRODUCTIONS).where(PRODUCTIONS.c.ulid == ulid))

    def by_request(self, request_id: str) -> Production | None:
        """Return the one that a request made."""
        return self._one(sa.select(PRODUCTIONS).where(PRODUCTIONS.c.request_id == request_id))

    def live_of_export(self, upload_id: int) -> Production | None:
        """Return the one production of an export that has not failed."""
        is_live = (PRODUCTIONS.c.is_export, PRODUCTIONS.c.status != FAILED)
        return self._one(
            sa.select(PRODUCTIONS).where(PRODUCTIONS.c.upload_id == upload_id, *is_live)
        )

    def newest_of(self, upload_ids: Sequence[int]) -> dict[int, Production]:
        """Return the newest production of each upload that has one."""
        newest = (
            sa.select(sa.func.max(PRODUCTIONS.c.id))
            .where(PRODUCTIONS.c.upload_id.in_(upload_ids))
            .group_by(PRODUCTIONS.c.upload_id)
        )
        found = self._all(sa.select(PRODUCTIONS).where(PRODUCTIONS.c.id.in_(newest)))
        return {one.upload_id: one for one in found}

    def page(
        self, *, owner_user_id: int | None, upload_id: int | None, before: int | None, limit: int
    ) -> list[Production]:
        """List productions, newest first, from below a number."""
        c = PRODUCTIONS.c
        query = sa.select(PRODUCTIONS).order_by(c.id.desc()).limit(limit)
        if owner_user_id is not None:
            query = query.where(c.user_id == owner_user_id)
        if upload_id is not None:
            query = query.where(c.upload_id == upload_id)
        if before is not None:
            query = query.where(c.id < before)
        return self._all(query)

    def save(self, production: Production) -> None:
        """Replace what is stored of one."""
        update = sa.update(PRODUCTIONS).where(PRODUCTIONS.c.id == production.production_id)
        self._session.execute(update.values(_values(production)))

    def delete(self, production_id: int) -> None:
        """Forget one and its renditions."""
        gone = sa.delete(RENDITIONS).where(RENDITIONS.c.production_id == production_id)
        self._session.execute(gone)
        self._session.execute(sa.delete(PRODUCTIONS).where(PRODUCTIONS.c.id == production_id))

    def renditions(self, production_ids: Sequence[int]) -> dict[int, list[Rendition]]:
        """Return the renditions of productions, best first."""
        query = (
            sa.select(RENDITIONS)
            .where(RENDITIONS.c.production_id.in_(production_ids))
            .order_by(RENDITIONS.c.position)
        )
        found: dict[int, list[Rendition]] = defaultdict(list)
        for row in self._session.execute(query):
            found[row.production_id].append(Rendition.model_validate(dict(row._mapping)))
        return dict(found)

    def set_renditions(self, production_id: int, renditions: Sequence[Rendition]) -> None:
        """Replace the renditions of a production."""
        gone = sa.delete(RENDITIONS).where(RENDITIONS.c.production_id == production_id)
        self._session.execute(gone)
        rows = [
            {"production_id": production_id, "position": place, **one.model_dump()}
            for place, one in enumerate(renditions)
        ]
        self._session.execute(sa.insert(RENDITIONS), rows)

    def _one(self, query: sa.Select[Any]) -> Production | None:
        row = self._session.execute(query).first()
        return None if row is None else _production(row)

    def _all(self, query: sa.Select[Any]) -> list[Production]:
        return [_production(row) for row in self._session.execute(query)]


def _values(production: Production) -> dict[str, Any]:  # Any: columns of several types
    return {
        **{name: getattr(production, name) for name in _SAME},
        "upload_id": production.upload_id,
        "user_id": production.owner_user_id,
        "is_export": production.source.is_export,
        "config": dict(production.settings),
        "source": dataclasses.asdict(production.source),
    }


def _production(row: sa.Row[Any]) -> Production:  # Any: a row of productions
    return Production(
        production_id=row.id,
        owner_user_id=row.user_id,
        source=Source(**row.source),
        settings=row.config,
        **{name: getattr(row, name) for name in _SAME},
    )
