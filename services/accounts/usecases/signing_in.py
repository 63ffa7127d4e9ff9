# SPDX-License-Identifier: Apache-2.0
"""Open, refresh and end the sessions of browsers."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass

from services.accounts.domain import (
    SESSION_LIFE,
    BrowserSession,
    InvalidCredentials,
    SessionOver,
    User,
    derive,
    digest,
    normalize_email,
)
from services.accounts.usecases.dependencies import Dependencies
from services.accounts.usecases.guessing import guess

_TOKEN_BYTES = 32
_MAX_USER_AGENT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class SessionCredentials:
    """What a browser needs for a session: its id, the refresh token and the CSRF value."""

    user: User
    session_id: str
    refresh_token: str
    csrf: str


def sign_in(
    deps: Dependencies, *, email: str, password: str, address: str = "", user_agent: str = ""
) -> SessionCredentials:
    """Check an email address and its password, and open a session.

    TooManyAttempts after ten failures from a network address within 15 minutes,
    InvalidCredentials when either is wrong.
    """
    known_as = normalize_email(email)
    with guess(deps, email=known_as, address=address) as made:
        with deps.reading() as uow:
            found = uow.users.find_credentials_by_email(known_as)
        password_hash = found[1] if found else deps.passwords.hash_of_nobody
        made.is_right = deps.passwords.matches(password_hash, password) and found is not None
    if not made.is_right or found is None:
        raise InvalidCredentials("The email address or the password is wrong.")
    return open_session(deps, user=found[0], user_agent=user_agent)


def open_session(deps: Dependencies, *, user: User, user_agent: str = "") -> SessionCredentials:
    """Open a session of a user whose identity was checked."""
    now = deps.now()
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    session = BrowserSession(
        session_id=uuid.uuid4().hex,
        user_id=user.user_id,
        current_digest=digest(token),
        previous_digest="",
        rotated_at=now,
        expires_at=now + SESSION_LIFE,
        created_at=now,
        user_agent=user_agent[:_MAX_USER_AGENT_LENGTH],
    )
    with deps.unit_of_work() as uow:
        uow.sessions.save_session(session)
    return _credentials(deps, user, session.session_id, token)


def refresh(deps: Dependencies, *, refresh_token: str) -> SessionCredentials:
    """Exchange a refresh token for its successor.

    A token that was exchanged before, more than ten seconds ago, ends the session, because it may
    have been stolen. SessionOver when the session was ended or has expired.
    """
    session_id, _, token = refresh_token.partition(".")
    now = deps.now()
    with deps.unit_of_work() as uow:
        session = uow.sessions.find_session_by_id(session_id)
        if session is None or session.is_over(now):
            raise SessionOver("The session is over; sign in again.")
        is_accepted = session.accepts(token, now)
        successor = derive(deps.session_secret, f"refresh:{token}")
        uow.sessions.save_session(
            session.rotate(token, successor, now) if is_accepted else session.revoke()
        )
        users = uow.users.list_users_by_ids([session.user_id])
    if not is_accepted or not users:
        raise SessionOver("The session is over; sign in again.")
    return _credentials(deps, users[0], session_id, successor)


def sign_out(deps: Dependencies, *, session_id: str) -> None:
    """End a session; ending it twice is no error."""
    with deps.unit_of_work() as uow:
        session = uow.sessions.find_session_by_id(session_id)
        if session is not None:
            uow.sessions.save_session(session.revoke())


def sign_out_by_token(deps: Dependencies, *, refresh_token: str) -> None:
    """End the session of a refresh token; nothing happens when it is not accepted any more."""
    session_id, _, token = refresh_token.partition(".")
    with deps.unit_of_work() as uow:
        session = uow.sessions.find_session_by_id(session_id)
        if session is not None and session.accepts(token, deps.now()):
            uow.sessions.save_session(session.revoke())


def _credentials(deps: Dependencies, user: User, session_id: str, token: str) -> SessionCredentials:
    csrf = derive(deps.session_secret, f"csrf:{session_id}")[:32]
    return SessionCredentials(user, session_id, f"{session_id}.{token}", csrf)
