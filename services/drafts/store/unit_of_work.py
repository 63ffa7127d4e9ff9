# SPDX-License-Identifier: Apache-2.0
"""One transaction of drafts in SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy.orm import Session

from services.drafts.domain.export import Export
from services.drafts.domain.project import OpenProject, Project
from services.drafts.store import announcements
from services.drafts.store.exports import SqlExports
from services.drafts.store.projects import SqlProjects


class SqlUnitOfWork:
    """One transaction of drafts."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.projects = SqlProjects(session)
        self.exports = SqlExports(session)

    def announce_requested(self, export: Export, *, by: int) -> None:
        """Announce that an export wants rendering."""
        announcements.requested(self._session, export, by=by)

    def announce_cancelled(self, export: Export, *, by: int) -> None:
        """Announce that nobody wants an export any more."""
        announcements.cancelled(self._session, export, by=by)

    def announce_renamed(self, project: Project, *, by: int) -> None:
        """Announce a project's texts."""
        announcements.renamed(self._session, project, by=by)

    def announce_deleted(self, project: Project, *, by: int) -> None:
        """Announce that a project is gone."""
        announcements.deleted(self._session, project, by=by)

    def announce_references(self, saved: OpenProject, *, by: int) -> None:
        """Announce which uploads a project uses now."""
        announcements.references_changed(self._session, saved, by=by)


def unit_of_work(
    transaction: Callable[[], AbstractContextManager[Session]],
) -> Callable[[], AbstractContextManager[SqlUnitOfWork]]:
    """Make the opener of units of work over a kind of transaction."""

    @contextmanager
    def opened() -> Iterator[SqlUnitOfWork]:
        with transaction() as session:
            yield SqlUnitOfWork(session)

    return opened
