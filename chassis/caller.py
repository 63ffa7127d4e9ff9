# SPDX-License-Identifier: Apache-2.0
"""The user who sends a request."""

from __future__ import annotations

from dataclasses import dataclass

_ADMIN = "site_admin"

SCOPES = ("read", "write", "publish", "admin")
"""What a personal access token may be used for: to read, to change what its owner has, to publish,
and to change accounts and administer the site."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A user who calls, as the token says."""

    user_id: int
    roles: frozenset[str] = frozenset()
    session_id: str = ""
    csrf: str = ""
    workspaces: tuple[str, ...] = ()
    scopes: frozenset[str] | None = None
    """The scopes of the token that was sent; None for a session, which has all of them."""

    @property
    def is_admin(self) -> bool:
        """Whether this user administers the site, and may do so by this token."""
        return _ADMIN in self.roles and self.has_scope("admin")

    def has_scope(self, scope: str) -> bool:
        """Whether the token that was sent may be used for something."""
        return self.scopes is None or scope in self.scopes
