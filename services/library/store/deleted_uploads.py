# SPDX-License-Identifier: Apache-2.0
"""Store what is recorded of deleted uploads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.ids import LARGEST_ID
from chassis.upsert import insert_if_absent
from services.library.domain.deleted_upload import DeletedUpload
from services.library.domain.upload import UploadKind, UploadProbe, UploadState
from services.library.store.rows import fraction_of, fraction_text
from services.library.store.tables import DELETED_UPLOADS


class DeletedUploadRepository:
    """The uploads that were deleted, by the ids that they had; no id is given twice."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_deleted_upload(self, deleted: DeletedUpload) -> None:
        """Insert a deleted upload, once."""
        probe = deleted.probe
        values = {
            "upload_id": deleted.upload_id,
            "user_id": deleted.user_id,
            "is_system": deleted.is_system,
            "kind": deleted.kind.value,
            "state": deleted.state.value,
            "video_role": deleted.video_role,
            "image_role": deleted.image_role,
            "audio_role": deleted.audio_role,
            "name": deleted.name,
            "original_filename": deleted.original_filename,
            "width": probe.width,
            "height": probe.height,
            "duration": fraction_text(probe.duration),
            "has_audio": probe.has_audio,
            "deleted_at": deleted.deleted_at,
        }
        insert_if_absent(self._session, DELETED_UPLOADS, values)

    def find_deleted_uploads(self, upload_ids: Sequence[int]) -> list[DeletedUpload]:
        """Return the deleted ones of the uploads with these ids, by id."""
        possible = sorted({one for one in upload_ids if 0 < one <= LARGEST_ID})
        column = DELETED_UPLOADS.c.upload_id
        query = sa.select(DELETED_UPLOADS).where(column.in_(possible)).order_by(column)
        return [_deleted_upload(row) for row in self._session.execute(query)]


def _deleted_upload(row: sa.Row[Any]) -> DeletedUpload:  # Any: every column of the table
    return DeletedUpload(
        upload_id=row.upload_id,
        user_id=row.user_id,
        is_system=row.is_system,
        kind=UploadKind(row.kind),
        state=UploadState(row.state),
        video_role=row.video_role,
        image_role=row.image_role,
        audio_role=row.audio_role,
        name=row.name,
        original_filename=row.original_filename,
        probe=UploadProbe(
            width=row.width,
            height=row.height,
            duration=fraction_of(row.duration),
            has_audio=row.has_audio,
        ),
        deleted_at=row.deleted_at,
    )
