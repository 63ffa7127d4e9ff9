# SPDX-License-Identifier: Apache-2.0
"""What the use cases of accounts work with; made once in bootstrap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from chassis import clock
from chassis.concurrency import ConcurrencyLimit
from chassis.dependencies import DatabaseDependencies
from chassis.identity import AccessTokenIssuer
from services.accounts.domain import Registration
from services.accounts.store.unit_of_work import UnitOfWork
from services.accounts.usecases.passwords import Passwords

_PASSWORDS_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Dependencies(DatabaseDependencies[UnitOfWork]):
    """The database of accounts, its secrets and settings, the password hasher and the clock."""

    issuer: AccessTokenIssuer
    session_secret: bytes
    """The key by which refresh tokens and CSRF values are derived."""
    uses_https: bool
    """Whether the site is served by HTTPS, so that cookies are sent by HTTPS only."""
    passwords: Passwords = field(default_factory=Passwords)
    password_checks: ConcurrencyLimit = field(
        default_factory=lambda: ConcurrencyLimit(_PASSWORDS_AT_ONCE)
    )
    """How many passwords are hashed at once; each takes a core and, by default, 64 MiB."""
    registration: Registration = Registration.OPEN
    proxies: int = 0
    """How many trusted proxies stand in front and add to `X-Forwarded-For`."""
    now: Callable[[], dt.datetime] = clock.now

    def _unit_over(self, session: Session) -> UnitOfWork:
        return UnitOfWork(session)
