# SPDX-License-Identifier: Apache-2.0
"""Invitations into a space: of one user, and by a link that whoever has it can use."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum


class SpaceInvitationStatus(StrEnum):
    """The statuses of an invitation of one user."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class SpaceInvitation:
    """An invitation of one user into a space, with the role they will hold there."""

    invitation_id: int
    space_id: int
    user_id: int
    role: str
    invited_by: int
    status: SpaceInvitationStatus
    created_at: dt.datetime
    answered_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class SpaceInvitationLink:
    """A link that lets whoever has it join a space; only the digest of its token is stored."""

    link_id: int
    space_id: int
    role: str
    created_by: int
    created_at: dt.datetime
    expires_at: dt.datetime
    max_uses: int | None
    """How many users may join by it; None for any number."""
    uses: int = 0
    revoked_at: dt.datetime | None = None

    def is_over(self, now: dt.datetime) -> bool:
        """Whether it was revoked, has expired or is used up."""
        is_used_up = self.max_uses is not None and self.uses >= self.max_uses
        return self.revoked_at is not None or is_used_up or now >= self.expires_at


def token_digest(token: str) -> str:
    """Return what is stored of the token of a link."""
    return hashlib.sha256(token.encode()).hexdigest()
