# SPDX-License-Identifier: Apache-2.0
"""Transactions of render's coordinator in SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy.orm import Session

from chassis import outbox
from reelmill.render.v1 import resources_pb2
from services.render.contract.results import DerivedFile, FrameResult, IngestResult
from services.render.coordinator.domain.render import Failure, Render
from services.render.coordinator.store import announcements
from services.render.coordinator.store.cache import SqlCache
from services.render.coordinator.store.counters import SqlTallies
from services.render.coordinator.store.jobs import SqlPieces
from services.render.coordinator.store.renders import SqlNodes, SqlRenders

_WORK_QUEUE = "render.work"
_MOST_WAKE_UPS = 64

Now = Callable[[], dt.datetime]


class SqlUnitOfWork:
    """One transaction of the coordinator."""

    def __init__(self, session: Session, now: Now, *, lease_seconds: int, locking: bool) -> None:
        self._session = session
        self.renders = SqlRenders(session, locking=locking)
        self.pieces = SqlPieces(session, lease_seconds=lease_seconds)
        self.tallies = SqlTallies(session)
        self.cache = SqlCache(session, now)
        self.nodes = SqlNodes(session, now)

    def wake(self, piece_ids: Sequence[int]) -> None:
        """Wake nodes, one for each piece, yet never more than there can be slots."""
        for piece_id in piece_ids[:_MOST_WAKE_UPS]:
            outbox.wake(self._session, _WORK_QUEUE, resources_pb2.Piece(piece_id=piece_id))

    def announce(self, render: Render) -> None:
        """Announce the state a render came to."""
        announcements.announce(self._session, render)

    def announce_ingested(self, upload_id: int, found: IngestResult) -> None:
        """Announce what an upload is."""
        announcements.ingested(self._session, upload_id, found)

    def announce_derived(self, upload_id: int, kind: str, file: DerivedFile) -> None:
        """Announce a derived file."""
        announcements.derived(self._session, upload_id, kind, file)

    def announce_frame(self, upload_id: int, found: FrameResult) -> None:
        """Announce the image that a frame became."""
        announcements.frozen(self._session, upload_id, found)

    def announce_underivable(self, upload_id: int, kind: str, failure: Failure) -> None:
        """Announce that a derived file cannot be made."""
        announcements.underivable(self._session, upload_id, kind, failure)


def unit_of_work(
    transaction: Callable[[], AbstractContextManager[Session]],
    now: Now,
    *,
    lease_seconds: int,
    locking: bool,
) -> Callable[[], AbstractContextManager[SqlUnitOfWork]]:
    """Make the opener of units of work over a kind of transaction."""

    @contextmanager
    def opened() -> Iterator[SqlUnitOfWork]:
        with transaction() as session:
            yield SqlUnitOfWork(session, now, lease_seconds=lease_seconds, locking=locking)

    return opened
