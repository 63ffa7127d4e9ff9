# SPDX-License-Identifier: Apache-2.0
"""Store and list projects with their timelines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.drafts.domain.project import (
    Project,
    ProjectPosition,
    ProjectStatus,
    ProjectTexts,
    ProjectWithTimeline,
)
from services.drafts.domain.timeline_document import TimelineDocument
from services.drafts.store.tables import PROJECTS
from services.drafts.store.upload_details import details_from_json, details_to_json
from timeline.document.uploads import UploadDetails

_COLUMNS = PROJECTS.c
_WITHOUT_TIMELINE = [
    column
    for column in PROJECTS.columns
    if column.name not in {"timeline_json", "upload_ids", "checked_uploads"}
]


class ProjectRepository:
    """The projects with their timelines."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_project(
        self, owner_user_id: int, texts: ProjectTexts, document: TimelineDocument, at: dt.datetime
    ) -> int:
        """Insert an active project and return its id."""
        new = {
            "user_id": owner_user_id,
            "timeline_json": document.text,
            "upload_ids": _ids_text(document.upload_ids),
            "checked_uploads": details_to_json(()),
        }
        return self._insert(new, texts, at)

    def copy_project(self, found: ProjectWithTimeline, texts: ProjectTexts, at: dt.datetime) -> int:
        """Insert an active project of the same owner with the same timeline; return its id."""
        checked = found.checked_uploads
        copy = {
            "user_id": found.project.owner_user_id,
            "timeline_json": found.document,
            "upload_ids": _ids_text(found.upload_ids),
            "checked_uploads": None if checked is None else details_to_json(checked),
        }
        return self._insert(copy, texts, at)

    def count_projects(self, owner_user_id: int) -> int:
        """Count the projects of a user, archived ones included."""
        query = sa.select(sa.func.count()).where(_COLUMNS.user_id == owner_user_id)
        return int(self._session.execute(query).scalar_one())

    def find_current_project_id(self, owner_user_id: int) -> int | None:
        """Return the id of a user's latest changed active project, None when there is none."""
        query = (
            sa.select(_COLUMNS.id)
            .where(_COLUMNS.user_id == owner_user_id, _COLUMNS.status == ProjectStatus.ACTIVE)
            .order_by(_COLUMNS.updated_at.desc(), _COLUMNS.id.desc())
            .limit(1)
        )
        found = self._session.execute(query).scalar()
        return None if found is None else int(found)

    def find_project(self, project_id: int) -> ProjectWithTimeline | None:
        """Return a project, None when there is none."""
        row = self._session.execute(sa.select(PROJECTS).where(_COLUMNS.id == project_id)).first()
        return None if row is None else _with_timeline(row, row.timeline_json)

    def lock_project(self, project_id: int) -> ProjectWithTimeline | None:
        """Return a project, locked until the transaction ends."""
        query = sa.select(PROJECTS).where(_COLUMNS.id == project_id).with_for_update()
        row = self._session.execute(query).first()
        return None if row is None else _with_timeline(row, row.timeline_json)

    def list_projects(
        self, owner_user_id: int, *, limit: int, after: ProjectPosition | None
    ) -> list[Project]:
        """Return a user's projects: active ones first, then the latest changed."""
        query = (
            sa.select(*_WITHOUT_TIMELINE)
            .where(_COLUMNS.user_id == owner_user_id)
            .order_by(_COLUMNS.status, _COLUMNS.updated_at.desc(), _COLUMNS.id.desc())
            .limit(limit)
        )
        if after is not None:
            query = query.where(_is_after(after))
        return [_project(row) for row in self._session.execute(query)]

    def save_project(self, project: Project) -> None:
        """Update everything of a project except its timeline."""
        values = {
            "name": project.name,
            "description": project.description,
            "status": project.status,
            "revision": project.revision,
            "last_export_upload_id": project.last_export_upload_id,
            "last_export_job_id": project.last_export_job_id,
            "updated_at": project.updated_at,
            "archived_at": project.archived_at,
        }
        update = sa.update(PROJECTS).where(_COLUMNS.id == project.project_id)
        self._session.execute(update.values(values))

    def delete_project(self, project_id: int) -> None:
        """Delete a project."""
        self._session.execute(sa.delete(PROJECTS).where(_COLUMNS.id == project_id))

    def save_timeline_with_checked_uploads(
        self,
        project_id: int,
        document: TimelineDocument,
        *,
        owner_user_id: int,
        expected_revisions: frozenset[int] | None,
        at: dt.datetime,
    ) -> ProjectWithTimeline | None:
        """Replace the timeline by one with the same uploads while the checked ones are stored.

        Returns None and changes nothing when the owner, status, revision or uploads differ.
        """
        guards = [
            _COLUMNS.id == project_id,
            _COLUMNS.user_id == owner_user_id,
            _COLUMNS.status == ProjectStatus.ACTIVE,
            _COLUMNS.upload_ids == _ids_text(document.upload_ids),
            _COLUMNS.checked_uploads.is_not(None),
        ]
        if expected_revisions is not None:
            guards.append(_COLUMNS.revision.in_(expected_revisions))
        row = self._write(document, guards=guards, values={}, at=at)
        return None if row is None else _with_timeline(row, document.text)

    def save_timeline(
        self,
        locked: ProjectWithTimeline,
        document: TimelineDocument,
        *,
        checked_uploads: Sequence[UploadDetails] | None,
        at: dt.datetime,
    ) -> ProjectWithTimeline:
        """Replace the timeline of a locked project."""
        guards = [_COLUMNS.id == locked.project.project_id]
        values = {
            "upload_ids": _ids_text(document.upload_ids),
            "checked_uploads": None
            if checked_uploads is None
            else details_to_json(checked_uploads),
        }
        row = self._write(document, guards=guards, values=values, at=at)
        assert row is not None, "a locked project is not deleted"
        return _with_timeline(row, document.text)

    def clear_checked_uploads(self, upload_id: int, *, owner_user_id: int) -> None:
        """Delete the checked uploads of projects that use this one; owner 0 means all users."""
        update = sa.update(PROJECTS).where(_COLUMNS.upload_ids.contains(f",{upload_id},"))
        if owner_user_id:
            update = update.where(_COLUMNS.user_id == owner_user_id)
        self._session.execute(update.values(checked_uploads=None))

    def _insert(
        self,
        values: dict[str, Any],  # Any: columns of several types
        texts: ProjectTexts,
        at: dt.datetime,
    ) -> int:
        row = {
            "name": texts.get("name"),
            "description": texts.get("description"),
            "status": ProjectStatus.ACTIVE,
            "revision": 1,
            "created_at": at,
            "updated_at": at,
            **values,
        }
        insert = sa.insert(PROJECTS).values(row).returning(_COLUMNS.id)
        return int(self._session.execute(insert).scalar_one())

    def _write(
        self,
        document: TimelineDocument,
        *,
        guards: Sequence[sa.ColumnElement[bool]],
        values: dict[str, str | None],
        at: dt.datetime,
    ) -> sa.Row[Any] | None:  # Any: columns of several types
        update = (
            sa.update(PROJECTS)
            .where(*guards)
            .values(
                timeline_json=document.text,
                revision=_COLUMNS.revision + 1,
                updated_at=at,
                **values,
            )
            .returning(*_WITHOUT_TIMELINE, _COLUMNS.upload_ids, _COLUMNS.checked_uploads)
        )
        return self._session.execute(update).first()


def _is_after(after: ProjectPosition) -> sa.ColumnElement[bool]:
    same_status = _COLUMNS.status == after.status
    same_time = _COLUMNS.updated_at == after.updated_at
    return sa.or_(
        _COLUMNS.status > after.status,
        sa.and_(same_status, _COLUMNS.updated_at < after.updated_at),
        sa.and_(same_status, same_time, _COLUMNS.id < after.project_id),
    )


def _ids_text(upload_ids: Sequence[int]) -> str:
    """Write ids between commas, so that SQL can compare the set and find one id in it."""
    return "".join([",", *(f"{upload_id}," for upload_id in upload_ids)])


def _with_timeline(row: sa.Row[Any], document: str) -> ProjectWithTimeline:  # Any: a project
    checked = row.checked_uploads
    return ProjectWithTimeline(
        project=_project(row),
        document=document,
        upload_ids=tuple(int(one) for one in row.upload_ids.split(",") if one),
        checked_uploads=None if checked is None else details_from_json(checked),
    )


def _project(row: sa.Row[Any]) -> Project:  # Any: a row of projects
    return Project(
        project_id=row.id,
        owner_user_id=row.user_id,
        name=row.name,
        description=row.description,
        status=ProjectStatus(row.status),
        revision=row.revision,
        last_export_upload_id=row.last_export_upload_id,
        last_export_job_id=row.last_export_job_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
        archived_at=row.archived_at,
    )
