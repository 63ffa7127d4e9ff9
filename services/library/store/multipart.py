# SPDX-License-Identifier: Apache-2.0
"""Store the uploads whose files are being sent in parts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.library.domain.multipart import PartPlan, UnfinishedUpload
from services.library.domain.upload import UploadKind, UploadState
from services.library.store.rows import to_upload
from services.library.store.tables import MULTIPART_UPLOADS, UPLOADS

_M = MULTIPART_UPLOADS.c
_PLAN = ("user_id", "fingerprint", "size_bytes", "part_bytes", "name", "active_at")
_PROJECT_ID = UPLOADS.c.create_video_project_id.label("project_id")


class UnfinishedUploadRepository:
    """The uploads that are not complete, each with the plan of its parts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_unfinished(self, unfinished: UnfinishedUpload) -> None:
        """Insert an unfinished upload; its upload exists."""
        values = {
            "upload_id": unfinished.upload.upload_id,
            "user_id": unfinished.user_id,
            "fingerprint": unfinished.fingerprint,
            "size_bytes": unfinished.plan.size_bytes,
            "part_bytes": unfinished.plan.part_bytes,
            "name": unfinished.name,
            "active_at": unfinished.active_at,
        }
        self._session.execute(sa.insert(MULTIPART_UPLOADS).values(values))

    def find_unfinished(self, upload_id: int) -> UnfinishedUpload | None:
        """Return an unfinished upload, None when it is complete or does not exist."""
        return next(iter(self._list(_M.upload_id == upload_id, limit=1)), None)

    def find_unfinished_like(
        self, user_id: int, *, fingerprint: str, size_bytes: int, kind: UploadKind
    ) -> UnfinishedUpload | None:
        """Return the user's newest unfinished upload of an equal file."""
        conditions = (
            _M.user_id == user_id,
            _M.fingerprint == fingerprint,
            _M.size_bytes == size_bytes,
            UPLOADS.c.kind == kind.value,
        )
        return next(iter(self._list(*conditions, limit=1)), None)

    def list_unfinished(self, user_id: int, *, limit: int) -> list[UnfinishedUpload]:
        """Return a user's unfinished uploads, newest first."""
        return self._list(_M.user_id == user_id, limit=limit)

    def list_stale(self, before: dt.datetime) -> list[UnfinishedUpload]:
        """Return the unfinished uploads that nobody continued since a moment."""
        return self._list(_M.active_at < before)

    def touch_unfinished(self, upload_id: int, *, at: dt.datetime) -> None:
        """Store that an unfinished upload was continued."""
        update = sa.update(MULTIPART_UPLOADS).where(_M.upload_id == upload_id)
        self._session.execute(update.values(active_at=at))

    def delete_unfinished(self, upload_id: int) -> None:
        """Delete the plan of an upload's parts; nothing happens when it has none."""
        self._session.execute(sa.delete(MULTIPART_UPLOADS).where(_M.upload_id == upload_id))

    def _list(
        self, *conditions: sa.ColumnElement[bool], limit: int | None = None
    ) -> list[UnfinishedUpload]:
        plan = [_M[name].label(f"multipart_{name}") for name in _PLAN]
        query: sa.Select[Any] = (  # Any: the columns of two tables
            sa.select(*UPLOADS.columns, _PROJECT_ID, *plan)
            .join_from(MULTIPART_UPLOADS, UPLOADS, UPLOADS.c.id == _M.upload_id)
            .where(*conditions, UPLOADS.c.state == UploadState.SIGNED.value)
            .order_by(_M.upload_id.desc())
            .limit(limit)
        )
        return [_to_unfinished(row) for row in self._session.execute(query)]


def _to_unfinished(row: sa.Row[Any]) -> UnfinishedUpload:  # Any: the columns of two tables
    return UnfinishedUpload(
        upload=to_upload(row),
        user_id=row.multipart_user_id,
        plan=PartPlan(row.multipart_size_bytes, row.multipart_part_bytes),
        name=row.multipart_name,
        fingerprint=row.multipart_fingerprint,
        active_at=row.multipart_active_at,
    )
