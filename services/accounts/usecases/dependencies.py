# SPDX-License-Identifier: Apache-2.0
"""The hands of accounts: joined once in bootstrap, passed to every use case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from services.accounts.domain.session import Session
from services.accounts.domain.user import User


class Users(Protocol):
    """The people who may sign in."""

    def add(self, email: str, password_hash: str, display_name: str, phone: str) -> User:
        """Add a user with a default workspace; EmailTaken when the address is known."""

    def by_ids(self, user_ids: Sequence[int]) -> list[User]:
        """Return the users of these ids that exist."""

    def credentials(self, email: str) -> tuple[User, str] | None:
        """Return a user with their password hash, None when the address is unknown."""

    def set_roles(self, user_id: int, roles: Sequence[str]) -> None:
        """Replace a user's site roles."""


class Sessions(Protocol):
    """The signed-in browsers."""

    def get(self, session_id: str) -> Session | None:
        """Return a session, locked until the transaction ends."""

    def save(self, session: Session) -> None:
        """Add or replace a session."""


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A personal access token without its secret."""

    token_id: int
    name: str
    hint: str
    created_at: dt.datetime
    expires_at: dt.datetime | None


class ApiTokens(Protocol):
    """The personal access tokens."""

    def add(
        self, user_id: int, *, name: str, token: str, expires_at: dt.datetime | None
    ) -> ApiToken:
        """Store a token by its digest."""

    def of(self, user_id: int) -> list[ApiToken]:
        """List a user's tokens, newest first."""

    def owner(self, token: str) -> int | None:
        """Return whose valid token this is."""

    def delete(self, user_id: int, token_id: int) -> bool:
        """Delete a user's token; False when there is none."""


class Attempts(Protocol):
    """The failed sign-ins of the last quarter of an hour."""

    def failures(self, email: str, since: dt.datetime) -> int:
        """Count failures for an address."""

    def record(self, email: str, at: dt.datetime) -> None:
        """Record a failure."""


class UnitOfWork(Protocol):
    """One transaction: it commits when the block ends well and never otherwise."""

    @property
    def users(self) -> Users:
        """The people."""

    @property
    def sessions(self) -> Sessions:
        """The signed-in browsers."""

    @property
    def api_tokens(self) -> ApiTokens:
        """The personal access tokens."""

    @property
    def attempts(self) -> Attempts:
        """The failed sign-ins."""

    def announce_registered(self, user: User) -> None:
        """Announce somebody together with their row."""

    def announce_changed(self, user: User) -> None:
        """Announce a change together with the row."""


class Passwords(Protocol):
    """Hashes passwords slowly."""

    def hash(self, password: str) -> str:
        """Return what is stored of a password."""

    def matches(self, stored: str, password: str) -> bool:
        """Whether a password is the stored one."""


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What the use cases of accounts work with."""

    unit_of_work: Callable[[], AbstractContextManager[UnitOfWork]]
    reading: Callable[[], AbstractContextManager[UnitOfWork]]
    passwords: Passwords
    session_secret: bytes
    now: Callable[[], dt.datetime]
    new_token: Callable[[], str]
