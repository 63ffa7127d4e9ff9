# SPDX-License-Identifier: Apache-2.0
"""Sessions of browsers, personal access tokens and failed sign-ins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.accounts.domain import ApiToken, BrowserSession, digest
from services.accounts.store.tables import API_TOKENS, FAILED_SIGN_INS, SESSIONS

_SESSION_FIELDS = [column.name for column in SESSIONS.columns]
_HINT_LENGTH = 7
_FAILURE_LIFE = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SessionPosition:
    """Where a page of sessions ends: when its last one was opened, and its id."""

    created_at: dt.datetime
    session_id: str


class SessionRepository:
    """Reads and writes the sessions of browsers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_session_by_id(self, session_id: str) -> BrowserSession | None:
        """Return a session, locked until the transaction ends; None when there is none."""
        query = sa.select(SESSIONS).where(SESSIONS.c.session_id == session_id).with_for_update()
        row = self._session.execute(query).first()
        return None if row is None else BrowserSession(**row._mapping)

    def list_sessions_of_user(
        self, user_id: int, now: dt.datetime, *, before: SessionPosition | None, limit: int
    ) -> list[BrowserSession]:
        """Return the sessions of a user that are not over, the one opened last first."""
        query = _open_sessions(user_id, now)
        order = sa.tuple_(SESSIONS.c.created_at, SESSIONS.c.session_id)
        if before is not None:
            query = query.where(order < sa.tuple_(before.created_at, before.session_id))
        newest_first = query.order_by(SESSIONS.c.created_at.desc(), SESSIONS.c.session_id.desc())
        rows = self._session.execute(newest_first.limit(limit))
        return [BrowserSession(**row._mapping) for row in rows]

    def revoke_sessions_of_user(self, user_id: int, *, but: str = "") -> int:
        """End the sessions of a user except one, and return how many were ended."""
        update = (
            sa.update(SESSIONS)
            .where(SESSIONS.c.user_id == user_id, SESSIONS.c.session_id != but)
            .where(sa.not_(SESSIONS.c.is_revoked))
            .values(is_revoked=True)
            .returning(SESSIONS.c.session_id)
        )
        return len(self._session.execute(update).all())

    def delete_expired_sessions(self, now: dt.datetime) -> int:
        """Delete the sessions that have expired, and return how many."""
        delete = sa.delete(SESSIONS).where(SESSIONS.c.expires_at < now)
        return len(self._session.execute(delete.returning(SESSIONS.c.session_id)).all())

    def save_session(self, session: BrowserSession) -> None:
        """Insert or update a session."""
        values = {name: getattr(session, name) for name in _SESSION_FIELDS}
        upsert(self._session, SESSIONS, values)


class ApiTokenRepository:
    """Reads and writes personal access tokens; only their digests are stored."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_token(
        self,
        user_id: int,
        *,
        name: str,
        token: str,
        created_at: dt.datetime,
        expires_at: dt.datetime | None,
        scopes: Sequence[str],
    ) -> ApiToken:
        """Insert a token."""
        values = {
            "user_id": user_id,
            "name": name,
            "digest": digest(token),
            "hint": f"{token[:_HINT_LENGTH]}…",
            "created_at": created_at,
            "expires_at": expires_at,
            "scopes": list(scopes),
        }
        insert = sa.insert(API_TOKENS).values(values).returning(API_TOKENS)
        return _api_token(self._session.execute(insert).one())

    def list_tokens_of_user(
        self, user_id: int, *, before: int | None, limit: int
    ) -> list[ApiToken]:
        """Return the tokens of a user, newest first, with ids below `before`."""
        query = sa.select(API_TOKENS).where(API_TOKENS.c.user_id == user_id)
        if before is not None:
            query = query.where(API_TOKENS.c.id < before)
        newest_first = query.order_by(API_TOKENS.c.id.desc()).limit(limit)
        return [_api_token(row) for row in self._session.execute(newest_first)]

    def find_owner_of_token(
        self, token: str, now: dt.datetime
    ) -> tuple[int, tuple[str, ...]] | None:
        """Return the user a valid token belongs to and its scopes; None when it is not valid."""
        is_valid = sa.or_(API_TOKENS.c.expires_at.is_(None), API_TOKENS.c.expires_at > now)
        query = sa.select(API_TOKENS.c.user_id, API_TOKENS.c.scopes).where(
            API_TOKENS.c.digest == digest(token), is_valid
        )
        row = self._session.execute(query).first()
        return None if row is None else (row.user_id, tuple(row.scopes))

    def delete_token(self, user_id: int, token_id: int) -> bool:
        """Delete a token of a user; False when the user has none of this id."""
        delete = (
            sa.delete(API_TOKENS)
            .where(API_TOKENS.c.id == token_id, API_TOKENS.c.user_id == user_id)
            .returning(API_TOKENS.c.id)
        )
        return self._session.execute(delete).first() is not None


class FailedSignInRepository:
    """Counts guesses of passwords by email address and network address."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_guesses(self, email: str, address: str) -> None:
        """Let nobody else count or add guesses of the same kind until the transaction ends."""
        # A transaction of SQLite that writes is alone anyway.
        if self._session.get_bind().dialect.name == "postgresql":
            key = f"{email} {address}"
            self._session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(key))))

    def find_failure(self, email: str, address: str, *, number: int) -> dt.datetime | None:
        """Return when a guess of a user's password from an address failed; the newest is number 1.

        None when fewer have failed.
        """
        query = (
            sa.select(FAILED_SIGN_INS.c.at)
            .where(FAILED_SIGN_INS.c.email == email, FAILED_SIGN_INS.c.address == address)
            .order_by(FAILED_SIGN_INS.c.at.desc())
            .offset(number - 1)
            .limit(1)
        )
        return self._session.execute(query).scalar()

    def add_failure(self, email: str, address: str, at: dt.datetime) -> int:
        """Record a guess, return its id, and delete guesses older than a day."""
        old = sa.delete(FAILED_SIGN_INS).where(FAILED_SIGN_INS.c.at < at - _FAILURE_LIFE)
        self._session.execute(old)
        values = {"email": email, "address": address, "at": at}
        insert = sa.insert(FAILED_SIGN_INS).values(values).returning(FAILED_SIGN_INS.c.id)
        failure_id: int = self._session.execute(insert).scalar_one()
        return failure_id

    def delete_failure(self, failure_id: int) -> None:
        """Delete a guess that was right."""
        self._session.execute(sa.delete(FAILED_SIGN_INS).where(FAILED_SIGN_INS.c.id == failure_id))


def _open_sessions(user_id: int, now: dt.datetime) -> sa.Select[Any]:  # Any: a row of sessions
    return sa.select(SESSIONS).where(
        SESSIONS.c.user_id == user_id,
        sa.not_(SESSIONS.c.is_revoked),
        SESSIONS.c.expires_at > now,
    )


def _api_token(row: sa.Row[Any]) -> ApiToken:  # Any: a row of api_tokens
    return ApiToken(row.id, row.name, row.hint, row.created_at, row.expires_at, tuple(row.scopes))
