# SPDX-License-Identifier: Apache-2.0
"""What every operation of the publish service is given; `bootstrap` makes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from services.publish.store.unit_of_work import OpenUnitOfWork
from services.publish.usecases.clients import AccountsClient, HlsClient, LibraryClient


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The database, the other services and the clock."""

    unit_of_work: OpenUnitOfWork
    reading: OpenUnitOfWork
    """Opens a unit of work that only reads."""
    hls: HlsClient
    library: LibraryClient
    accounts: AccountsClient
    now: Callable[[], dt.datetime]
