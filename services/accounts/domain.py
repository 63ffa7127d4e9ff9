# SPDX-License-Identifier: Apache-2.0
"""Users, sessions and personal access tokens: their values, rules, events and errors."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import math
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from chassis.caller import SCOPES, Caller

MEMBER, ADMIN = "site_member", "site_admin"
"""Roles on the whole site."""


class Registration(StrEnum):
    """Who may register: everybody, those with an invitation, or nobody."""

    OPEN = "open"
    INVITE = "invite"
    CLOSED = "closed"


SESSION_LIFE = dt.timedelta(days=30)
REFRESH_GRACE = dt.timedelta(seconds=10)
"""How long the previous refresh token of a session is accepted after its successor was issued."""

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")
_MAX_EMAIL_LENGTH = 254
_MIN_PASSWORD_LENGTH, _MAX_PASSWORD_LENGTH = 8, 1024


class AccountsError(Exception):
    """The base class of every error the accounts service raises."""


class InvalidEmail(AccountsError):
    """The value is not an email address: correct it."""


class WeakPassword(AccountsError):
    """The password does not have 8 to 1024 characters: choose another."""


class EmailTaken(AccountsError):
    """A user has registered with this email address: sign in instead."""


class InvalidCredentials(AccountsError):
    """The email address or the password is wrong: correct them."""


class TooManyAttempts(AccountsError):
    """Ten guesses of a password failed from here within 15 minutes: wait as `Retry-After` says."""

    def __init__(self, wait: dt.timedelta) -> None:
        seconds = max(1, math.ceil(wait.total_seconds()))
        minutes = math.ceil(seconds / 60)
        unit = "minute" if minutes == 1 else "minutes"
        super().__init__(f"Too many passwords were wrong; wait {minutes} {unit}.")
        self.extra = {"retryAfter": seconds}


class WrongPassword(AccountsError):
    """The current password is wrong: correct it."""


class RegistrationClosed(AccountsError):
    """Nobody registers here by themselves: ask an administrator for an invitation."""


class InvalidScopes(AccountsError):
    """The scopes of a token are one or more of read, write, publish and admin: correct them."""


class SessionNotFound(AccountsError):
    """The caller has no session of this id: list them with `GET /api/sessions`."""


class SessionOver(AccountsError):
    """The session was ended or has expired: sign in again."""


class TokenNotFound(AccountsError):
    """The caller has no personal access token of this id: list them with `GET /api/tokens`."""


class UserNotFound(AccountsError):
    """No user has registered with this email address: register first."""


class InvalidUserName(AccountsError):
    """The name is empty or too long, or the phone number has over 32 characters: correct it."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A group of content and social accounts."""

    workspace_id: str
    name: str


@dataclass(frozen=True, slots=True)
class User:
    """A person who may sign in."""

    user_id: int
    email: str
    display_name: str
    roles: tuple[str, ...] = (MEMBER,)
    workspaces: tuple[Workspace, ...] = ()

    def caller(
        self, *, session_id: str = "", csrf: str = "", scopes: Collection[str] | None = None
    ) -> Caller:
        """Return the user as the sender of a request; a token's user has scopes, no session."""
        return Caller(
            user_id=self.user_id,
            roles=frozenset(self.roles),
            session_id=session_id,
            csrf=csrf,
            scopes=None if scopes is None else frozenset(scopes),
            workspaces=tuple(one.workspace_id for one in self.workspaces),
        )


@dataclass(frozen=True, slots=True)
class UserRegistered:
    """The event that a user registered."""

    user: User


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A personal access token without its secret; it never expires when `expires_at` is None."""

    token_id: int
    name: str
    hint: str
    """The first characters of the secret, by which its owner recognises it."""
    created_at: dt.datetime
    expires_at: dt.datetime | None
    scopes: tuple[str, ...]
    """What it may be used for, some of `SCOPES`."""


@dataclass(frozen=True, slots=True)
class BrowserSession:
    """The session of one browser; only digests of its refresh tokens are stored."""

    session_id: str
    user_id: int
    current_digest: str
    previous_digest: str
    rotated_at: dt.datetime
    expires_at: dt.datetime
    created_at: dt.datetime
    user_agent: str = ""
    """What the browser called itself when the session was opened."""
    is_revoked: bool = False

    def is_over(self, now: dt.datetime) -> bool:
        """Whether the session was revoked or has expired."""
        return self.is_revoked or now >= self.expires_at

    def accepts(self, token: str, now: dt.datetime) -> bool:
        """Whether a refresh token is the current one, or the previous one in its grace period.

        Two tabs that refresh at the same moment send the same token; both succeed.
        """
        given = digest(token)
        if hmac.compare_digest(given, self.current_digest):
            return True
        is_previous = hmac.compare_digest(given, self.previous_digest)
        return is_previous and now - self.rotated_at <= REFRESH_GRACE

    def rotate(self, token: str, successor: str, now: dt.datetime) -> BrowserSession:
        """Return the session with the successor as its current refresh token."""
        if hmac.compare_digest(digest(successor), self.current_digest):
            return self
        return replace(
            self,
            current_digest=digest(successor),
            previous_digest=digest(token),
            rotated_at=now,
            expires_at=now + SESSION_LIFE,
        )

    def revoke(self) -> BrowserSession:
        """Return the session as ended."""
        return replace(self, is_revoked=True)


def normalize_email(text: str) -> str:
    """Return an email address trimmed and in lower case; InvalidEmail when it is none."""
    email = text.strip().lower()
    if len(email) > _MAX_EMAIL_LENGTH or not _EMAIL.fullmatch(email):
        raise InvalidEmail("This is not an email address.")
    return email


def check_password(password: str) -> None:
    """Raise WeakPassword unless a password has 8 to 1024 characters."""
    if not _MIN_PASSWORD_LENGTH <= len(password) <= _MAX_PASSWORD_LENGTH:
        raise WeakPassword("A password has 8 to 1024 characters.")


def check_scopes(scopes: Collection[str]) -> tuple[str, ...]:
    """Return scopes in their order, each once; InvalidScopes for none or an unknown one."""
    if not scopes or not {*scopes} <= {*SCOPES}:
        raise InvalidScopes("The scopes are some of read, write, publish and admin.")
    return tuple(one for one in SCOPES if one in scopes)


def digest(token: str) -> str:
    """Return the SHA-256 digest of a token, in hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def derive(secret: bytes, text: str) -> str:
    """Return a token derived from a text by a secret; equal texts give equal tokens."""
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
