# SPDX-License-Identifier: Apache-2.0
"""Read spaces, and create the personal space of each user."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.membership import Membership
from services.publish.domain.space import Space, SpaceType
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.uploads import get_own_upload

_MAX_NAME_LENGTH = 128


@dataclass(frozen=True, slots=True)
class SpaceDetails:
    """The caller's membership in a space, and what is known of the space beyond its settings."""

    membership: Membership
    needs_approval: bool
    """Whether a moderator must approve what is published in it."""
    member_count: int

    @property
    def space(self) -> Space:
        """The space."""
        return self.membership.space


@dataclass(frozen=True, slots=True)
class SpacePage:
    """Some spaces; `next_after` is None on the last page."""

    spaces: Sequence[SpaceDetails]
    next_after: int | None


def list_spaces(deps: Dependencies, *, caller: Caller | None, after: int, limit: int) -> SpacePage:
    """Return the spaces the caller may view, by id, from the first id above `after`."""
    with deps.reading() as uow:
        found = uow.spaces.list_visible_spaces(caller, after=after, limit=limit + 1)
        return _page(uow, caller, found, limit)


def list_own_spaces(deps: Dependencies, *, caller: Caller, after: int, limit: int) -> SpacePage:
    """Return the spaces the caller owns or holds a role in, the personal space included."""
    provide_personal_space(deps, user_id=caller.user_id)
    with deps.reading() as uow:
        found = uow.spaces.list_spaces_of_user(caller.user_id, after=after, limit=limit + 1)
        return _page(uow, caller, found, limit)


def get_space(deps: Dependencies, *, caller: Caller | None, space_id: int) -> SpaceDetails:
    """Return a space; SpaceNotFound, or Forbidden when the caller may not view it."""
    with deps.reading() as uow:
        membership = uow.spaces.get_membership(caller, space_id)
        membership.check_may_view()
        return details_of(uow, [membership])[0]


def list_publish_options(
    deps: Dependencies, *, caller: Caller, upload_id: int
) -> list[SpaceDetails]:
    """Return the spaces the caller may publish an upload into."""
    upload = get_own_upload(deps, caller=caller, upload_id=upload_id)
    if upload.owner_user_id:
        personal = [provide_personal_space(deps, user_id=upload.owner_user_id)]
    else:
        personal = []
    with deps.reading() as uow:
        spaces = [*uow.spaces.list_spaces_of_user(caller.user_id), uow.spaces.get_global_space()]
        others = [
            one
            for one in uow.spaces.list_memberships(caller, spaces)
            if one.may_post and one.space.type is not SpaceType.PERSONAL
        ]
        found = [*uow.spaces.list_memberships(caller, personal), *others]
        return details_of(uow, list({one.space.space_id: one for one in found}.values()))


def provision_personal_space(deps: Dependencies, *, user_id: int, display_name: str) -> Space:
    """Create the personal space of a user unless it exists, and return it."""
    name = display_name.strip()[:_MAX_NAME_LENGTH] or f"User {user_id}"
    with deps.unit_of_work() as uow:
        existing = uow.spaces.find_personal_space(user_id)
        return existing or uow.spaces.add_personal_space(user_id, name)


def provide_personal_space(deps: Dependencies, *, user_id: int) -> Space:
    """Return the personal space of a user, created now if the event has not arrived yet."""
    with deps.reading() as uow:
        existing = uow.spaces.find_personal_space(user_id)
    if existing is not None:
        return existing
    name = deps.accounts.get_display_names([user_id]).get(user_id, "")
    return provision_personal_space(deps, user_id=user_id, display_name=name)


def _page(uow: UnitOfWork, caller: Caller | None, found: Sequence[Space], limit: int) -> SpacePage:
    spaces, last = cut_page(found, limit)
    memberships = uow.spaces.list_memberships(caller, spaces)
    return SpacePage(details_of(uow, memberships), None if last is None else last.space_id)


def details_of(uow: UnitOfWork, memberships: Sequence[Membership]) -> list[SpaceDetails]:
    """Return what is known of the spaces of these memberships, in their order."""
    site = uow.spaces.read_site_settings()
    members = uow.members.count_members([one.space for one in memberships])
    return [
        SpaceDetails(one, one.space.needs_approval(site), members.get(one.space.space_id, 0))
        for one in memberships
    ]
