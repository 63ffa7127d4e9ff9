# SPDX-License-Identifier: Apache-2.0
"""Store the revisions of projects, their timelines compressed."""

from __future__ import annotations

import zlib
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.drafts.domain.project import ProjectWithTimeline
from services.drafts.domain.revision import STORED_REVISIONS, Revision, RevisionWithTimeline
from services.drafts.store.tables import REVISIONS

_COLUMNS = REVISIONS.c
_WITHOUT_TIMELINE = [column for column in REVISIONS.columns if column.name != "timeline"]
_PRUNED_EVERY = 10
_FASTEST = 1


class RevisionRepository:
    """The last revisions of each project."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_revision(self, changed: ProjectWithTimeline, *, author_user_id: int) -> None:
        """Insert what a project is after a change; one in ten inserts deletes the oldest ones."""
        project = changed.project
        row = {
            "project_id": project.project_id,
            "revision": project.revision,
            "author_user_id": author_user_id,
            "saved_at": project.updated_at,
            "name": project.name,
            "description": project.description,
            "timeline": zlib.compress(changed.document.encode(), _FASTEST),
        }
        self._session.execute(sa.insert(REVISIONS).values(row))
        if project.revision % _PRUNED_EVERY == 0:
            self.delete_revisions(project.project_id, until=project.revision - STORED_REVISIONS)

    def list_revisions(
        self, project_id: int, *, limit: int, before: int | None = None
    ) -> list[Revision]:
        """Return the revisions of a project that come before one, or all; the newest first."""
        query = (
            sa.select(*_WITHOUT_TIMELINE)
            .where(_COLUMNS.project_id == project_id)
            .order_by(_COLUMNS.revision.desc())
            .limit(limit)
        )
        if before is not None:
            query = query.where(_COLUMNS.revision < before)
        return [_revision(row) for row in self._session.execute(query)]

    def find_revision(self, project_id: int, revision: int) -> RevisionWithTimeline | None:
        """Return a revision with its timeline, None when it is not stored."""
        query = sa.select(REVISIONS).where(
            _COLUMNS.project_id == project_id, _COLUMNS.revision == revision
        )
        row = self._session.execute(query).first()
        if row is None:
            return None
        return RevisionWithTimeline(_revision(row), zlib.decompress(row.timeline).decode())

    def delete_revisions(self, project_id: int, *, until: int | None = None) -> None:
        """Delete the revisions of a project, all of them or those up to one."""
        delete = sa.delete(REVISIONS).where(_COLUMNS.project_id == project_id)
        if until is not None:
            delete = delete.where(_COLUMNS.revision <= until)
        self._session.execute(delete)


def _revision(row: sa.Row[Any]) -> Revision:  # Any: a row of revisions
    return Revision(
        project_id=row.project_id,
        revision=row.revision,
        author_user_id=row.author_user_id,
        saved_at=row.saved_at,
        name=row.name,
        description=row.description,
    )
