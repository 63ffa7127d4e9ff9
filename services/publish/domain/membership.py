# SPDX-License-Identifier: Apache-2.0
"""The roles of a caller in a space, and the rights these roles give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chassis.caller import Caller
from services.publish.domain.errors import Forbidden
from services.publish.domain.space import Space, SpaceType

SITE_MODERATOR = "site_moderator"
ADMINISTRATOR, MODERATOR, POSTER = "space_admin", "space_moderator", "space_poster"
MEMBER, SUBSCRIBER = "space_member", "space_subscriber"
PERSONAL_ROLES = (MEMBER, POSTER)
"""The roles a user holds in their own personal space."""
JOINING_ROLES: Mapping[SpaceType, tuple[str, ...]] = {
    SpaceType.GROUP: (MEMBER,),
    SpaceType.CHANNEL: (MEMBER, POSTER),
}
"""The roles of a user who joins a space by themselves."""

POST, PUBLISH, APPROVE = "space:post", "video:publish_space", "video:approve_space"
UNPUBLISH, MANAGE = "video:unpublish_space", "space:manage"

BANNED = "You are banned from this space."

_MODERATION = frozenset({PUBLISH, APPROVE, UNPUBLISH})
_PERMISSIONS: Mapping[str, frozenset[str]] = {
    ADMINISTRATOR: _MODERATION | {MANAGE},
    "space_moderator": _MODERATION,
    POSTER: frozenset({POST}),
}

_RANKS = {
    role: rank for rank, role in enumerate((SUBSCRIBER, MEMBER, POSTER, MODERATOR, ADMINISTRATOR))
}

APPROVING_ROLES = tuple(role for role, held in _PERMISSIONS.items() if APPROVE in held)
"""The roles whose holders may approve what is published in a space."""


@dataclass(frozen=True, slots=True)
class Membership:
    """The roles of one caller in one space; the caller is None for an anonymous request."""

    caller: Caller | None
    space: Space
    roles: frozenset[str] = frozenset()
    is_banned: bool = False
    """Whether the caller is banned from the space, and may not see it either."""

    def is_user(self, user_id: int | None) -> bool:
        """Whether the caller is the user of this id."""
        return self.caller is not None and self.caller.user_id == user_id

    @property
    def is_site_admin(self) -> bool:
        """Whether the caller administers the site."""
        return self.caller is not None and self.caller.is_admin

    @property
    def is_member(self) -> bool:
        """Whether the caller owns the space, holds a role in it, or administers the site."""
        return self.is_site_admin or self.is_user(self.space.owner_user_id) or bool(self.roles)

    @property
    def may_view(self) -> bool:
        """Whether the caller may list the publications of the space."""
        return self.is_member or (self.space.is_public and not self.is_banned)

    def check_may_view(self) -> None:
        """Raise Forbidden unless the caller may list the publications of the space."""
        if not self.may_view:
            raise Forbidden(BANNED if self.is_banned else "Only members may view this space.")

    @property
    def may_post(self) -> bool:
        """Whether the caller may publish their own productions in the space."""
        return self.is_site_admin or self._holds(POST) or self._holds(PUBLISH)

    @property
    def may_approve(self) -> bool:
        """Whether the caller may approve and reject the pending publications of the space."""
        return self.is_site_admin or self._holds(APPROVE)

    @property
    def may_moderate(self) -> bool:
        """Whether the caller may unpublish and republish the publications of others."""
        is_site_moderator = self.caller is not None and SITE_MODERATOR in self.caller.roles
        return self.is_site_admin or is_site_moderator or self._holds(UNPUBLISH)

    def gains_by(self, role: str) -> bool:
        """Whether the caller may do more in the space once they hold a role as well."""
        strongest = max((_RANKS.get(one, 0) for one in self.roles), default=-1)
        return _RANKS.get(role, 0) > strongest

    @property
    def may_join(self) -> bool:
        """Whether the caller is no member and may become one by themselves."""
        is_known = self.caller is not None and not self.is_banned
        return is_known and self.space.is_open and not self.roles

    @property
    def may_administer(self) -> bool:
        """Whether the caller may change the settings and the members of the space."""
        is_personal = self.space.type is SpaceType.PERSONAL
        is_own = is_personal and self.is_user(self.space.owner_user_id)
        return self.is_site_admin or is_own or self._holds(MANAGE)

    def may_publish(self, owner_user_id: int) -> bool:
        """Whether the caller may publish a production of this owner in the space."""
        return self.is_site_admin or (self.is_user(owner_user_id) and self.may_post)

    def _holds(self, permission: str) -> bool:
        return any(permission in _PERMISSIONS.get(role, ()) for role in self.roles)
