# SPDX-License-Identifier: Apache-2.0
"""What the use cases of the coordinator work with; made once in bootstrap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from chassis import clock
from chassis.concurrency import ConcurrencyLimit
from chassis.dependencies import DatabaseDependencies
from chassis.jobs.table import Leases
from chassis.recent_values import RecentValues
from chassis.storage import Storage
from services.render.coordinator.store.unit_of_work import UnitOfWork
from services.render.coordinator.usecases.clients import (
    ProgressPublisher,
    ProjectTimelineClient,
    SealedExportClient,
    TextSpecClient,
    UploadDetailsClient,
)
from services.render.coordinator.usecases.text_images import TextImages
from timeline.spec.render_plan import RenderBuild, RenderPlan

_MOST_PLANNED = 6
"""So many projects are planned at once; further requests would take the threads of others."""

_RECENT_PLANS = 32

RecentPlans = RecentValues[tuple[str, RenderBuild], RenderPlan]
"""The last plans of projects, by the digest of the timeline."""


@dataclass(frozen=True, slots=True)
class Dependencies(DatabaseDependencies[UnitOfWork]):
    """The database, the storage, the remote things, the settings and the clock of render.

    `build` lacks the encoder, which the nodes decide. `cache_bytes` is what all cached files may
    take in storage, `history_age` how long renders and jobs are remembered
    after they ended. `planning` limits how many projects are planned at once.
    """

    storage: Storage
    sealed_exports: SealedExportClient
    project_timelines: ProjectTimelineClient
    text_specs: TextSpecClient
    uploads: UploadDetailsClient
    progress: ProgressPublisher
    text_images: TextImages
    build: RenderBuild
    cache_bytes: int
    leases: Leases
    planning: ConcurrencyLimit = field(default_factory=lambda: ConcurrencyLimit(_MOST_PLANNED))
    recent_plans: RecentPlans = field(default_factory=lambda: RecentValues(_RECENT_PLANS))
    history_age: dt.timedelta = dt.timedelta(days=90)
    now: Callable[[], dt.datetime] = clock.now

    def _unit_over(self, session: Session) -> UnitOfWork:
        return UnitOfWork(session, self.now, self.leases)
