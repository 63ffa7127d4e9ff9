# SPDX-License-Identifier: Apache-2.0
"""Create spaces, change their settings and icons, and change the settings of the site."""

from __future__ import annotations

from dataclasses import replace

from chassis.caller import Caller
from services.publish.domain.errors import Forbidden, PersonalSpace
from services.publish.domain.icon import icon_of
from services.publish.domain.space import (
    SiteSettings,
    SpaceChanges,
    SpaceType,
    check_name,
)
from services.publish.usecases.administering import get_administered
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.spaces import SpaceDetails, details_of


def create_space(
    deps: Dependencies, *, caller: Caller, kind: SpaceType, name: str, changes: SpaceChanges
) -> SpaceDetails:
    """Create a group or a channel that the caller owns and administers.

    `changes` are made to the settings that spaces of the type begin with. Forbidden when the site
    lets only administrators create such spaces, ReservedName for the name of the global space.
    """
    with deps.unit_of_work() as uow:
        if not (caller.is_admin or uow.spaces.read_site_settings().allows_creation(kind)):
            raise Forbidden(f"On this site only administrators create a {kind}.")
        check_name(name)
        made = uow.spaces.add_space(kind, caller.user_id, name.strip()).changed(changes)
        uow.spaces.save_space(made)
        return details_of(uow, uow.spaces.list_memberships(caller, [made]))[0]


def change_space(
    deps: Dependencies, *, caller: Caller, space_id: int, changes: SpaceChanges
) -> SpaceDetails:
    """Change the name, the description and the settings of a space that the caller administers.

    PersonalSpace when others should become members of a personal space, ReservedName for the name
    of the global space.
    """
    with deps.unit_of_work() as uow:
        space = get_administered(uow, caller, space_id, lock="change").space
        if space.type is SpaceType.PERSONAL and changes.membership not in {None, "none"}:
            raise PersonalSpace("A personal space has no other members.")
        changed = space.changed(changes)
        uow.spaces.save_space(changed)
        return details_of(uow, uow.spaces.list_memberships(caller, [changed]))[0]


def set_icon(
    deps: Dependencies, *, caller: Caller, space_id: int, content: bytes | None
) -> SpaceDetails:
    """Give a space a picture, or take it away with None; InvalidIcon for an unsuitable one."""
    with deps.unit_of_work() as uow:
        space = get_administered(uow, caller, space_id, lock="change").space
        if content is None:
            uow.icons.delete_icon(space_id)
            changed = replace(space, icon_digest="")
        else:
            icon = icon_of(content)
            uow.icons.save_icon(space_id, icon.content)
            changed = replace(space, icon_digest=icon.digest)
        uow.spaces.save_space(changed)
        return details_of(uow, uow.spaces.list_memberships(caller, [changed]))[0]


def get_icon(deps: Dependencies, *, caller: Caller | None, space_id: int) -> bytes | None:
    """Return the picture of a space that the caller may view, None when it has none."""
    with deps.reading() as uow:
        uow.spaces.get_membership(caller, space_id).check_may_view()
        return uow.icons.find_icon(space_id)


def get_site_settings(deps: Dependencies) -> SiteSettings:
    """Return the settings that hold for every space of the site."""
    with deps.reading() as uow:
        return uow.spaces.read_site_settings()


def change_site_settings(
    deps: Dependencies, *, caller: Caller, changes: dict[str, bool]
) -> SiteSettings:
    """Change some settings of the site; Forbidden unless the caller administers the site."""
    if not caller.is_admin:
        raise Forbidden("Only administrators of the site may change its settings.")
    with deps.unit_of_work() as uow:
        settings = replace(uow.spaces.read_site_settings(), **changes)
        uow.spaces.save_site_settings(settings)
        return settings
