# SPDX-License-Identifier: Apache-2.0
"""Sessions of browsers, personal access tokens and failed sign-ins."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.accounts.domain import ApiToken, BrowserSession, digest
from services.accounts.store.tables import API_TOKENS, FAILED_SIGN_INS, SESSIONS

_SESSION_FIELDS = [column.name for column in SESSIONS.columns]
_HINT_LENGTH = 7
_FAILURE_LIFE = dt.timedelta(days=1)


class SessionRepository:
    """Reads and writes the sessions of browsers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_session_by_id(self, session_id: str) -> BrowserSession | None:
        """Return a session, locked until the transaction ends; None when there is none."""
        query = sa.select(SESSIONS).where(SESSIONS.c.session_id == session_id).with_for_update()
        row = self._session.execute(query).first()
        return None if row is None else BrowserSession(**row._mapping)

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
    ) -> ApiToken:
        """Insert a token."""
        values = {
            "user_id": user_id,
            "name": name,
            "digest": digest(token),
            "hint": f"{token[:_HINT_LENGTH]}…",
            "created_at": created_at,
            "expires_at": expires_at,
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

    def find_owner_of_token(self, token: str, now: dt.datetime) -> int | None:
        """Return the id of the user a valid token belongs to; None when it is not valid."""
        is_valid = sa.or_(API_TOKENS.c.expires_at.is_(None), API_TOKENS.c.expires_at > now)
        query = sa.select(API_TOKENS.c.user_id).where(
            API_TOKENS.c.digest == digest(token), is_valid
        )
        return self._session.execute(query).scalar()

    def delete_token(self, user_id: int, token_id: int) -> bool:
        """Delete a token of a user; False when the user has none of this id."""
        delete = (
            sa.delete(API_TOKENS)
            .where(API_TOKENS.c.id == token_id, API_TOKENS.c.user_id == user_id)
            .returning(API_TOKENS.c.id)
        )
        return self._session.execute(delete).first() is not None


class FailedSignInRepository:
    """Counts failed sign-ins by email address."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count_failures(self, email: str, since: dt.datetime) -> int:
        """Return how many sign-ins for an email address failed after a moment."""
        query = sa.select(sa.func.count()).where(
            FAILED_SIGN_INS.c.email == email, FAILED_SIGN_INS.c.at > since
        )
        return self._session.execute(query).scalar_one()

    def add_failure(self, email: str, at: dt.datetime) -> None:
        """Record a failed sign-in, and delete those older than a day."""
        old = sa.delete(FAILED_SIGN_INS).where(FAILED_SIGN_INS.c.at < at - _FAILURE_LIFE)
        self._session.execute(old)
        self._session.execute(sa.insert(FAILED_SIGN_INS).values(email=email, at=at))


def _api_token(row: sa.Row[Any]) -> ApiToken:  # Any: a row of api_tokens
    return ApiToken(row.id, row.name, row.hint, row.created_at, row.expires_at)
