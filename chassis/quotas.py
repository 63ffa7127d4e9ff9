# SPDX-License-Identifier: Apache-2.0
"""How much of something one user may have."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.errors import ApiError
from chassis.standard_errors import QUOTA_EXCEEDED


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
