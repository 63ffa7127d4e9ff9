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
class SpacePage:
    """The caller's memberships in some spaces; `next_after` is None on the last page."""

    memberships: Sequence[Membership]
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


def list_publish_options(deps: Dependencies, *, caller: Caller, upload_id: int) -> list[Space]:
    """Return the spaces the caller may publish an upload into."""
    upload = get_own_upload(deps, caller=caller, upload_id=upload_id)
    if upload.owner_user_id:
        personal = [provide_personal_space(deps, user_id=upload.owner_user_id)]
    else:
        personal = []
    with deps.reading() as uow:
        spaces = [*uow.spaces.list_spaces_of_user(caller.user_id), uow.spaces.get_global_space()]
        memberships = uow.spaces.list_memberships(caller, spaces)
    others = [
        one.space
        for one in memberships
        if one.may_post and one.space.type is not SpaceType.PERSONAL
    ]
    return list({space.space_id: space for space in [*personal, *others]}.values())


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
    return SpacePage(memberships, None if last is None else last.space_id)
