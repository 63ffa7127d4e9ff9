# SPDX-License-Identifier: Apache-2.0
"""Invite somebody to register."""

from __future__ import annotations

import datetime as dt
import secrets

from services.accounts.usecases.dependencies import Dependencies

_LIFE = dt.timedelta(days=7)
_BYTES = 24


def invite(deps: Dependencies) -> tuple[str, dt.datetime]:
    """Make an invitation for one user, and return it with the moment it expires."""
    invitation, expires_at = secrets.token_urlsafe(_BYTES), deps.now() + _LIFE
    with deps.unit_of_work() as uow:
        uow.invitations.add_invitation(invitation, expires_at=expires_at)
    return invitation, expires_at
