# SPDX-License-Identifier: Apache-2.0
"""Users and their workspaces."""

from __future__ import annotations

import secrets
import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis import clock
from chassis.ids import LARGEST_ID
from chassis.upsert import insert_if_absent
from services.accounts.domain import MEMBER, EmailTaken, User, Workspace
from services.accounts.store.tables import MEMBERSHIPS, USERS, WORKSPACES

_FIRST_RANDOM_ID = 1_000_000
_MAX_WORKSPACE_NAME_LENGTH = 120


class UserRepository:
    """Reads and writes users, their password hashes and their workspaces."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_user(self, email: str, *, password_hash: str, display_name: str, phone: str) -> User:
        """Insert a user with a default workspace; EmailTaken when the email is registered."""
        values = {
            "id": _random_id(),
            "email": email,
            "password_hash": password_hash,
            "display_name": display_name,
            "phone": phone,
            "roles": [MEMBER],
            "created_at": clock.now(),
        }
        while (row := insert_if_absent(self._session, USERS, values)) is None:
            if self.find_credentials_by_email(email) is not None:
                raise EmailTaken("A user has registered with this email address.")
            values["id"] = _random_id()
        name = f"{display_name}'s workspace"[:_MAX_WORKSPACE_NAME_LENGTH]
        self._add_workspace(row.id, name)
        return self.list_users_by_ids([row.id])[0]

    def list_users_by_ids(self, user_ids: Sequence[int]) -> list[User]:
        """Return the users of these ids that exist."""
        rows = self._session.execute(sa.select(USERS).where(USERS.c.id.in_(user_ids))).all()
        workspaces = self._workspaces([row.id for row in rows])
        return [_user(row, workspaces[row.id]) for row in rows]

    def list_users_by_name(self, display_name: str, *, limit: int) -> list[User]:
        """Return the first users of a name, in which upper and lower case are the same."""
        # SQLite lowers ASCII letters only, so that the name as it is written is compared, too.
        is_equal = sa.func.lower(USERS.c.display_name) == display_name.lower()
        is_named = sa.or_(USERS.c.display_name == display_name, is_equal)
        query = sa.select(USERS.c.id).where(is_named).order_by(USERS.c.id).limit(limit)
        return self.list_users_by_ids(list(self._session.execute(query).scalars()))

    def find_credentials_by_email(self, email: str) -> tuple[User, str] | None:
        """Return a user with their password hash, None when the email is not registered."""
        return self._find_credentials(USERS.c.email == email)

    def find_credentials_by_id(self, user_id: int) -> tuple[User, str] | None:
        """Return a user with their password hash, None when there is none of this id."""
        return self._find_credentials(USERS.c.id == user_id)

    def _find_credentials(self, condition: sa.ColumnElement[bool]) -> tuple[User, str] | None:
        row = self._session.execute(sa.select(USERS).where(condition)).first()
        if row is None:
            return None
        return _user(row, self._workspaces([row.id])[row.id]), row.password_hash

    def save_password_hash(self, user_id: int, password_hash: str) -> None:
        """Replace the hash of a user's password."""
        update = sa.update(USERS).where(USERS.c.id == user_id).values(password_hash=password_hash)
        self._session.execute(update)

    def save_roles(self, user_id: int, roles: Sequence[str]) -> None:
        """Replace the site roles of a user."""
        update = sa.update(USERS).where(USERS.c.id == user_id).values(roles=list(roles))
        self._session.execute(update)

    def _add_workspace(self, user_id: int, name: str) -> None:
        workspace_id = str(uuid.uuid4())
        values = {"workspace_id": workspace_id, "name": name, "created_at": clock.now()}
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


def _random_id() -> int:
    """Return an id that no user had before, even if the table was lost.

    Other services store ids of users, and would show a newcomer what belonged to the former owner
    of an id. Ids below a million were given in order by earlier versions.
    """
    return secrets.randbelow(LARGEST_ID - _FIRST_RANDOM_ID) + _FIRST_RANDOM_ID


def _user(row: sa.Row[Any], workspaces: Sequence[Workspace]) -> User:  # Any: a row of users
    return User(
        user_id=row.id,
        email=row.email,
        display_name=row.display_name,
        roles=tuple(row.roles),
        workspaces=tuple(workspaces),
    )
