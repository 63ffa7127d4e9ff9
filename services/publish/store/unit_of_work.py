# SPDX-License-Identifier: Apache-2.0
"""One transaction of publishing, in SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy.orm import Session

from services.publish.domain.publication import Publication
from services.publish.store import announcements
from services.publish.store.publications import SqlProductionCopies, SqlPublications, SqlRequests
from services.publish.store.spaces import NewUlid, Now, SqlSpaces


class SqlUnitOfWork:
    """One transaction of publishing."""

    def __init__(self, session: Session, now: Now, new_ulid: NewUlid) -> None:
        self._session = session
        self.spaces = SqlSpaces(session, now, new_ulid)
        self.publications = SqlPublications(session)
        self.requests = SqlRequests(session)
        self.productions = SqlProductionCopies(session)

    def announce(self, publication: Publication, *, acting_user_id: int) -> None:
        """Announce the state a publication has got into, together with its row."""
        announcements.changed(self._session, publication, acting_user_id=acting_user_id)


def unit_of_work(
    transaction: Callable[[], AbstractContextManager[Session]], now: Now, new_ulid: NewUlid
) -> Callable[[], AbstractContextManager[SqlUnitOfWork]]:
    """Make the opener of units of work over a kind of transaction."""

    @contextmanager
    def opened() -> Iterator[SqlUnitOfWork]:
        with transaction() as session:
            yield SqlUnitOfWork(session, now, new_ulid)

    return opened
