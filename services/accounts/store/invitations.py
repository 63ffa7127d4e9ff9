# SPDX-License-Identifier: Apache-2.0
"""Invitations to register, each good for one user; only their digests are stored."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.accounts.domain import digest
from services.accounts.store.tables import INVITATIONS


class InvitationRepository:
    """Adds invitations and takes them up."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_invitation(self, invitation: str, *, expires_at: dt.datetime) -> None:
        """Insert an invitation."""
        values = {"digest": digest(invitation), "expires_at": expires_at}
        self._session.execute(sa.insert(INVITATIONS).values(values))

    def take_invitation(self, invitation: str, now: dt.datetime) -> bool:
        """Delete an invitation; False when it is unknown, was taken before or has expired."""
        delete = (
            sa.delete(INVITATIONS)
            .where(INVITATIONS.c.digest == digest(invitation), INVITATIONS.c.expires_at > now)
            .returning(INVITATIONS.c.digest)
        )
        return self._session.execute(delete).first() is not None
