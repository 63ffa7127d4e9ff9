# SPDX-License-Identifier: Apache-2.0
"""The table of the drafts of productions."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.hls.coordinator.domain.draft_production import DraftProduction, MasterProgress
from services.hls.coordinator.store.tables import DRAFT_PRODUCTIONS

_COLUMNS = DRAFT_PRODUCTIONS.c
_SAME_NAME = (
    "production_id",
    "draft_id",
    "leased_until",
    "is_named",
    "body_sha256",
    "is_sealed",
    "export_id",
    "config",
)


class DraftProductionRepository:
    """The drafts of productions in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_draft_production(self, one: DraftProduction) -> None:
        """Store the draft of a new production."""
        self._session.execute(sa.insert(DRAFT_PRODUCTIONS).values(_values(one)))

    def find_draft_production(
        self, production_id: int, *, lock: bool = False
    ) -> DraftProduction | None:
        """Return the draft of a production, None when it has none."""
        query = sa.select(DRAFT_PRODUCTIONS).where(_COLUMNS.production_id == production_id)
        row = self._session.execute(query.with_for_update() if lock else query).first()
        return None if row is None else _draft_production(row)

    def find_draft_productions(self, production_ids: Sequence[int]) -> dict[int, DraftProduction]:
        """Return the drafts of these productions that have one, by production id."""
        query = sa.select(DRAFT_PRODUCTIONS).where(_COLUMNS.production_id.in_(production_ids))
        return {row.production_id: _draft_production(row) for row in self._session.execute(query)}

    def save_draft_production(self, one: DraftProduction) -> None:
        """Update the draft of a production."""
        update = sa.update(DRAFT_PRODUCTIONS).where(_COLUMNS.production_id == one.production_id)
        self._session.execute(update.values(_values(one)))

    def lease_unsealed(self, *, now: dt.datetime, until: dt.datetime) -> list[int]:
        """Lease the productions without a seal whose leases ran out; return their ids.

        A lease that ends later than any does was given before the clock was set back.
        """
        ends, latest = _COLUMNS.leased_until, until + (until - now)
        update = (
            sa.update(DRAFT_PRODUCTIONS)
            .where(_COLUMNS.is_sealed.is_(False), sa.or_(ends < now, ends > latest))
            .values(leased_until=until)
            .returning(_COLUMNS.production_id)
        )
        return sorted(row.production_id for row in self._session.execute(update))

    def delete_draft_production(self, production_id: int) -> None:
        """Delete the draft of a production."""
        delete = sa.delete(DRAFT_PRODUCTIONS).where(_COLUMNS.production_id == production_id)
        self._session.execute(delete)


def _values(one: DraftProduction) -> dict[str, Any]:  # Any: columns of several types
    master = {f"master_{name}": value for name, value in dataclasses.asdict(one.master).items()}
    return {**{name: getattr(one, name) for name in _SAME_NAME}, **master}


def _draft_production(row: sa.Row[Any]) -> DraftProduction:  # Any: a row of the table
    master = MasterProgress(row.master_percent, row.master_attempt, row.master_seq)
    return DraftProduction(**{name: getattr(row, name) for name in _SAME_NAME}, master=master)
