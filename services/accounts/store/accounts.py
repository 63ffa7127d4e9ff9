# SPDX-License-Identifier: Apache-2.0
"""Accounts in SQL."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Transaction

from services.accounts.domain.errors import EmailTaken
from services.accounts.domain.session import Session, digest
from services.accounts.domain.user import MEMBER, User, Workspace
from services.accounts.store import announcements
from services.accounts.store.tables import (
    API_TOKENS,
    FAILED_SIGN_INS,
    MEMBERSHIPS,
    SESSIONS,
    USERS,
    WORKSPACES,
)
from services.accounts.usecases.dependencies import ApiToken

Now = Callable[[], dt.datetime]

_SESSION_FIELDS = [column.name for column in SESSIONS.columns]


class SqlUsers:
    """The people, in SQL."""

    def __init__(self, session: Transaction, now: Now) -> None:
        self._session = session
        self._now = now

    def add(self, email: str, password_hash: str, display_name: str, phone: str) -> User:
        """Add a user with a default workspace."""
        row = {
            "email": email,
            "password_hash": password_hash,
            "display_name": display_name,
            "phone": phone,
            "roles": [MEMBER],
            "created_at": self._now(),
        }
        try:
            with self._session.begin_nested():
                insert = sa.insert(USERS).values(row).returning(USERS.c.id)
                user_id = self._session.execute(insert).scalar_one()
        except IntegrityError as error:
            raise EmailTaken("Somebody registered with this address.") from error
        self._add_workspace(user_id, f"{display_name}'s workspace"[:120])
        return self.by_ids([user_id])[0]

    def by_ids(self, user_ids: Sequence[int]) -> list[User]:
        """Return the users of these ids that exist."""
        rows = self._session.execute(sa.select(USERS).where(USERS.c.id.in_(user_ids))).all()
        workspaces = self._workspaces([row.id for row in rows])
        return [_user(row, workspaces[row.id]) for row in rows]

    def credentials(self, email: str) -> tuple[User, str] | None:
        """Return a user with their password hash."""
        row = self._session.execute(sa.select(USERS).where(USERS.c.email == email)).first()
        if row is None:
            return None
        return _user(row, self._workspaces([row.id])[row.id]), row.password_hash

    def set_roles(self, user_id: int, roles: Sequence[str]) -> None:
        """Replace a user's site roles."""
        update = sa.update(USERS).where(USERS.c.id == user_id).values(roles=list(roles))
        self._session.execute(update)

    def _add_workspace(self, user_id: int, name: str) -> None:
        workspace_id = str(uuid.uuid4())
        values = {"workspace_id": workspace_id, "name": name, "created_at": self._now()}
        self._session.execute(sa.insert(WORKSPACES).values(values))
        member = {"workspace_id": workspace_id, "user_id": user_id, "role": "owner"}
        self._session.execute(sa.insert(MEMBERSHIPS).values(member))

    def _workspaces(self, user_ids: Sequence[int]) -> dict[int, list[Workspace]]:
        query = (
            sa.select(MEMBERSHIPS.c.user_id, WORKSPACES.c.workspace_id, WORKSPACES.c.name)
            .join(WORKSPACES)
            .where(MEMBERSHIPS.c.user_id.in_(user_ids))
            .order_by(WORKSPACES.c.created_at)
        )
        found: dict[int, list[Workspace]] = defaultdict(list)
        for row in self._session.execute(query):
            found[row.user_id].append(Workspace(row.workspace_id, row.name))
        return found


class SqlSessions:
    """The signed-in browsers, in SQL."""

    def __init__(self, session: Transaction) -> None:
        self._session = session

    def get(self, session_id: str) -> Session | None:
        """Return a session, locked until the transaction ends."""
        query = sa.select(SESSIONS).where(SESSIONS.c.session_id == session_id).with_for_update()
        row = self._session.execute(query).first()
        return None if row is None else Session(**row._mapping)

    def save(self, session: Session) -> None:
        """Add or replace a session."""
        values = {name: getattr(session, name) for name in _SESSION_FIELDS}
        update = sa.update(SESSIONS).where(SESSIONS.c.session_id == session.session_id)
        done = self._session.execute(update.values(values).returning(SESSIONS.c.user_id)).first()
        if done is None:
            self._session.execute(sa.insert(SESSIONS).values(values))


class SqlApiTokens:
    """The personal access tokens, in SQL."""

    def __init__(self, session: Transaction, now: Now) -> None:
        self._session = session
        self._now = now

    def add(
        self, user_id: int, *, name: str, token: str, expires_at: dt.datetime | None
    ) -> ApiToken:
        """Store a token by its digest."""
        values = {
            "user_id": user_id,
            "name": name,
            "digest": digest(token),
            "hint": f"{token[:7]}…",
            "created_at": self._now(),
            "expires_at": expires_at,
        }
        insert = sa.insert(API_TOKENS).values(values).returning(API_TOKENS)
        return _api_token(self._session.execute(insert).one())

    def of(self, user_id: int) -> list[ApiToken]:
        """List a user's tokens, newest first."""
        query = (
            sa.select(API_TOKENS)
            .where(API_TOKENS.c.user_id == user_id)
            .order_by(API_TOKENS.c.id.desc())
        )
        return [_api_token(row) for row in self._session.execute(query)]

    def owner(self, token: str) -> int | None:
        """Return whose valid token this is."""
        is_valid = sa.or_(API_TOKENS.c.expires_at.is_(None), API_TOKENS.c.expires_at > self._now())
        query = sa.select(API_TOKENS.c.user_id).where(
            API_TOKENS.c.digest == digest(token), is_valid
        )
        return self._session.execute(query).scalar()

    def delete(self, user_id: int, token_id: int) -> bool:
        """Delete a user's token."""
        gone = (
            sa.delete(API_TOKENS)
            .where(API_TOKENS.c.id == token_id, API_TOKENS.c.user_id == user_id)
            .returning(API_TOKENS.c.id)
        )
        return self._session.execute(gone).first() is not None


class SqlAttempts:
    """The failed sign-ins, in SQL."""

    def __init__(self, session: Transaction) -> None:
        self._session = session

    def failures(self, email: str, since: dt.datetime) -> int:
        """Count failures for an address."""
        query = sa.select(sa.func.count()).where(
            FAILED_SIGN_INS.c.email == email, FAILED_SIGN_INS.c.at > since
        )
        return self._session.execute(query).scalar_one()

    def record(self, email: str, at: dt.datetime) -> None:
        """Record a failure, and forget those that no longer count."""
        old = sa.delete(FAILED_SIGN_INS).where(FAILED_SIGN_INS.c.at < at - dt.timedelta(days=1))
        self._session.execute(old)
        self._session.execute(sa.insert(FAILED_SIGN_INS).values(email=email, at=at))


class SqlUnitOfWork:
    """One transaction of accounts."""

    def __init__(self, session: Transaction, now: Now) -> None:
        self._session = session
        self.users = SqlUsers(session, now)
        self.sessions = SqlSessions(session)
        self.api_tokens = SqlApiTokens(session, now)
        self.attempts = SqlAttempts(session)

    def announce_registered(self, user: User) -> None:
        """Announce somebody together with their row."""
        announcements.registered(self._session, user)

    def announce_changed(self, user: User) -> None:
        """Announce a change together with the row."""
        announcements.changed(self._session, user)


def unit_of_work(
    transaction: Callable[[], AbstractContextManager[Transaction]], now: Now
) -> Callable[[], AbstractContextManager[SqlUnitOfWork]]:
    """Make the opener of units of work over a kind of transaction."""

    @contextmanager
    def opened() -> Iterator[SqlUnitOfWork]:
        with transaction() as session:
            yield SqlUnitOfWork(session, now)

    return opened


def _user(row: sa.Row[Any], workspaces: Sequence[Workspace]) -> User:  # Any: a row of users
    return User(
        user_id=row.id,
        email=row.email,
        display_name=row.display_name,
        roles=tuple(row.roles),
        workspaces=tuple(workspaces),
        created_at=row.created_at,
    )


def _api_token(row: sa.Row[Any]) -> ApiToken:  # Any: a row of api_tokens
    return ApiToken(row.id, row.name, row.hint, row.created_at, row.expires_at)
