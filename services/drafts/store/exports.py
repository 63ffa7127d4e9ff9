# SPDX-License-Identifier: Apache-2.0
"""Sealed timelines in SQL."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.drafts.domain.export import RUNNING, Export, SealedTimeline, State
from services.drafts.store.tables import SEALED_TIMELINES

_COLUMNS = SEALED_TIMELINES.c
_CHANGING = (
    "state",
    "progress_pct",
    "progress_stage",
    "progress_updated_at",
    "attempt",
    "seq",
    "error_code",
    "error_message",
    "result_upload_id",
    "is_withdrawn",
)
_OF_EXPORT = ("export_id", "owner_user_id", "project_id", "created_at", *_CHANGING)
_OF_SEAL = (
    "export_id",
    "purpose",
    "owner_user_id",
    "project_id",
    "name",
    "description",
    "document",
    "uploads",
    "is_withdrawn",
)


class SqlExports:
    """The sealed timelines and how they are doing, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, export: Export, sealed: SealedTimeline, *, digest: str) -> None:
        """Add a sealed timeline."""
        values = {name: getattr(sealed, name) for name in _OF_SEAL}
        values |= {name: getattr(export, name) for name in _OF_EXPORT}
        values["document_digest"] = digest
        self._session.execute(sa.insert(SEALED_TIMELINES).values(values))

    def get(self, export_id: str) -> Export | None:
        """Return how an export is doing."""
        row = self._session.execute(_exports().where(_COLUMNS.export_id == export_id)).first()
        return None if row is None else _export(row)

    def lock(self, export_id: str) -> Export | None:
        """Return how an export is doing, locked until the transaction ends."""
        query = _exports().where(_COLUMNS.export_id == export_id).with_for_update()
        row = self._session.execute(query).first()
        return None if row is None else _export(row)

    def put(self, export: Export) -> None:
        """Write how an export is doing."""
        values = {name: getattr(export, name) for name in _CHANGING}
        update = sa.update(SEALED_TIMELINES).where(_COLUMNS.export_id == export.export_id)
        self._session.execute(update.values(values))

    def sealed(self, export_id: str) -> SealedTimeline | None:
        """Return what was sealed."""
        columns = [_COLUMNS[name] for name in _OF_SEAL]
        query = sa.select(*columns).where(_COLUMNS.export_id == export_id)
        row = self._session.execute(query).first()
        return None if row is None else SealedTimeline(**row._mapping)

    def running(self, project_id: int, *, digest: str | None = None) -> list[Export]:
        """Return a project's running exports, of one document or of any, locked."""
        query = (
            _exports()
            .where(_COLUMNS.project_id == project_id, _COLUMNS.state.in_(RUNNING))
            .order_by(_COLUMNS.created_at, _COLUMNS.export_id)
            .with_for_update()
        )
        if digest is not None:
            query = query.where(_COLUMNS.document_digest == digest)
        return [_export(row) for row in self._session.execute(query)]


def _exports() -> sa.Select[Any]:  # Any: columns of several types
    return sa.select(*(_COLUMNS[name] for name in _OF_EXPORT))


def _export(row: sa.Row[Any]) -> Export:  # Any: a row of sealed timelines
    return Export(**{**row._mapping, "state": State(row.state)})
