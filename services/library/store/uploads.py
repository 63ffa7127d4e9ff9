# SPDX-License-Identifier: Apache-2.0
"""Store and list uploads."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.ids import LARGEST_ID
from chassis.upsert import insert_if_absent
from services.library.domain.listing import UploadFilter, UploadSummary
from services.library.domain.upload import Upload, UploadKind, UploadState, VideoRole
from services.library.store.rows import to_upload, to_values
from services.library.store.tables import MULTIPART_UPLOADS, PRODUCTIONS, PROJECTS, UPLOADS

_U = UPLOADS.c
_STORED_COLUMNS = [
    column
    for column in UPLOADS.columns
    if column.name not in {"create_video_project_id", "project_name"}
]

# Where no role is recorded the key decides: a folder `renders` anywhere in it means an export.
_ROLE_BY_KEY = sa.case(
    (
        sa.or_(_U.storage_key.like("renders/%"), _U.storage_key.like("%/renders/%")),
        VideoRole.EXPORT.value,
    ),
    else_=VideoRole.SOURCE.value,
)
_ROLE = sa.case((_U.kind == UploadKind.VIDEO.value, sa.func.coalesce(_U.video_role, _ROLE_BY_KEY)))
IS_EXPORT = sa.func.coalesce(_ROLE, "") == VideoRole.EXPORT.value

# An export of a deleted project shows no project, any other the newest name of its project.
_IS_DETACHED = sa.func.coalesce(PROJECTS.c.is_deleted, sa.false())
_PROJECT_ID = sa.case((_IS_DETACHED, None), else_=_U.create_video_project_id).label("project_id")
_PROJECT_NAME = sa.case(
    (_IS_DETACHED, None), else_=sa.func.coalesce(PROJECTS.c.name, _U.project_name)
).label("project_name")


class UploadRepository:
    """The uploads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_upload(self, upload: Upload) -> Upload:
        """Insert an upload and return it with its id."""
        insert = sa.insert(UPLOADS).values(to_values(upload)).returning(_U.id)
        return replace(upload, upload_id=self._session.execute(insert).scalar_one())

    def add_export(self, upload: Upload) -> Upload | None:
        """Insert the upload of an export; None when its `export_id` has an upload already."""
        row = insert_if_absent(self._session, UPLOADS, to_values(upload))
        return None if row is None else replace(upload, upload_id=row.id)

    def find_upload(self, upload_id: int) -> Upload | None:
        """Return an upload, None when there is none."""
        return self._first(_select_uploads().where(_U.id == upload_id), upload_id)

    def find_upload_by_key(self, storage_key: str) -> Upload | None:
        """Return the upload with a storage key, whether or not its file exists."""
        query = _select_uploads().where(_U.storage_key == storage_key)
        row = self._session.execute(query).first()
        return None if row is None else to_upload(row)

    def lock_upload(self, upload_id: int) -> Upload | None:
        """Return an upload, locked until the transaction ends."""
        query = _select_uploads().where(_U.id == upload_id).with_for_update(of=UPLOADS)
        return self._first(query, upload_id)

    def save_upload(self, upload: Upload) -> None:
        """Update every column of an upload."""
        update = sa.update(UPLOADS).where(_U.id == upload.upload_id).values(to_values(upload))
        self._session.execute(update)

    def mark_thumb_requested(self, upload_id: int, *, at: dt.datetime, before: dt.datetime) -> bool:
        """Store that a thumbnail is requested; False when it was since `before`."""
        is_due = sa.or_(_U.thumb_requested_at.is_(None), _U.thumb_requested_at < before)
        update = sa.update(UPLOADS).where(_U.id == upload_id, is_due).values(thumb_requested_at=at)
        return self._session.execute(update.returning(_U.id)).first() is not None

    def delete_upload(self, upload_id: int) -> None:
        """Delete an upload."""
        self._session.execute(sa.delete(UPLOADS).where(_U.id == upload_id))

    def find_uploads(self, upload_ids: Sequence[int]) -> list[Upload]:
        """Return the uploads with these ids that exist, by id."""
        possible = sorted({one for one in upload_ids if 0 < one <= LARGEST_ID})
        query = _select_uploads().where(_U.id.in_(possible)).order_by(_U.id)
        return [to_upload(row) for row in self._session.execute(query)]

    def find_summaries(self, upload_ids: Sequence[int]) -> list[UploadSummary]:
        """Return the summaries of the uploads with these ids that exist, by id."""
        query = select_summaries().where(_U.id.in_(upload_ids)).order_by(_U.id)
        return [UploadSummary._make(row) for row in self._session.execute(query)]

    def find_summary_by_fingerprint(
        self, user_id: int, *, fingerprint: str, size_bytes: int, kind: UploadKind
    ) -> UploadSummary | None:
        """Return the user's newest upload of an equal file that was received and not deleted."""
        received = [UploadState.UPLOADED.value, UploadState.READY.value]
        query = select_summaries().where(
            _U.user_id == user_id,
            _U.fingerprint == fingerprint,
            _U.size_bytes == size_bytes,
            _U.kind == kind.value,
            _U.state.in_(received),
            _U.source_deleted_at.is_(None),
        )
        row = self._session.execute(query.order_by(_U.id.desc()).limit(1)).first()
        return None if row is None else UploadSummary._make(row)

    def list_summaries(self, upload_filter: UploadFilter) -> list[UploadSummary]:
        """Return a page of uploads, newest first."""
        conditions = [_U.user_id == upload_filter.user_id, *_conditions(upload_filter)]
        query = select_summaries().where(*conditions).order_by(_U.id.desc())
        page = self._session.execute(query.limit(upload_filter.limit))
        return [UploadSummary._make(row) for row in page]

    def sum_stored_bytes(self, user_id: int) -> int:
        """Return the bytes of a user's files; those that are being sent count as announced.

        The masters of productions are files of their owners, too.
        """
        uploads = sa.select(sa.func.coalesce(sa.func.sum(_U.size_bytes), 0)).where(
            _U.user_id == user_id,
            _U.source_deleted_at.is_(None),
            _U.state != UploadState.REJECTED.value,
        )
        c = PRODUCTIONS.c
        masters = sa.select(sa.func.coalesce(sa.func.sum(c.master_bytes), 0)).where(
            c.owner_user_id == user_id, sa.not_(c.is_deleted)
        )
        both = sa.select(uploads.scalar_subquery() + masters.scalar_subquery())
        return int(self._session.execute(both).scalar_one())

    def count_unfinished(self, user_id: int, *, signed_since: dt.datetime) -> int:
        """Count a user's uploads that are sent in parts, or whose form was signed lately."""
        in_parts = sa.select(MULTIPART_UPLOADS.c.upload_id)
        query = sa.select(sa.func.count()).where(
            _U.user_id == user_id,
            _U.state == UploadState.SIGNED.value,
            sa.or_(_U.created_at >= signed_since, _U.id.in_(in_parts)),
        )
        return int(self._session.execute(query).scalar_one())

    def list_abandoned(self, *, signed_before: dt.datetime) -> list[tuple[int, int | None]]:
        """Return id and owner of the uploads that are only signed, and not sent in parts."""
        in_parts = sa.select(MULTIPART_UPLOADS.c.upload_id)
        query = sa.select(_U.id, _U.user_id).where(
            _U.state == UploadState.SIGNED.value,
            _U.created_at < signed_before,
            _U.id.not_in(in_parts),
        )
        return [(row.id, row.user_id) for row in self._session.execute(query.order_by(_U.id))]

    def _first(self, query: sa.Select[Any], upload_id: int) -> Upload | None:  # Any: all columns
        if upload_id > LARGEST_ID:
            return None
        row = self._session.execute(query).first()
        return None if row is None else to_upload(row)


@functools.cache
def _select_uploads() -> sa.Select[Any]:  # Any: all columns
    """Select uploads with the newest name of their project."""
    return _with_projects(*_STORED_COLUMNS, _PROJECT_ID, _PROJECT_NAME)


@functools.cache
def select_summaries() -> sa.Select[Any]:  # Any: the columns of a summary
    """Select the columns of a summary, in its order."""
    computed = {
        "upload_id": _U.id,
        "name": sa.func.coalesce(_U.modified_filename, _U.original_filename),
        "video_role": _ROLE,
        "project_id": _PROJECT_ID,
        "project_name": _PROJECT_NAME,
        "production_id": _U.create_video_production_id,
    }
    return _with_projects(
        *(computed[name] if name in computed else _U[name] for name in UploadSummary._fields)
    )


def _with_projects(*columns: sa.ColumnElement[Any]) -> sa.Select[Any]:  # Any: of all types
    is_same = PROJECTS.c.project_id == _U.create_video_project_id
    return sa.select(*columns).outerjoin_from(UPLOADS, PROJECTS, is_same)


def _conditions(upload_filter: UploadFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if upload_filter.video_role is not None:
        is_export = upload_filter.video_role is VideoRole.EXPORT
        conditions.append(IS_EXPORT if is_export else sa.not_(IS_EXPORT))
    if upload_filter.kind is not None:
        conditions.append(_U.kind == upload_filter.kind.value)
    if upload_filter.states:
        conditions.append(_U.state.in_([one.value for one in sorted(upload_filter.states)]))
    if upload_filter.audio_role is not None:
        conditions.append(_U.audio_role == upload_filter.audio_role.value)
    if upload_filter.image_role is not None:
        conditions.append(_U.image_role == upload_filter.image_role)
    if upload_filter.before_id is not None:
        conditions.append(_U.id < upload_filter.before_id)
    return conditions
