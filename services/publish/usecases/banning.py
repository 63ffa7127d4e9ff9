# SPDX-License-Identifier: Apache-2.0
"""Ban users from spaces, and lift their bans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.ban import Ban
from services.publish.domain.errors import BanNotFound, Forbidden, LastAdministrator, UnknownUser
from services.publish.usecases.administering import get_administered_with_members
from services.publish.usecases.dependencies import Dependencies


@dataclass(frozen=True, slots=True)
class BannedUser:
    """A ban with the name of the user, which is empty when it is unknown."""

    ban: Ban
    display_name: str


@dataclass(frozen=True, slots=True)
class BanPage:
    """Some bans by user id; the next page begins above the id `next_after`."""

    bans: Sequence[BannedUser]
    next_after: int | None


def list_bans(
    deps: Dependencies, *, caller: Caller, space_id: int, after: int, limit: int
) -> BanPage:
    """Return a page of the bans from a space that are on."""
    with deps.reading() as uow:
        get_administered_with_members(uow, caller, space_id)
        found = uow.members.list_bans(space_id, deps.now(), after=after, limit=limit + 1)
    page, last = cut_page(found, limit)
    names = deps.accounts.get_display_names([one.user_id for one in page])
    bans = [BannedUser(one, names.get(one.user_id, "")) for one in page]
    return BanPage(bans, None if last is None else last.user_id)


def ban(
    deps: Dependencies,
    *,
    caller: Caller,
    space_id: int,
    user_id: int,
    reason: str,
    days: int | None,
) -> BannedUser:
    """Ban a user from a space, for some days or until the ban is lifted.

    They lose their roles in it and what invites them into it, and may neither view nor join it.
    UnknownUser when there is no such user, Forbidden for the owner and for oneself.
    """
    names = deps.accounts.get_display_names([user_id])
    if user_id not in names:
        raise UnknownUser("No user has this id.")
    now = deps.now()
    until = None if days is None else now + dt.timedelta(days=days)
    with deps.unit_of_work() as uow:
        space = get_administered_with_members(uow, caller, space_id, lock="change").space
        if user_id in {space.owner_user_id, caller.user_id}:
            raise Forbidden("Neither the owner of a space nor oneself can be banned from it.")
        administrators = uow.members.list_administrators(space_id)
        if administrators == [user_id]:
            raise LastAdministrator("Make another member an administrator first.")
        banned = Ban(space_id, user_id, caller.user_id, reason.strip(), now, until)
        uow.members.set_roles(space_id, user_id, ())
        uow.members.save_ban(banned)
        uow.invitations.revoke_pending(space_id, now, user_id=user_id)
    return BannedUser(banned, names[user_id])


def lift_ban(deps: Dependencies, *, caller: Caller, space_id: int, user_id: int) -> None:
    """Lift a ban; BanNotFound when the user is not banned. Roles do not come back."""
    with deps.unit_of_work() as uow:
        get_administered_with_members(uow, caller, space_id, lock="change")
        if not uow.members.delete_ban(space_id, user_id):
            raise BanNotFound("This user is not banned from this space.")
