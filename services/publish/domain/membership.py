# SPDX-License-Identifier: Apache-2.0
"""Who somebody is in a space, and what that lets them do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.publish.domain.space import Space

SITE_ADMIN, SITE_MODERATOR = "site_admin", "site_moderator"
MEMBER, POSTER = "space_member", "space_poster"
PERSONAL_ROLES = (MEMBER, POSTER)

POST, PUBLISH, APPROVE = "space:post", "video:publish_space", "video:approve_space"
UNPUBLISH, MANAGE = "video:unpublish_space", "space:manage"

_MODERATION = frozenset({PUBLISH, APPROVE, UNPUBLISH})
_PERMISSIONS: Mapping[str, frozenset[str]] = {
    "space_admin": _MODERATION | {MANAGE},
    "space_moderator": _MODERATION,
    POSTER: frozenset({POST}),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in, with the roles they hold on the whole site."""

    user_id: int
    site_roles: frozenset[str] = frozenset()

    @property
    def is_admin(self) -> bool:
        """Whether this person administers the site."""
        return SITE_ADMIN in self.site_roles


@dataclass(frozen=True, slots=True)
class Standing:
    """A person (or nobody in particular) in one space."""

    person: Person | None
    space: Space
    roles: frozenset[str] = frozenset()

    def is_user(self, user_id: int | None) -> bool:
        """Whether this is that user."""
        return self.person is not None and self.person.user_id == user_id

    @property
    def is_site_admin(self) -> bool:
        """Whether this person administers the site."""
        return self.person is not None and self.person.is_admin

    @property
    def is_member(self) -> bool:
        """Whether this person belongs here; the space's owner and the administrators do."""
        return self.is_site_admin or self.is_user(self.space.owner_user_id) or bool(self.roles)

    @property
    def may_view(self) -> bool:
        """Whether this person may look at the space."""
        return self.space.is_public or self.is_member

    @property
    def may_post(self) -> bool:
        """Whether this person may publish productions of their own here."""
        return self.is_site_admin or self._holds(POST) or self._holds(PUBLISH)

    @property
    def may_approve(self) -> bool:
        """Whether this person decides what awaits approval here."""
        return self.is_site_admin or self._holds(APPROVE)

    @property
    def may_moderate(self) -> bool:
        """Whether this person may take down and put back what others published here."""
        is_site_moderator = self.person is not None and SITE_MODERATOR in self.person.site_roles
        return self.is_site_admin or is_site_moderator or self._holds(UNPUBLISH)

    def may_publish(self, owner_user_id: int) -> bool:
        """Whether this person may publish a production of that owner here."""
        is_own = self.is_user(owner_user_id)
        return self.is_site_admin or self._holds(MANAGE) or (is_own and self.may_post)

    def _holds(self, permission: str) -> bool:
        return any(permission in _PERMISSIONS.get(role, ()) for role in self.roles)
