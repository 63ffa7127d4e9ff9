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
from services.drafts.store.document_rows import (
    DocumentRows,
    StoredDocument,
    checked_text,
    ids_of,
    ids_text,
)
from services.drafts.store.tables import PROJECTS
from services.drafts.store.upload_details import details_from_json, details_to_json
from timeline.document.uploads import UploadDetails

_COLUMNS = PROJECTS.c
_WITHOUT_TIMELINE = [
    column
    for column in PROJECTS.columns
    if column.name not in {"timeline_json", "upload_ids", "checked_uploads", "earlier_upload_ids"}
]


class ProjectRepository:
    """The projects with their timelines."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._documents = DocumentRows(session, PROJECTS, document="timeline_json")

    def add_project(
        self, owner_user_id: int, texts: ProjectTexts, document: TimelineDocument, at: dt.datetime
    ) -> int:
        """Insert an active project and return its id."""
        new = {
            "user_id": owner_user_id,
            "timeline_json": document.text,
            "upload_ids": ids_text(document.upload_ids),
            # Nothing was asked of the library yet about uploads of a timeline that has some.
            "checked_uploads": None if document.upload_ids else details_to_json(()),
        }
        return self._insert(new, texts, at)

    def copy_project(self, found: ProjectWithTimeline, texts: ProjectTexts, at: dt.datetime) -> int:
        """Insert an active project of the same owner with the same timeline; return its id."""
        copy = {
            "user_id": found.project.owner_user_id,
            "timeline_json": found.document,
            "upload_ids": ids_text(found.upload_ids),
            "checked_uploads": checked_text(found.checked_uploads),
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
        row = self._documents.find_row(project_id)
        return None if row is None else _with_timeline(row, row.timeline_json)

    def lock_project(self, project_id: int) -> ProjectWithTimeline | None:
        """Return a project, locked until the transaction ends."""
        row = self._documents.lock_row(project_id)
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
        row = self._documents.replace_with_checked_uploads(
            project_id,
            _stored(document),
            owner_user_id=owner_user_id,
            expected_revisions=expected_revisions,
            at=at,
        )
        return None if row is None else _with_timeline(row, document.text)

    def save_timeline(
        self,
        locked: ProjectWithTimeline,
        document: TimelineDocument,
        *,
        checked_uploads: Sequence[UploadDetails] | None,
        at: dt.datetime,
    ) -> ProjectWithTimeline:
        """Replace the timeline of a locked project, and note which uploads it has used."""
        stored = _stored(document, earlier_upload_ids=ids_text(sorted(locked.known_upload_ids)))
        row = self._documents.replace(
            locked.project.project_id, stored, checked_uploads=checked_uploads, at=at
        )
        return _with_timeline(row, document.text)

    def clear_checked_uploads(self, upload_id: int, *, owner_user_id: int) -> None:
        """Delete the checked uploads of projects that use this one; owner 0 means all users."""
        using = self._documents.names_upload(upload_id)
        self._documents.clear_checked_uploads(owner_user_id=owner_user_id, using=using)

    def clear_last_export(self, upload_id: int, *, owner_user_id: int) -> None:
        """Let no project of an owner name a deleted upload as its last export."""
        of_owner = (_COLUMNS.user_id == owner_user_id,) if owner_user_id else ()
        is_last = _COLUMNS.last_export_upload_id == upload_id
        update = sa.update(PROJECTS).where(is_last, *of_owner)
        self._session.execute(update.values(last_export_upload_id=None))

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


def _stored(document: TimelineDocument, **named: str) -> StoredDocument:
    names = {"upload_ids": ids_text(document.upload_ids), **named}
    return StoredDocument(document.text, names)


def _is_after(after: ProjectPosition) -> sa.ColumnElement[bool]:
    same_status = _COLUMNS.status == after.status
    same_time = _COLUMNS.updated_at == after.updated_at
    return sa.or_(
        _COLUMNS.status > after.status,
        sa.and_(same_status, _COLUMNS.updated_at < after.updated_at),
        sa.and_(same_status, same_time, _COLUMNS.id < after.project_id),
    )


def _with_timeline(row: sa.Row[Any], document: str) -> ProjectWithTimeline:  # Any: a project
    checked = row.checked_uploads
    return ProjectWithTimeline(
        project=_project(row),
        document=document,
        upload_ids=ids_of(row.upload_ids),
        checked_uploads=None if checked is None else details_from_json(checked),
        earlier_upload_ids=ids_of(row.earlier_upload_ids),
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
