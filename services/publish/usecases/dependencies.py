# SPDX-License-Identifier: Apache-2.0
"""What the use cases of publish work with; made once in bootstrap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from chassis import clock
from chassis.dependencies import DatabaseDependencies
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.clients import AccountsClient, HlsClient, LibraryClient


@dataclass(frozen=True, slots=True)
class Dependencies(DatabaseDependencies[UnitOfWork]):
    """The database of publish, the services it calls, its settings and the clock."""

    hls: HlsClient
    library: LibraryClient
    accounts: AccountsClient
    player_assets: Path
    """The folder with the script `hls.min.js` of the player."""
    fonts: Path
    """The folder with the files of the font; pages without them use one of the reader's system."""
    public_url: str = ""
    """Where browsers find the platform; links on other sites begin with it."""
    proxies: int = 0
    """How many trusted proxies stand in front and add to `X-Forwarded-For`."""
    now: Callable[[], dt.datetime] = clock.now

    def _unit_over(self, session: Session) -> UnitOfWork:
        return UnitOfWork(session)
