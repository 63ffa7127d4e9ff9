# SPDX-License-Identifier: Apache-2.0
"""The members of spaces: list them, change their roles, remove them, join and leave."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.errors import (
    Banned,
    Forbidden,
    LastAdministrator,
    NotAMember,
    PersonalSpace,
)
from services.publish.domain.membership import ADMINISTRATOR, JOINING_ROLES, Membership
from services.publish.domain.space import Space, SpaceType
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.administering import get_administered_with_members
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.spaces import SpaceDetails, details_of


@dataclass(frozen=True, slots=True)
class SpaceMember:
    """A user with the roles they hold in a space; the name is empty when it is unknown."""

    user_id: int
    display_name: str
    roles: frozenset[str]
    is_owner: bool


@dataclass(frozen=True, slots=True)
class MemberPage:
    """Some members by user id; the next page begins above the id `next_after`."""

    members: Sequence[SpaceMember]
    next_after: int | None


def list_members(
    deps: Dependencies, *, caller: Caller, space_id: int, after: int, limit: int
) -> MemberPage:
    """Return a page of the members of a space; Forbidden unless the caller is one of them."""
    with deps.reading() as uow:
        membership = uow.spaces.get_membership(caller, space_id)
        if not membership.is_member:
            raise Forbidden("Only members may see who the members are.")
        found = uow.members.list_members(space_id, after=after, limit=limit + 1)
    page, last = cut_page(list(found.items()), limit)
    names = deps.accounts.get_display_names([user_id for user_id, _ in page])
    owner = membership.space.owner_user_id
    members = [
        SpaceMember(user_id, names.get(user_id, ""), roles, is_owner=user_id == owner)
        for user_id, roles in page
    ]
    return MemberPage(members, None if last is None else last[0])


def change_roles(
    deps: Dependencies, *, caller: Caller, space_id: int, user_id: int, roles: Collection[str]
) -> SpaceMember:
    """Let a member hold exactly these roles, of which there is at least one.

    Forbidden for the owner, who administers the space as long as they own it; LastAdministrator
    when no administrator would be left.
    """
    with deps.unit_of_work() as uow:
        space, held = _member_to_change(uow, caller, space_id, user_id)
        if ADMINISTRATOR in held and ADMINISTRATOR not in roles:
            _require_other_administrator(uow, space, user_id)
            if user_id == space.owner_user_id:
                raise Forbidden("The owner of a space administers it.")
        uow.members.set_roles(space_id, user_id, roles)
    names = deps.accounts.get_display_names([user_id])
    is_owner = user_id == space.owner_user_id
    return SpaceMember(user_id, names.get(user_id, ""), frozenset(roles), is_owner=is_owner)


def remove_member(deps: Dependencies, *, caller: Caller, space_id: int, user_id: int) -> None:
    """Take all roles from a member; their publications in the space stay as they are.

    Forbidden for the owner, LastAdministrator for the only administrator.
    """
    with deps.unit_of_work() as uow:
        space, held = _member_to_change(uow, caller, space_id, user_id)
        if user_id == space.owner_user_id:
            raise Forbidden("The owner of a space cannot be removed from it.")
        if ADMINISTRATOR in held:
            _require_other_administrator(uow, space, user_id)
        uow.members.set_roles(space_id, user_id, ())


def join(deps: Dependencies, *, caller: Caller, space_id: int) -> SpaceDetails:
    """Become a member of a space that everybody may join; members stay what they are."""
    with deps.unit_of_work() as uow:
        membership = uow.spaces.get_membership(caller, space_id, lock="change")
        if membership.is_banned:
            raise Banned("You are banned from this space.")
        if not membership.space.is_open:
            raise Forbidden("One joins this space by invitation only.")
        if not membership.roles:
            add_member(uow, membership.space, caller.user_id, JOINING_ROLES[membership.space.type])
        return _details_of(uow, caller, membership)


def leave(deps: Dependencies, *, caller: Caller, space_id: int) -> None:
    """Give up all roles in a space; an owner's space passes to its first other administrator.

    NotAMember for somebody else, LastAdministrator when nobody would administer the space.
    """
    with deps.unit_of_work() as uow:
        membership = uow.spaces.get_membership(caller, space_id, lock="change")
        space = membership.space
        if not membership.roles:
            raise NotAMember("You hold no role in this space.")
        if space.type is SpaceType.PERSONAL:
            raise PersonalSpace("Nobody leaves their personal space.")
        if ADMINISTRATOR in membership.roles:
            others = _require_other_administrator(uow, space, caller.user_id)
            if caller.user_id == space.owner_user_id:
                uow.spaces.save_space(replace(space, owner_user_id=others[0]))
        uow.members.set_roles(space_id, caller.user_id, ())


def add_member(uow: UnitOfWork, space: Space, user_id: int, roles: Collection[str]) -> None:
    """Let a user hold these roles beside those they have."""
    held = uow.members.roles_of(space.space_id, user_id)
    uow.members.set_roles(space.space_id, user_id, held | set(roles))


def _member_to_change(
    uow: UnitOfWork, caller: Caller, space_id: int, user_id: int
) -> tuple[Space, frozenset[str]]:
    membership = get_administered_with_members(uow, caller, space_id, lock="change")
    held = uow.members.roles_of(space_id, user_id)
    if not held:
        raise NotAMember("This user holds no role in this space.")
    return membership.space, held


def _require_other_administrator(uow: UnitOfWork, space: Space, user_id: int) -> list[int]:
    others = [one for one in uow.members.list_administrators(space.space_id) if one != user_id]
    if not others:
        raise LastAdministrator("A space needs an administrator: make another member one first.")
    return others


def _details_of(uow: UnitOfWork, caller: Caller, membership: Membership) -> SpaceDetails:
    return details_of(uow, uow.spaces.list_memberships(caller, [membership.space]))[0]
