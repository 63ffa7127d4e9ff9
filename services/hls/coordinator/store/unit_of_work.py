# SPDX-License-Identifier: Apache-2.0
"""One transaction of hls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy.orm import Session

from chassis.jobs.wake_up import wake_workers
from chassis.outbox import announce_event
from services.hls.contract.packaging import WORK_QUEUE
from services.hls.coordinator.domain.events import ProductionEvent
from services.hls.coordinator.store.jobs import PackagingJobRepository
from services.hls.coordinator.store.messages import EVENTS
from services.hls.coordinator.store.productions import ProductionRepository
from services.hls.coordinator.store.publications import PublicationStatusRepository
from services.hls.coordinator.store.removals import FolderRemovalRepository


class UnitOfWork:
    """The repositories of one transaction.

    It is committed when the block ends without an exception. Inside an idempotent route or the
    handler of an event it joins their transaction, which is committed when they end.
    """

    def __init__(self, session: Session, *, lease_seconds: int) -> None:
        self._session = session
        self.productions = ProductionRepository(session)
        self.jobs = PackagingJobRepository(session, lease_seconds=lease_seconds)
        self.publications = PublicationStatusRepository(session)
        self.removals = FolderRemovalRepository(session)

    def announce(self, event: ProductionEvent) -> None:
        """Announce an event once this transaction is committed."""
        owner = event.production.owner_user_id
        announce_event(self._session, EVENTS, event, acting_user_id=owner)

    def wake_packagers(self, job_id: int) -> None:
        """Wake packagers for a job once this transaction is committed."""
        wake_workers(self._session, WORK_QUEUE, job_id)


OpenUnit = Callable[[], AbstractContextManager[UnitOfWork]]


def unit_opener(
    transaction: Callable[[], AbstractContextManager[Session]], *, lease_seconds: int
) -> OpenUnit:
    """Return a function that opens units of work over one kind of transaction."""

    @contextmanager
    def opened() -> Iterator[UnitOfWork]:
        with transaction() as session:
            yield UnitOfWork(session, lease_seconds=lease_seconds)

    return opened
