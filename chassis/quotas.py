# SPDX-License-Identifier: Apache-2.0
"""How much of something one user may have."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.errors import ApiError
from chassis.standard_errors import QUOTA_EXCEEDED

_LONGEST_KEY = 0x7FFFFFFF


@dataclass(frozen=True, slots=True)
class Quota:
    """What a user has of something, and how much it may be."""

    name: str
    """What is counted, as `GET /api/me/usage` calls it."""
    used: int
    limit: int

    def check(self, added: int = 1) -> None:
        """Raise ApiError `quota_exceeded` when there is no room for so much more."""
        if self.used + added <= self.limit:
            return
        numbers = {"quota": self.name, "used": self.used, "limit": self.limit}
        detail = f"You have {self.used} of {self.limit} ({self.name}); delete or finish some first."
        raise ApiError(QUOTA_EXCEEDED.kind, QUOTA_EXCEEDED.code, detail, extra=numbers)


def lock_quota(session: Session, name: str, user_id: int) -> None:
    """Let nobody else count a quota of a user until this transaction ends.

    Two requests at the same moment would each see the room that is left for one of them. On SQLite
    transactions that write wait for one another anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        keys = (zlib.crc32(name.encode()) & _LONGEST_KEY, user_id & _LONGEST_KEY)
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(*keys)))
