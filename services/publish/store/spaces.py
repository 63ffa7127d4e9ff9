# SPDX-License-Identifier: Apache-2.0
"""Spaces, the roles users hold in them, and the settings of the site."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session
from ulid import ULID

from chassis import clock
from chassis.caller import Caller
from chassis.upsert import insert_if_absent, upsert
from services.publish.domain.errors import SpaceNotFound
from services.publish.domain.membership import (
    ADMINISTRATOR,
    APPROVING_ROLES,
    PERSONAL_ROLES,
    Membership,
)
from services.publish.domain.space import (
    DEFAULT_SETTINGS,
    SiteSettings,
    Space,
    SpaceSettings,
    SpaceType,
    slug_of,
)
from services.publish.store.tables import SITE_SETTINGS, SPACES, USER_SPACE_ROLES
from services.publish.store.tables_spaces import SPACE_BANS

Lock = Literal["share", "change"] | None


class SpaceRepository:
    """Reads and writes spaces and the roles users hold in them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_global_space(self) -> Space:
        """Return the space whose feed is that of the whole site; the first migration makes it."""
        found = self._first(SPACES.c.is_global)
        if found is None:
            raise LookupError("the global space was deleted")
        return found

    def find_personal_space(self, user_id: int) -> Space | None:
        """Return the personal space of a user, None when it was not created yet."""
        return self._first(SPACES.c.type == SpaceType.PERSONAL, SPACES.c.owner_user_id == user_id)

    def add_personal_space(self, user_id: int, name: str) -> Space:
        """Create the personal space of a user, or return the one a concurrent request created."""
        settings = DEFAULT_SETTINGS[SpaceType.PERSONAL]
        space = None
        while space is None:
            space = self._insert_space(SpaceType.PERSONAL, user_id, name, settings)
            # No row was inserted: the slug is taken (try the next), or the space exists.
            if space is None and (existing := self.find_personal_space(user_id)) is not None:
                return existing
        self._add_roles(user_id, space.space_id, PERSONAL_ROLES)
        return space

    def add_space(self, kind: SpaceType, user_id: int, name: str) -> Space:
        """Create a group or a channel that a user owns and administers."""
        space = None
        while space is None:
            # A concurrent request may take the slug; then the next one is tried.
            space = self._insert_space(kind, user_id, name, DEFAULT_SETTINGS[kind])
        self._add_roles(user_id, space.space_id, [ADMINISTRATOR])
        return space

    def save_space(self, space: Space) -> None:
        """Update what can be changed of a space; a deleted one gives its slug away."""
        values = {
            "owner_user_id": space.owner_user_id,
            "name": space.name,
            "description": space.description,
            "settings": space.settings,
            "icon_digest": space.icon_digest,
            "deleted_at": space.deleted_at,
        }
        if space.deleted_at is not None:
            values["slug"] = f"deleted-{space.ulid.lower()}"
        self._session.execute(sa.update(SPACES).where(SPACES.c.id == space.space_id).values(values))

    def list_spaces_of_user(
        self, user_id: int, *, after: int = 0, limit: int | None = None
    ) -> list[Space]:
        """Return the spaces a user owns or holds a role in, by id, from the first above `after`."""
        return self._list(is_held_by(user_id), after=after, limit=limit)

    def list_names(self, space_ids: Iterable[int]) -> dict[int, str]:
        """Return the names of those of these spaces that exist, by their ids."""
        query = sa.select(SPACES.c.id, SPACES.c.name).where(SPACES.c.id.in_({*space_ids}))
        return {row.id: row.name for row in self._session.execute(query)}

    def list_spaces(self, space_ids: Iterable[int]) -> list[Space]:
        """Return these spaces, deleted ones too."""
        query = sa.select(SPACES).where(SPACES.c.id.in_(list(space_ids)))
        return [_space(row) for row in self._session.execute(query)]

    def list_visible_spaces(self, caller: Caller | None, *, after: int, limit: int) -> list[Space]:
        """Return the spaces a caller may view, by id, from the first above `after`."""
        if caller is None:
            is_visible = is_public()
        elif caller.is_admin:
            is_visible = sa.true()
        else:
            is_open = sa.and_(is_public(), SPACES.c.id.not_in(banned_from(caller.user_id)))
            is_visible = sa.or_(is_open, is_held_by(caller.user_id))
        return self._list(is_visible, after=after, limit=limit)

    def list_moderated_spaces(
        self, caller: Caller, kind: SpaceType, *, after: int, limit: int
    ) -> list[Space]:
        """Return the spaces of a type in which a caller may approve, by id above `after`."""
        is_meant: sa.ColumnElement[bool] = SPACES.c.type == kind
        if not caller.is_admin:
            roles = sa.select(USER_SPACE_ROLES.c.space_id).where(
                USER_SPACE_ROLES.c.user_id == caller.user_id,
                USER_SPACE_ROLES.c.role.in_(APPROVING_ROLES),
            )
            is_meant = sa.and_(is_meant, SPACES.c.id.in_(roles))
        return self._list(is_meant, after=after, limit=limit)

    def list_memberships(self, caller: Caller | None, spaces: Sequence[Space]) -> list[Membership]:
        """Return the membership of a caller in each of these spaces, in their order."""
        roles: dict[int, set[str]] = defaultdict(set)
        if caller is not None:
            query = sa.select(USER_SPACE_ROLES).where(
                USER_SPACE_ROLES.c.user_id == caller.user_id,
                USER_SPACE_ROLES.c.space_id.in_([space.space_id for space in spaces]),
            )
            for row in self._session.execute(query):
                roles[row.space_id].add(row.role)
        banned = self._banned_from(caller, spaces)
        return [
            Membership(
                caller, space, frozenset(roles[space.space_id]), is_banned=space.space_id in banned
            )
            for space in spaces
        ]

    def get_membership(
        self, caller: Caller | None, space_id: int, *, lock: Lock = None, deleted_too: bool = False
    ) -> Membership:
        """Return the membership of a caller in a space; SpaceNotFound when there is no space.

        With the lock `share` nobody changes or deletes the space until the transaction ends, with
        `change` nobody else locks it either. A deleted space is found only where it is asked for.
        """
        query = sa.select(SPACES).where(SPACES.c.id == space_id)
        if lock is not None:
            query = query.with_for_update(read=lock == "share")
        row = self._session.execute(query).first()
        if row is None or (row.deleted_at is not None and not deleted_too):
            raise SpaceNotFound("No space has this id.")
        return self.list_memberships(caller, [_space(row)])[0]

    def read_site_settings(self) -> SiteSettings:
        """Return the settings of the site."""
        values = {row.name: row.value for row in self._session.execute(sa.select(SITE_SETTINGS))}
        return SiteSettings(**values)

    def save_site_settings(self, settings: SiteSettings) -> None:
        """Store the settings of the site."""
        for name, value in dataclasses.asdict(settings).items():
            upsert(self._session, SITE_SETTINGS, {"name": name, "value": value})

    def _banned_from(self, caller: Caller | None, spaces: Sequence[Space]) -> set[int]:
        if caller is None:
            return set()
        ids = [space.space_id for space in spaces]
        query = banned_from(caller.user_id).where(SPACE_BANS.c.space_id.in_(ids))
        return set(self._session.execute(query).scalars())

    def _add_roles(self, user_id: int, space_id: int, roles: Sequence[str]) -> None:
        rows = [{"user_id": user_id, "space_id": space_id, "role": role} for role in roles]
        self._session.execute(sa.insert(USER_SPACE_ROLES), rows)

    def _insert_space(
        self, kind: SpaceType, user_id: int, name: str, settings: SpaceSettings
    ) -> Space | None:
        values = {
            "ulid": str(ULID()),
            "type": kind,
            "owner_user_id": user_id,
            "name": name,
            "slug": self._free_slug(kind, slug_of(name)),
            "settings": settings,
            "created_at": clock.now(),
        }
        row = insert_if_absent(self._session, SPACES, values, returning=tuple(SPACES.c))
        return None if row is None else _space(row)

    def _free_slug(self, kind: SpaceType, slug: str) -> str:
        query = sa.select(SPACES.c.slug).where(
            SPACES.c.type == kind, SPACES.c.slug.startswith(slug, autoescape=True)
        )
        taken = set(self._session.execute(query).scalars())
        number, free = 1, slug
        while free in taken:
            number += 1
            free = f"{slug}-{number}"
        return free

    def _first(self, *conditions: sa.ColumnElement[bool]) -> Space | None:
        query = sa.select(SPACES).where(SPACES.c.deleted_at.is_(None), *conditions)
        row = self._session.execute(query).first()
        return None if row is None else _space(row)

    def _list(
        self, condition: sa.ColumnElement[bool], *, after: int, limit: int | None
    ) -> list[Space]:
        is_listed = sa.and_(condition, SPACES.c.deleted_at.is_(None), SPACES.c.id > after)
        query = sa.select(SPACES).where(is_listed).order_by(SPACES.c.id)
        return [_space(row) for row in self._session.execute(query.limit(limit))]


def is_public(spaces: sa.FromClause = SPACES) -> sa.ColumnElement[bool]:
    """Say that everybody may see the feed of a space."""
    is_said: sa.ColumnElement[bool] = spaces.c.settings["visibility"].as_string() == "public"
    return is_said


def is_held_by(user_id: int, spaces: sa.FromClause = SPACES) -> sa.ColumnElement[bool]:
    """Say that a user owns a space or holds a role in it."""
    roles = sa.select(USER_SPACE_ROLES.c.space_id).where(USER_SPACE_ROLES.c.user_id == user_id)
    return sa.or_(spaces.c.owner_user_id == user_id, spaces.c.id.in_(roles))


def banned_from(user_id: int) -> sa.Select[Any]:  # Any: one column of ids
    """Select the ids of the spaces that a user is banned from now."""
    c = SPACE_BANS.c
    is_on = sa.or_(c.until.is_(None), c.until > clock.now())
    return sa.select(c.space_id).where(c.user_id == user_id, is_on)


def _space(row: sa.Row[Any]) -> Space:  # Any: a row of spaces
    return Space(
        space_id=row.id,
        ulid=row.ulid,
        type=SpaceType(row.type),
        owner_user_id=row.owner_user_id,
        name=row.name,
        slug=row.slug,
        settings=row.settings,
        description=row.description,
        icon_digest=row.icon_digest,
        is_global=row.is_global,
        deleted_at=row.deleted_at,
    )
