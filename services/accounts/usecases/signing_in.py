# SPDX-License-Identifier: Apache-2.0
"""How a browser signs in, stays signed in, and signs out."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from services.accounts.domain import session as sessions
from services.accounts.domain.errors import InvalidCredentials, SessionOver, TooManyAttempts
from services.accounts.domain.user import User, normal_email
from services.accounts.usecases.dependencies import Dependencies

_WINDOW = dt.timedelta(minutes=15)
_MOST_FAILURES = 10


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A signed-in browser: who, the session, and the secrets its cookies carry."""

    user: User
    session_id: str
    refresh_token: str
    csrf: str


def sign_in(deps: Dependencies, *, email: str, password: str) -> SignedIn:
    """Check address and password and open a session."""
    address = normal_email(email)
    now = deps.now()
    with deps.reading() as uow:
        if uow.attempts.failures(address, now - _WINDOW) >= _MOST_FAILURES:
            raise TooManyAttempts("Too many failed sign-ins; wait a quarter of an hour.")
        found = uow.users.credentials(address)
    # An unknown address costs the same time as a known one.
    stored = found[1] if found else deps.passwords.hash("nobody's password")
    if not deps.passwords.matches(stored, password) or found is None:
        with deps.unit_of_work() as uow:
            uow.attempts.record(address, now)
        raise InvalidCredentials("Address or password is wrong.")
    return open_session(deps, user=found[0])


def open_session(deps: Dependencies, *, user: User) -> SignedIn:
    """Open a session for somebody who has proved who they are."""
    now = deps.now()
    session_id = uuid.uuid4().hex
    token = deps.new_token()
    session = sessions.Session(
        session_id=session_id,
        user_id=user.user_id,
        current_digest=sessions.digest(token),
        previous_digest="",
        rotated_at=now,
        expires_at=now + sessions.LIFE,
    )
    with deps.unit_of_work() as uow:
        uow.sessions.save(session)
    return _signed_in(deps, user, session_id, token)


def refresh(deps: Dependencies, *, refresh_token: str) -> SignedIn:
    """Exchange a refresh token for its successor; a token used twice ends the session."""
    session_id, _, token = refresh_token.partition(".")
    now = deps.now()
    with deps.unit_of_work() as uow:
        session = uow.sessions.get(session_id)
        if session is None or session.is_over(now):
            raise SessionOver("Sign in again.")
        is_accepted = session.accepts(token, now)
        successor = sessions.derive(deps.session_secret, f"refresh:{token}")
        uow.sessions.save(
            session.rotate(token, successor, now) if is_accepted else session.revoke()
        )
        users = uow.users.by_ids([session.user_id])
    if not is_accepted or not users:
        raise SessionOver("Sign in again.")
    return _signed_in(deps, users[0], session_id, successor)


def sign_out(deps: Dependencies, *, session_id: str) -> None:
    """End a session; ending it twice is fine."""
    with deps.unit_of_work() as uow:
        session = uow.sessions.get(session_id)
        if session is not None:
            uow.sessions.save(session.revoke())


def _signed_in(deps: Dependencies, user: User, session_id: str, token: str) -> SignedIn:
    csrf = sessions.derive(deps.session_secret, f"csrf:{session_id}")[:32]
    return SignedIn(user, session_id, f"{session_id}.{token}", csrf)
