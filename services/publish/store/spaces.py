# SPDX-License-Identifier: Apache-2.0
"""Spaces in SQL."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services.publish.domain.membership import PERSONAL_ROLES, Person, Standing
from services.publish.domain.space import (
    DEFAULT_SETTINGS,
    SiteSettings,
    Space,
    SpaceType,
    slug_of,
)
from services.publish.store.tables import SITE_SETTINGS, SPACES, USER_SPACE_ROLES

Now = Callable[[], dt.datetime]
NewUlid = Callable[[], str]


class SqlSpaces:
    """The spaces, in SQL."""

    def __init__(self, session: Session, now: Now, new_ulid: NewUlid) -> None:
        self._session = session
        self._now = now
        self._new_ulid = new_ulid

    def get(self, space_id: int) -> Space | None:
        """Return a space."""
        return self._one(SPACES.c.id == space_id)

    def the_global(self) -> Space:
        """Return the space that is the feed of the whole site; a migration made it."""
        found = self._one(SPACES.c.type == SpaceType.CHANNEL, SPACES.c.slug == "global")
        if found is None:
            raise LookupError("the global space is gone")
        return found

    def personal(self, user_id: int) -> Space | None:
        """Return somebody's personal space."""
        return self._one(SPACES.c.type == SpaceType.PERSONAL, SPACES.c.owner_user_id == user_id)

    def make_personal(self, user_id: int, name: str) -> Space:
        """Make somebody's personal space, or return the one that another just made."""
        made = None
        while made is None:
            made = self._insert_personal(user_id, name)
            # Nothing inserted: somebody took the slug (try the next), or made this very space.
            if made is None and (found := self.personal(user_id)) is not None:
                return found
        roles = [
            {"user_id": user_id, "space_id": made.space_id, "role": role} for role in PERSONAL_ROLES
        ]
        self._session.execute(sa.insert(USER_SPACE_ROLES), roles)
        return made

    def held_by(self, user_id: int) -> list[Space]:
        """List the spaces somebody owns or holds a role in."""
        return self._many(sa.select(SPACES).where(_is_held_by(user_id)).order_by(SPACES.c.id))

    def visible_to(self, person: Person | None, *, after: int, limit: int) -> list[Space]:
        """List the spaces somebody may look at, by id."""
        query = sa.select(SPACES).where(SPACES.c.id > after)
        if person is None:
            query = query.where(_IS_PUBLIC)
        elif not person.is_admin:
            query = query.where(sa.or_(_IS_PUBLIC, _is_held_by(person.user_id)))
        return self._many(query.order_by(SPACES.c.id).limit(limit))

    def standings(self, person: Person | None, spaces: Sequence[Space]) -> list[Standing]:
        """Return who somebody is in each of these spaces."""
        roles: dict[int, set[str]] = defaultdict(set)
        if person is not None:
            query = sa.select(USER_SPACE_ROLES).where(
                USER_SPACE_ROLES.c.user_id == person.user_id,
                USER_SPACE_ROLES.c.space_id.in_([space.space_id for space in spaces]),
            )
            for row in self._session.execute(query):
                roles[row.space_id].add(row.role)
        return [Standing(person, space, frozenset(roles[space.space_id])) for space in spaces]

    def site_settings(self) -> SiteSettings:
        """Return what the administrators decided for every space."""
        values = {row.name: row.value for row in self._session.execute(sa.select(SITE_SETTINGS))}
        return SiteSettings(
            require_group_review=values.get("require_group_review", False),
            require_channel_review=values.get("require_channel_review", False),
        )

    def _insert_personal(self, user_id: int, name: str) -> Space | None:
        values = {
            "ulid": self._new_ulid(),
            "type": SpaceType.PERSONAL,
            "owner_user_id": user_id,
            "name": name,
            "slug": self._free_slug(slug_of(name)),
            "settings": DEFAULT_SETTINGS[SpaceType.PERSONAL],
            "created_at": self._now(),
        }
        insert = insert_of(self._session)(SPACES).values(values)
        done = insert.on_conflict_do_nothing().returning(*SPACES.c)
        row = self._session.execute(done).first()
        return None if row is None else _space(row)

    def _free_slug(self, slug: str) -> str:
        query = sa.select(SPACES.c.slug).where(
            SPACES.c.type == SpaceType.PERSONAL, SPACES.c.slug.startswith(slug, autoescape=True)
        )
        taken = set(self._session.execute(query).scalars())
        number, free = 1, slug
        while free in taken:
            number += 1
            free = f"{slug}-{number}"
        return free

    def _one(self, *conditions: sa.ColumnElement[bool]) -> Space | None:
        row = self._session.execute(sa.select(SPACES).where(*conditions)).first()
        return None if row is None else _space(row)

    def _many(self, query: sa.Select[Any]) -> list[Space]:  # Any: the columns of spaces
        return [_space(row) for row in self._session.execute(query)]


_IS_PUBLIC = SPACES.c.settings["visibility"].as_string() == "public"


def insert_of(session: Session) -> Callable[[sa.Table], Any]:  # Any: either dialect's insert
    """Return the INSERT of the session's database, the one that knows ON CONFLICT."""
    is_postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert if is_postgres else sqlite.insert


def _is_held_by(user_id: int) -> sa.ColumnElement[bool]:
    roles = sa.select(USER_SPACE_ROLES.c.space_id).where(USER_SPACE_ROLES.c.user_id == user_id)
    return sa.or_(SPACES.c.owner_user_id == user_id, SPACES.c.id.in_(roles))


def _space(row: sa.Row[Any]) -> Space:  # Any: a row of spaces
    return Space(
        space_id=row.id,
        ulid=row.ulid,
        type=SpaceType(row.type),
        owner_user_id=row.owner_user_id,
        name=row.name,
        slug=row.slug,
        settings=row.settings,
    )
