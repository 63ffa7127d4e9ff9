# SPDX-License-Identifier: Apache-2.0
"""Store sealed timelines and the progress of their exports."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.drafts.domain.export import (
    RUNNING,
    CompletedExport,
    Export,
    ExportState,
    SealedDocument,
)
from services.drafts.store.tables import PROJECTS, SEALED_TIMELINES
from services.drafts.store.upload_details import details_from_json, details_to_json

_COLUMNS = SEALED_TIMELINES.c
_PROGRESS = (
    "state",
    "progress_pct",
    "progress_stage",
    "progress_updated_at",
    "attempt",
    "seq",
    "error_code",
    "error_message",
    "result_upload_id",
    "is_cancel_requested",
)
_OF_EXPORT = ("export_id", "owner_user_id", "project_id", "created_at", *_PROGRESS)
_OF_SEALED = (
    "export_id",
    "purpose",
    "owner_user_id",
    "project_id",
    "name",
    "description",
    "document",
    "uploads",
    "is_cancel_requested",
    "production_ulid",
)


class ExportRepository:
    """The sealed timelines and the progress of their exports, one row each."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_export(self, export: Export, sealed: SealedDocument, *, digest: str) -> None:
        """Insert an export with its sealed timeline."""
        values = {name: getattr(sealed, name) for name in _OF_SEALED}
        values |= {name: getattr(export, name) for name in _OF_EXPORT}
        values |= {"uploads": details_to_json(sealed.uploads), "document_digest": digest}
        self._session.execute(sa.insert(SEALED_TIMELINES).values(values))

    def find_export(self, export_id: str) -> Export | None:
        """Return an export, None when there is none."""
        row = self._session.execute(_select().where(_COLUMNS.export_id == export_id)).first()
        return None if row is None else _export(row)

    def lock_export(self, export_id: str) -> Export | None:
        """Return an export, locked until the transaction ends."""
        query = _select().where(_COLUMNS.export_id == export_id).with_for_update()
        row = self._session.execute(query).first()
        return None if row is None else _export(row)

    def save_export(self, export: Export) -> None:
        """Update the progress of an export."""
        values = {name: getattr(export, name) for name in _PROGRESS}
        update = sa.update(SEALED_TIMELINES).where(_COLUMNS.export_id == export.export_id)
        self._session.execute(update.values(values))

    def find_sealed_timeline(self, export_id: str) -> SealedDocument | None:
        """Return the sealed timeline of an export, None when there is none."""
        columns = [_COLUMNS[name] for name in _OF_SEALED]
        query = sa.select(*columns).where(_COLUMNS.export_id == export_id)
        row = self._session.execute(query).first()
        if row is None:
            return None
        return SealedDocument(**{**row._mapping, "uploads": details_from_json(row.uploads)})

    def count_running_exports(self, owner_user_id: int) -> int:
        """Count the exports of a user that have not ended."""
        query = sa.select(sa.func.count()).where(
            _COLUMNS.owner_user_id == owner_user_id, _COLUMNS.state.in_(RUNNING)
        )
        return int(self._session.execute(query).scalar_one())

    def delete_exports_without_project(self, *, before: dt.datetime) -> int:
        """Delete the ended exports of deleted projects that were last changed before; count them.

        Their videos are uploads of the library, and stay.
        """
        delete = sa.delete(SEALED_TIMELINES).where(
            _COLUMNS.project_id.not_in(sa.select(PROJECTS.c.id)),
            _COLUMNS.state.not_in(RUNNING),
            _COLUMNS.progress_updated_at < before,
        )
        return len(self._session.execute(delete.returning(_COLUMNS.export_id)).all())

    def list_completed_exports(self, *, after: str, limit: int) -> list[CompletedExport]:
        """Return a page of the completed exports of existing projects, by id after one."""
        columns = (_COLUMNS[name] for name in ("export_id", "owner_user_id", "project_id", "name"))
        query = (
            sa.select(*columns, _COLUMNS.result_upload_id.label("upload_id"))
            .where(
                _COLUMNS.export_id > after,
                _COLUMNS.result_upload_id.is_not(None),
                _COLUMNS.project_id.in_(sa.select(PROJECTS.c.id)),
            )
            .order_by(_COLUMNS.export_id)
            .limit(limit)
        )
        return [CompletedExport(**row._mapping) for row in self._session.execute(query)]

    def lock_running_exports(self, project_id: int, *, digest: str | None = None) -> list[Export]:
        """Return the running exports of a project, locked, of one document or of any."""
        query = (
            _select()
            .where(_COLUMNS.project_id == project_id, _COLUMNS.state.in_(RUNNING))
            .order_by(_COLUMNS.created_at, _COLUMNS.export_id)
            .with_for_update()
        )
        if digest is not None:
            query = query.where(_COLUMNS.document_digest == digest)
        return [_export(row) for row in self._session.execute(query)]


def _select() -> sa.Select[Any]:  # Any: columns of several types
    return sa.select(*(_COLUMNS[name] for name in _OF_EXPORT))


def _export(row: sa.Row[Any]) -> Export:  # Any: a row of sealed timelines
    return Export(**{**row._mapping, "state": ExportState(row.state)})
