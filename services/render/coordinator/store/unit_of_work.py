# SPDX-License-Identifier: Apache-2.0
"""The repositories of render over one database session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from chassis.jobs.table import Leases
from chassis.jobs.wake_up import wake_workers
from chassis.outbox import announce_event
from services.render.contract.jobs import WORK_QUEUE
from services.render.coordinator.domain.events import RenderEvent
from services.render.coordinator.store.cached_files import CachedFileRepository
from services.render.coordinator.store.events import EVENTS
from services.render.coordinator.store.job_counters import JobCounterRepository
from services.render.coordinator.store.job_states import JobStateReader
from services.render.coordinator.store.job_statistics import JobStatistics
from services.render.coordinator.store.jobs import JobRepository
from services.render.coordinator.store.nodes import NodeRepository
from services.render.coordinator.store.pruning import HistoryPruner
from services.render.coordinator.store.renders import RenderRepository

_MAX_WAKE_UPS = 64


class UnitOfWork:
    """Repositories whose changes are committed together with the events announced."""

    def __init__(
        self,
        session: Session,
        now: Callable[[], dt.datetime],
        leases: Leases,
    ) -> None:
        self._session = session
        self.renders = RenderRepository(session)
        self.jobs = JobRepository(session, leases)
        self.job_states = JobStateReader(session)
        self.job_statistics = JobStatistics(session)
        self.job_counters = JobCounterRepository(session)
        self.cached_files = CachedFileRepository(session, now)
        self.nodes = NodeRepository(session, now)
        self.history = HistoryPruner(session)

    def wake_nodes(self, job_ids: Sequence[int]) -> None:
        """Send a wake-up to nodes for each job that became claimable, up to a limit."""
        for job_id in job_ids[:_MAX_WAKE_UPS]:
            wake_workers(self._session, WORK_QUEUE, job_id)

    def announce(self, event: RenderEvent, *, acting_user_id: int = 0) -> None:
        """Write an event to the outbox of this transaction."""
        announce_event(self._session, EVENTS, event, acting_user_id=acting_user_id)
