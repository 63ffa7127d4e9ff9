# SPDX-License-Identifier: Apache-2.0
"""What the use cases of publish work with; made once in bootstrap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from chassis import clock
from chassis.database import Database
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.clients import AccountsClient, HlsClient, LibraryClient


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The database of publish, the services it calls, its settings and the clock."""

    database: Database
    hls: HlsClient
    library: LibraryClient
    accounts: AccountsClient
    player_assets: Path
    """The folder with the script `hls.min.js` of the player."""
    now: Callable[[], dt.datetime] = clock.now

    @contextmanager
    def unit_of_work(self) -> Iterator[UnitOfWork]:
        """Open a transaction that is committed at the end of the block.

        Inside an idempotent request or the handling of an event it joins that transaction, which
        is committed at the end of the request or event instead.
        """
        with self.database.transaction() as session:
            yield UnitOfWork(session)

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """Open a session for reading only, which locks nothing."""
        with self.database.reading() as session:
            yield UnitOfWork(session)
