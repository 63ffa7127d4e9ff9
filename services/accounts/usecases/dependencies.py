# SPDX-License-Identifier: Apache-2.0
"""What the use cases of accounts work with; made once in bootstrap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from chassis import clock
from chassis.database import Database
from chassis.identity import AccessTokenIssuer
from services.accounts.store.unit_of_work import UnitOfWork
from services.accounts.usecases.passwords import Passwords


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The database of accounts, its secrets and settings, the password hasher and the clock."""

    database: Database
    issuer: AccessTokenIssuer
    session_secret: bytes
    """The key by which refresh tokens and CSRF values are derived."""
    uses_https: bool
    """Whether the site is served by HTTPS, so that cookies are sent by HTTPS only."""
    passwords: Passwords = field(default_factory=Passwords)
    now: Callable[[], dt.datetime] = clock.now

    @contextmanager
    def unit_of_work(self) -> Iterator[UnitOfWork]:
        """Open a transaction that is committed at the end of the block.

        Inside an idempotent request it joins that transaction, which is committed at the end of
        the request instead.
        """
        with self.database.transaction() as session:
            yield UnitOfWork(session)

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """Open a session for reading only, which locks nothing."""
        with self.database.reading() as session:
            yield UnitOfWork(session)
