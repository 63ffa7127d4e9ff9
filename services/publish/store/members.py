# SPDX-License-Identifier: Apache-2.0
"""The roles that users hold in spaces, and the bans from them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.publish.domain.ban import Ban
from services.publish.domain.membership import ADMINISTRATOR
from services.publish.domain.space import Space
from services.publish.store.tables import USER_SPACE_ROLES
from services.publish.store.tables_spaces import SPACE_BANS

_ROLES, _BANS = USER_SPACE_ROLES.c, SPACE_BANS.c


class MemberRepository:
    """Reads and writes the roles of the members of spaces, and who is banned."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count_members(self, spaces: Sequence[Space]) -> dict[int, int]:
        """Count the users who hold a role in these spaces; spaces without any are left out."""
        query = (
            sa.select(_ROLES.space_id, sa.func.count(sa.distinct(_ROLES.user_id)).label("members"))
            .where(_ROLES.space_id.in_([space.space_id for space in spaces]))
            .group_by(_ROLES.space_id)
        )
        return {row.space_id: row.members for row in self._session.execute(query)}

    def list_members(self, space_id: int, *, after: int, limit: int) -> dict[int, frozenset[str]]:
        """Return the roles of members by user id, in the order of the ids above `after`."""
        users = (
            sa.select(_ROLES.user_id)
            .where(_ROLES.space_id == space_id, _ROLES.user_id > after)
            .distinct()
            .order_by(_ROLES.user_id)
            .limit(limit)
        )
        found = self._roles(space_id, self._session.execute(users).scalars().all())
        return dict(sorted(found.items()))

    def roles_of(self, space_id: int, user_id: int) -> frozenset[str]:
        """Return the roles that a user holds in a space, none when they are not a member."""
        return self._roles(space_id, [user_id]).get(user_id, frozenset())

    def list_administrators(self, space_id: int) -> list[int]:
        """Return the ids of the users who administer a space."""
        query = (
            sa.select(_ROLES.user_id)
            .where(_ROLES.space_id == space_id, _ROLES.role == ADMINISTRATOR)
            .order_by(_ROLES.user_id)
        )
        return list(self._session.execute(query).scalars())

    def set_roles(self, space_id: int, user_id: int, roles: Iterable[str]) -> None:
        """Let a user hold exactly these roles in a space; without any they are not a member."""
        is_theirs = sa.and_(_ROLES.space_id == space_id, _ROLES.user_id == user_id)
        self._session.execute(sa.delete(USER_SPACE_ROLES).where(is_theirs))
        rows = [{"user_id": user_id, "space_id": space_id, "role": role} for role in roles]
        if rows:
            self._session.execute(sa.insert(USER_SPACE_ROLES), rows)

    def delete_all_roles(self, space_id: int) -> None:
        """Let nobody hold a role in a space."""
        self._session.execute(sa.delete(USER_SPACE_ROLES).where(_ROLES.space_id == space_id))

    def save_ban(self, ban: Ban) -> None:
        """Store a ban in place of the one that the user had."""
        upsert(self._session, SPACE_BANS, {c.name: getattr(ban, c.name) for c in _BANS})

    def delete_ban(self, space_id: int, user_id: int) -> bool:
        """Lift a ban; False when the user is not banned."""
        is_theirs = sa.and_(_BANS.space_id == space_id, _BANS.user_id == user_id)
        delete = sa.delete(SPACE_BANS).where(is_theirs).returning(_BANS.user_id)
        return self._session.execute(delete).first() is not None

    def is_banned(self, space_id: int, user_id: int, now: dt.datetime) -> bool:
        """Whether a user is banned from a space."""
        query = sa.select(_BANS.user_id).where(
            _BANS.space_id == space_id, _BANS.user_id == user_id, _is_on(now)
        )
        return self._session.execute(query).first() is not None

    def list_bans(self, space_id: int, now: dt.datetime, *, after: int, limit: int) -> list[Ban]:
        """Return the bans that are on, in the order of the ids of users above `after`."""
        query = (
            sa.select(SPACE_BANS)
            .where(_BANS.space_id == space_id, _BANS.user_id > after, _is_on(now))
            .order_by(_BANS.user_id)
            .limit(limit)
        )
        return [Ban(**row._mapping) for row in self._session.execute(query)]

    def _roles(self, space_id: int, user_ids: Sequence[int]) -> dict[int, frozenset[str]]:
        query = sa.select(_ROLES.user_id, _ROLES.role).where(
            _ROLES.space_id == space_id, _ROLES.user_id.in_(user_ids)
        )
        roles: dict[int, set[str]] = defaultdict(set)
        for row in self._session.execute(query):
            roles[row.user_id].add(row.role)
        return {user_id: frozenset(held) for user_id, held in roles.items()}


def _is_on(now: dt.datetime) -> sa.ColumnElement[bool]:
    return sa.or_(_BANS.until.is_(None), _BANS.until > now)
