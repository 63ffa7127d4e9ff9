# SPDX-License-Identifier: Apache-2.0
"""Store the revisions of projects."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.drafts.domain.project import ProjectWithTimeline
from services.drafts.domain.revision import Revision, RevisionWithTimeline
from services.drafts.store.revision_rows import RevisionRow, RevisionRows
from services.drafts.store.tables import REVISIONS


class RevisionRepository:
    """The last revisions of each project."""

    def __init__(self, session: Session) -> None:
        self._rows = RevisionRows(session, REVISIONS, of="project_id", document="timeline")

    def add_revision(self, changed: ProjectWithTimeline, *, author_user_id: int) -> None:
        """Insert what a project is after a change."""
        project = changed.project
        values = {
            "project_id": project.project_id,
            "revision": project.revision,
            "author_user_id": author_user_id,
            "saved_at": project.updated_at,
            "name": project.name,
            "description": project.description,
        }
        self._rows.insert(values, document=changed.document)

    def list_revisions(
        self, project_id: int, *, limit: int, before: int | None = None
    ) -> list[Revision]:
        """Return the revisions of a project that come before one, or all; the newest first."""
        rows = self._rows.list_rows(project_id, limit=limit, before=before)
        return [_revision(row) for row in rows]

    def find_revision(self, project_id: int, revision: int) -> RevisionWithTimeline | None:
        """Return a revision with its timeline, None when it is not stored."""
        found = self._rows.find_row(project_id, revision)
        return None if found is None else RevisionWithTimeline(_revision(found[0]), found[1])

    def delete_revisions(self, project_id: int) -> None:
        """Delete all revisions of a project."""
        self._rows.delete(project_id)


def _revision(row: RevisionRow) -> Revision:
    return Revision(
        project_id=row.project_id,
        revision=row.revision,
        author_user_id=row.author_user_id,
        saved_at=row.saved_at,
        name=row.name,
        description=row.description,
    )
