# SPDX-License-Identifier: Apache-2.0
"""Hls in SQL: one transaction of it, and the smaller tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.store import announcements
from services.hls.coordinator.store.jobs import SqlJobs
from services.hls.coordinator.store.productions import SqlProductions
from services.hls.coordinator.store.tables import PUBLICATIONS, REMOVALS
from services.hls.coordinator.usecases.dependencies import PublicationCounts

Now = Callable[[], dt.datetime]

_LIVE, _PUBLISHED = ("pending", "published"), "published"


class SqlPublications:
    """What publish last said of each publication, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(
        self, publication_id: int, production_id: int, *, status: str, revision: int
    ) -> None:
        """Note a publication's status unless a newer one is known."""
        is_postgres = self._session.get_bind().dialect.name == "postgresql"
        write = postgresql.insert if is_postgres else sqlite.insert
        insert = write(PUBLICATIONS).values(
            publication_id=publication_id,
            production_id=production_id,
            status=status,
            revision=revision,
        )
        self._session.execute(
            insert.on_conflict_do_update(
                index_elements=[PUBLICATIONS.c.publication_id],
                set_={"status": status, "revision": revision},
                where=PUBLICATIONS.c.revision < revision,
            )
        )

    def counts(self, production_ids: Sequence[int]) -> dict[int, PublicationCounts]:
        """Count the publications of productions."""
        c = PUBLICATIONS.c
        query = (
            sa.select(
                c.production_id,
                sa.func.count().label("live"),
                sa.func.sum(sa.case((c.status == _PUBLISHED, 1), else_=0)).label("published"),
            )
            .where(c.production_id.in_(production_ids), c.status.in_(_LIVE))
            .group_by(c.production_id)
        )
        return {
            row.production_id: PublicationCounts(row.live, row.published)
            for row in self._session.execute(query)
        }


class SqlRemovals:
    """The output to be removed, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, prefix: str, *, not_before: dt.datetime) -> None:
        """Have a folder removed."""
        self._session.execute(sa.insert(REMOVALS).values(prefix=prefix, not_before=not_before))

    def due(self, now: dt.datetime) -> list[str]:
        """List the folders to remove now."""
        query = sa.select(REMOVALS.c.prefix).where(REMOVALS.c.not_before <= now).limit(100)
        return list(self._session.execute(query).scalars())

    def done(self, prefix: str) -> None:
        """Forget a folder that is gone."""
        self._session.execute(sa.delete(REMOVALS).where(REMOVALS.c.prefix == prefix))


class SqlUnitOfWork:
    """One transaction of hls."""

    def __init__(self, session: Session, now: Now, *, lease_seconds: int) -> None:
        self._session = session
        self.productions = SqlProductions(session)
        self.jobs = SqlJobs(session, now, lease_seconds=lease_seconds)
        self.publications = SqlPublications(session)
        self.removals = SqlRemovals(session)

    def announce(self, what: str, production: Production) -> None:
        """Announce a fact together with the row that makes it true."""
        announcements.announce(self._session, what, production)

    def wake_packagers(self, task_id: int) -> None:
        """Put a wake-up beside the row it points to."""
        announcements.wake_packagers(self._session, task_id)


def unit_of_work(
    transaction: Callable[[], AbstractContextManager[Session]], now: Now, *, lease_seconds: int
) -> Callable[[], AbstractContextManager[SqlUnitOfWork]]:
    """Make the opener of units of work over a kind of transaction."""

    @contextmanager
    def opened() -> Iterator[SqlUnitOfWork]:
        with transaction() as session:
            yield SqlUnitOfWork(session, now, lease_seconds=lease_seconds)

    return opened
