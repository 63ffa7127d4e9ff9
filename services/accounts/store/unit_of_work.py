# SPDX-License-Identifier: Apache-2.0
"""The repositories of accounts over one database session."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chassis import outbox
from services.accounts.domain import UserRegistered
from services.accounts.store.invitations import InvitationRepository
from services.accounts.store.messages import EVENTS
from services.accounts.store.sessions import (
    ApiTokenRepository,
    FailedSignInRepository,
    SessionRepository,
)
from services.accounts.store.users import UserRepository


class UnitOfWork:
    """Repositories whose changes are committed together with the events announced."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.users = UserRepository(session)
        self.sessions = SessionRepository(session)
        self.api_tokens = ApiTokenRepository(session)
        self.invitations = InvitationRepository(session)
        self.failed_sign_ins = FailedSignInRepository(session)

    def announce(self, event: UserRegistered) -> None:
        """Write an event to the outbox of this transaction."""
        outbox.announce_event(self._session, EVENTS, event, acting_user_id=event.user.user_id)
