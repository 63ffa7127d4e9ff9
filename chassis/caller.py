# SPDX-License-Identifier: Apache-2.0
"""The user who sends a request."""

from __future__ import annotations

from dataclasses import dataclass

_ADMIN = "site_admin"


@dataclass(frozen=True, slots=True)
class Caller:
    """A user who calls, as the token says."""

    user_id: int
    roles: frozenset[str] = frozenset()
    session_id: str = ""
    csrf: str = ""
    workspaces: tuple[str, ...] = ()

    @property
    def is_admin(self) -> bool:
        """Whether this user administers the site."""
        return _ADMIN in self.roles
