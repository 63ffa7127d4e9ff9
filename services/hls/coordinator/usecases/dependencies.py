# SPDX-License-Identifier: Apache-2.0
"""What the use cases of hls work with; made once in bootstrap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from chassis import clock
from chassis.dependencies import DatabaseDependencies
from chassis.jobs.table import Leases
from chassis.storage import Storage
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.clients import SourceUploadClient
from services.hls.coordinator.usecases.playback_links import PlaybackLinks


@dataclass(frozen=True, slots=True)
class Dependencies(DatabaseDependencies[UnitOfWork]):
    """The database, the storage, the uploads of library, the settings and the clock of hls."""

    storage: Storage
    uploads: SourceUploadClient
    links: PlaybackLinks
    leases: Leases
    now: Callable[[], dt.datetime] = clock.now

    def _unit_over(self, session: Session) -> UnitOfWork:
        return UnitOfWork(session, self.leases)
