# SPDX-License-Identifier: Apache-2.0
"""The repositories of hls over one database session."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chassis.jobs.table import Leases
from chassis.jobs.wake_up import wake_workers
from chassis.outbox import announce_event
from services.hls.contract.packaging import WORK_QUEUE
from services.hls.coordinator.domain.events import ProductionEvent
from services.hls.coordinator.store.cancellations import ConversionCancellationRepository
from services.hls.coordinator.store.draft_productions import DraftProductionRepository
from services.hls.coordinator.store.events import EVENTS
from services.hls.coordinator.store.jobs import PackagingJobRepository
from services.hls.coordinator.store.posters import PosterRepository
from services.hls.coordinator.store.productions import ProductionRepository
from services.hls.coordinator.store.publications import PublicationStatusRepository
from services.hls.coordinator.store.removals import FolderRemovalRepository
from services.hls.coordinator.store.retired_streams import RetiredStreamRepository
from services.hls.coordinator.store.text_tracks import TextTrackRepository


class UnitOfWork:
    """Repositories whose changes are committed together with the events announced."""

    def __init__(self, session: Session, leases: Leases) -> None:
        self._session = session
        self.productions = ProductionRepository(session)
        self.draft_productions = DraftProductionRepository(session)
        self.jobs = PackagingJobRepository(session, leases)
        self.publications = PublicationStatusRepository(session)
        self.retired_streams = RetiredStreamRepository(session)
        self.text_tracks = TextTrackRepository(session)
        self.posters = PosterRepository(session)
        self.removals = FolderRemovalRepository(session)
        self.cancellations = ConversionCancellationRepository(session)

    def announce(self, event: ProductionEvent) -> None:
        """Write an event to the outbox of this transaction.

        Nothing is said of replacements: they are no productions for others.
        """
        if event.production.replaces_id is not None:
            return
        owner = event.production.owner_user_id
        announce_event(self._session, EVENTS, event, acting_user_id=owner)

    def wake_packagers(self, job_id: int) -> None:
        """Write a wake-up for a job to the outbox of this transaction."""
        wake_workers(self._session, WORK_QUEUE, job_id)
