# SPDX-License-Identifier: Apache-2.0
"""Open, refresh and end the sessions of browsers."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass

from services.accounts.domain import (
    SESSION_LIFE,
    BrowserSession,
    InvalidCredentials,
    SessionOver,
    TooManyAttempts,
    User,
    derive,
    digest,
    normalize_email,
)
from services.accounts.usecases.dependencies import Dependencies

_FAILURE_WINDOW = dt.timedelta(minutes=15)
_MAX_FAILURES = 10
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class SessionCredentials:
    """What a browser needs for a session: its id, the refresh token and the CSRF value."""

    user: User
    session_id: str
    refresh_token: str
    csrf: str


def sign_in(deps: Dependencies, *, email: str, password: str) -> SessionCredentials:
    """Check an email address and its password, and open a session.

    TooManyAttempts after ten failures within 15 minutes, InvalidCredentials when either is wrong.
    """
    address = normalize_email(email)
    now = deps.now()
    with deps.reading() as uow:
        if uow.failed_sign_ins.count_failures(address, now - _FAILURE_WINDOW) >= _MAX_FAILURES:
            raise TooManyAttempts("Too many sign-ins failed; wait 15 minutes.")
        found = uow.users.find_credentials_by_email(address)
    # An unknown address takes as long as a known one, so that the time does not tell which it is.
    password_hash = found[1] if found else deps.passwords.hash_password("unknown address")
    if not deps.passwords.matches(password_hash, password) or found is None:
        with deps.unit_of_work() as uow:
            uow.failed_sign_ins.add_failure(address, now)
        raise InvalidCredentials("The email address or the password is wrong.")
    return open_session(deps, user=found[0])


def open_session(deps: Dependencies, *, user: User) -> SessionCredentials:
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


def _credentials(deps: Dependencies, user: User, session_id: str, token: str) -> SessionCredentials:
    csrf = derive(deps.session_secret, f"csrf:{session_id}")[:32]
    return SessionCredentials(user, session_id, f"{session_id}.{token}", csrf)
