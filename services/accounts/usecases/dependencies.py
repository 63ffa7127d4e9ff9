# SPDX-License-Identifier: Apache-2.0
"""What every operation of the accounts service is given; `bootstrap` makes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from services.accounts.store.unit_of_work import OpenUnitOfWork
from services.accounts.usecases.passwords import Passwords


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The database, the password hasher, the secret of sessions and the clock."""

    unit_of_work: OpenUnitOfWork
    reading: OpenUnitOfWork
    """Opens a unit of work that only reads."""
    passwords: Passwords
    session_secret: bytes
    """The key by which refresh tokens and CSRF values are derived."""
    now: Callable[[], dt.datetime]
