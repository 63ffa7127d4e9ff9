# SPDX-License-Identifier: Apache-2.0
"""One database transaction of the publish service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy.orm import Session

from chassis.outbox import announce_event
from services.publish.domain.events import PublicationEvent
from services.publish.store.announcements import EVENTS
from services.publish.store.productions import ProductionCopyRepository
from services.publish.store.publications import PublicationRepository
from services.publish.store.spaces import SpaceRepository


class UnitOfWork:
    """The repositories of one transaction.

    The transaction is committed when its block ends without an exception; within an idempotent
    route or an event handler it joins the surrounding transaction, which commits later.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.spaces = SpaceRepository(session)
        self.publications = PublicationRepository(session)
        self.productions = ProductionCopyRepository(session)

    def announce(self, event: PublicationEvent, *, acting_user_id: int) -> None:
        """Write an event to the outbox; the user id is 0 when the platform caused it."""
        announce_event(self._session, EVENTS, event, acting_user_id=acting_user_id)


OpenUnitOfWork = Callable[[], AbstractContextManager[UnitOfWork]]


def unit_of_work(transaction: Callable[[], AbstractContextManager[Session]]) -> OpenUnitOfWork:
    """Return a function that opens a unit of work over `Database.transaction` or `.reading`."""

    @contextmanager
    def opened() -> Iterator[UnitOfWork]:
        with transaction() as session:
            yield UnitOfWork(session)

    return opened
