# SPDX-License-Identifier: Apache-2.0
"""A signed-in browser: a refresh token that changes with every use."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass, replace

LIFE = dt.timedelta(days=30)
GRACE = dt.timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Session:
    """One browser's session; only digests of its refresh tokens are kept."""

    session_id: str
    user_id: int
    current_digest: str
    previous_digest: str
    rotated_at: dt.datetime
    expires_at: dt.datetime
    is_revoked: bool = False

    def is_over(self, now: dt.datetime) -> bool:
        """Whether the session has been revoked or has expired."""
        return self.is_revoked or now >= self.expires_at

    def accepts(self, token: str, now: dt.datetime) -> bool:
        """Whether a token is the current one, or the one before it within its seconds of grace.

        Two tabs that refresh at once both send the same token; the second is forgiven.
        """
        given = digest(token)
        if hmac.compare_digest(given, self.current_digest):
            return True
        is_previous = hmac.compare_digest(given, self.previous_digest)
        return is_previous and now - self.rotated_at <= GRACE

    def rotate(self, token: str, successor: str, now: dt.datetime) -> Session:
        """Make the successor the current token, unless it is already."""
        if hmac.compare_digest(digest(successor), self.current_digest):
            return self
        return replace(
            self,
            current_digest=digest(successor),
            previous_digest=digest(token),
            rotated_at=now,
            expires_at=now + LIFE,
        )

    def revoke(self) -> Session:
        """End the session."""
        return replace(self, is_revoked=True)


def digest(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def derive(secret: bytes, text: str) -> str:
    """Derive a token from another by a secret, so that the same one can be derived again."""
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
