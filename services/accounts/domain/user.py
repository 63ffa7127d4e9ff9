# SPDX-License-Identifier: Apache-2.0
"""A person, and the rules their address and password must keep."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from services.accounts.domain.errors import InvalidEmail, WeakPassword

MEMBER, MODERATOR, ADMIN = "site_member", "site_moderator", "site_admin"

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")
_LEAST_PASSWORD, _MOST_PASSWORD = 8, 1024


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
    workspaces: tuple[Workspace, ...] = field(default=())
    created_at: dt.datetime | None = None


def normal_email(given: str) -> str:
    """Return an address trimmed and in lower case, or refuse it."""
    email = given.strip().lower()
    if len(email) > 254 or not _EMAIL.fullmatch(email):
        raise InvalidEmail("This is not an email address.")
    return email


def check_password(given: str) -> None:
    """Refuse a password that is too short to be one."""
    if not _LEAST_PASSWORD <= len(given) <= _MOST_PASSWORD:
        raise WeakPassword("A password has at least 8 characters.")
