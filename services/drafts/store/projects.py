# SPDX-License-Identifier: Apache-2.0
"""Projects in SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from services.drafts.domain.document import Document
from services.drafts.domain.project import OpenProject, Project, Status, Texts
from services.drafts.store.tables import PROJECTS
from services.drafts.usecases.dependencies import Position
from timeline.document.uploads import UploadDetails

_COLUMNS = PROJECTS.c
_FACTS = TypeAdapter(tuple[UploadDetails, ...])
_WITHOUT_TIMELINE = [
    column
    for column in PROJECTS.columns
    if column.name not in {"timeline_json", "upload_ids", "checked_uploads"}
]


class SqlProjects:
    """The projects, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, owner_user_id: int, texts: Texts, document: Document, at: dt.datetime) -> int:
        """Add an active project and return its id."""
        row = {
            "user_id": owner_user_id,
            "name": texts.get("name"),
            "description": texts.get("description"),
            "status": Status.ACTIVE,
            "revision": 1,
            "timeline_json": document.text,
            "upload_ids": _ids_text(document.upload_ids),
            "checked_uploads": _facts_text(()),
            "created_at": at,
            "updated_at": at,
        }
        insert = sa.insert(PROJECTS).values(row).returning(_COLUMNS.id)
        return int(self._session.execute(insert).scalar_one())

    def get(self, project_id: int) -> OpenProject | None:
        """Return a project, None when there is none."""
        row = self._session.execute(sa.select(PROJECTS).where(_COLUMNS.id == project_id)).first()
        return None if row is None else _open(row, row.timeline_json)

    def lock(self, project_id: int) -> OpenProject | None:
        """Return a project, locked until the transaction ends."""
        query = sa.select(PROJECTS).where(_COLUMNS.id == project_id).with_for_update()
        row = self._session.execute(query).first()
        return None if row is None else _open(row, row.timeline_json)

    def page(self, owner_user_id: int, *, limit: int, after: Position | None) -> list[Project]:
        """List somebody's projects: the active first, then the latest changed."""
        query = (
            sa.select(*_WITHOUT_TIMELINE)
            .where(_COLUMNS.user_id == owner_user_id)
            .order_by(_COLUMNS.status, _COLUMNS.updated_at.desc(), _COLUMNS.id.desc())
            .limit(limit)
        )
        if after is not None:
            query = query.where(_is_behind(after))
        return [_project(row) for row in self._session.execute(query)]

    def put(self, project: Project) -> None:
        """Write everything of a project but its timeline."""
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

    def delete(self, project_id: int) -> None:
        """Remove a project."""
        self._session.execute(sa.delete(PROJECTS).where(_COLUMNS.id == project_id))

    def save_known(
        self,
        project_id: int,
        document: Document,
        *,
        owner_user_id: int,
        revisions: frozenset[int] | None,
        at: dt.datetime,
    ) -> OpenProject | None:
        """Replace the timeline by one with the same uploads while they are freshly known."""
        guards = [
            _COLUMNS.id == project_id,
            _COLUMNS.user_id == owner_user_id,
            _COLUMNS.status == Status.ACTIVE,
            _COLUMNS.upload_ids == _ids_text(document.upload_ids),
            _COLUMNS.checked_uploads.is_not(None),
        ]
        if revisions is not None:
            guards.append(_COLUMNS.revision.in_(revisions))
        row = self._write(document, guards=guards, values={}, at=at)
        return None if row is None else _open(row, document.text)

    def save(
        self,
        locked: OpenProject,
        document: Document,
        *,
        checked: Sequence[UploadDetails] | None,
        at: dt.datetime,
    ) -> OpenProject:
        """Replace the timeline of a locked project."""
        guards = [_COLUMNS.id == locked.project.project_id]
        values = {
            "upload_ids": _ids_text(document.upload_ids),
            "checked_uploads": None if checked is None else _facts_text(checked),
        }
        row = self._write(document, guards=guards, values=values, at=at)
        assert row is not None, "nobody deletes a locked project"
        return _open(row, document.text)

    def forget_checks(self, upload_id: int, *, owner_user_id: int) -> None:
        """Let the library be asked again by whoever uses this upload; owner 0: by everybody."""
        update = sa.update(PROJECTS).where(_COLUMNS.upload_ids.contains(f",{upload_id},"))
        if owner_user_id:
            update = update.where(_COLUMNS.user_id == owner_user_id)
        self._session.execute(update.values(checked_uploads=None))

    def _write(
        self,
        document: Document,
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


def _is_behind(after: Position) -> sa.ColumnElement[bool]:
    of_the_status = _COLUMNS.status == after.status
    at_the_time = _COLUMNS.updated_at == after.updated_at
    return sa.or_(
        _COLUMNS.status > after.status,
        sa.and_(of_the_status, _COLUMNS.updated_at < after.updated_at),
        sa.and_(of_the_status, at_the_time, _COLUMNS.id < after.project_id),
    )


def _ids_text(upload_ids: Sequence[int]) -> str:
    """Write ids between commas, so that a set is compared and one of it found by plain SQL."""
    return "".join([",", *(f"{upload_id}," for upload_id in upload_ids)])


def _facts_text(facts: Sequence[UploadDetails]) -> str:
    return _FACTS.dump_json(tuple(facts)).decode()


def _open(row: sa.Row[Any], document: str) -> OpenProject:  # Any: a row of projects
    known = row.checked_uploads
    return OpenProject(
        project=_project(row),
        document=document,
        upload_ids=tuple(int(one) for one in row.upload_ids.split(",") if one),
        checked=None if known is None else _FACTS.validate_json(known),
    )


def _project(row: sa.Row[Any]) -> Project:  # Any: a row of projects
    return Project(
        project_id=row.id,
        owner_user_id=row.user_id,
        name=row.name,
        description=row.description,
        status=Status(row.status),
        revision=row.revision,
        last_export_upload_id=row.last_export_upload_id,
        last_export_job_id=row.last_export_job_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
        archived_at=row.archived_at,
    )
