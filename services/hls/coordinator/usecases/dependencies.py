# SPDX-License-Identifier: Apache-2.0
"""What the use cases of hls work with; made once in bootstrap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from chassis import clock
from chassis.database import Database
from chassis.storage import Storage
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.clients import UploadClient
from services.hls.coordinator.usecases.playback_links import PlaybackLinks


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The database, the storage, the uploads of library, the settings and the clock of hls.

    `lease_seconds` is how long a packager holds a job without a heartbeat.
    """

    database: Database
    storage: Storage
    uploads: UploadClient
    links: PlaybackLinks
    lease_seconds: int
    now: Callable[[], dt.datetime] = clock.now

    @contextmanager
    def unit_of_work(self) -> Iterator[UnitOfWork]:
        """Open a transaction that is committed at the end of the block.

        Inside an idempotent request or the handling of an event it joins that transaction, which
        is committed at the end of the request or event instead.
        """
        with self.database.transaction() as session:
            yield UnitOfWork(session, lease_seconds=self.lease_seconds)

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """Open a session for reading only, which locks nothing."""
        with self.database.reading() as session:
            yield UnitOfWork(session, lease_seconds=self.lease_seconds)
