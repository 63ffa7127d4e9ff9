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
from services.hls.contract.packagers import FFMPEG, Packager
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.clients import (
    ConversionClient,
    DraftClient,
    FrameClient,
    SourceUploadClient,
)
from services.hls.coordinator.usecases.playback_links import PlaybackLinks


@dataclass(frozen=True, slots=True)
class PackagerChoice:
    """The packager of productions that name none, and all that the installation has."""

    usual: Packager = FFMPEG
    available: frozenset[Packager] = frozenset({FFMPEG})


@dataclass(frozen=True, slots=True)
class Dependencies(DatabaseDependencies[UnitOfWork]):
    """The database, the storage, library, drafts, the settings and the clock of hls."""

    storage: Storage
    uploads: SourceUploadClient
    drafts: DraftClient
    frames: FrameClient
    links: PlaybackLinks
    leases: Leases
    packagers: PackagerChoice = PackagerChoice()
    conversions: ConversionClient | None = None
    """MediaConvert; None when the installation does not use it."""
    now: Callable[[], dt.datetime] = clock.now

    def _unit_over(self, session: Session) -> UnitOfWork:
        return UnitOfWork(session, self.leases)
