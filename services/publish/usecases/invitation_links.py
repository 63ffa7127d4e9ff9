# SPDX-License-Identifier: Apache-2.0
"""Links by which users join spaces: create, list, revoke, look up and use them."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.errors import (
    Banned,
    SpaceInvitationNotFound,
    SpaceInvitationOver,
)
from services.publish.domain.invitation import SpaceInvitationLink
from services.publish.domain.membership import Membership
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.administering import get_administered_with_members
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.members import add_member
from services.publish.usecases.spaces import SpaceDetails, details_of

_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class SpaceInvitationLinkPage:
    """Some links, newest first; the next page begins below the id `next_before`."""

    items: Sequence[SpaceInvitationLink]
    next_before: int | None


@dataclass(frozen=True, slots=True)
class LinkedSpace:
    """What the link of a space says to whoever has it."""

    link: SpaceInvitationLink
    details: SpaceDetails
    inviter_name: str


def create_link(
    deps: Dependencies,
    *,
    caller: Caller,
    space_id: int,
    role: str,
    days: int,
    max_uses: int | None,
) -> tuple[SpaceInvitationLink, str]:
    """Make a link into a space that the caller administers, and return it with its token.

    The token is stored nowhere: it is answered only now.
    """
    token, now = secrets.token_urlsafe(_TOKEN_BYTES), deps.now()
    with deps.unit_of_work() as uow:
        get_administered_with_members(uow, caller, space_id, lock="share")
        link = SpaceInvitationLink(
            link_id=0,
            space_id=space_id,
            role=role,
            created_by=caller.user_id,
            created_at=now,
            expires_at=now + dt.timedelta(days=days),
            max_uses=max_uses,
        )
        return uow.invitation_links.add_link(link, token), token


def list_links(
    deps: Dependencies, *, caller: Caller, space_id: int, before: int | None, limit: int
) -> SpaceInvitationLinkPage:
    """Return a page of the links of a space that can be used."""
    with deps.reading() as uow:
        get_administered_with_members(uow, caller, space_id)
        found = uow.invitation_links.list_links(
            space_id, deps.now(), before=before, limit=limit + 1
        )
    page, last = cut_page(found, limit)
    return SpaceInvitationLinkPage(page, None if last is None else last.link_id)


def revoke_link(deps: Dependencies, *, caller: Caller, space_id: int, link_id: int) -> None:
    """Revoke a link, so that nobody joins by it any more; members stay."""
    with deps.unit_of_work() as uow:
        get_administered_with_members(uow, caller, space_id)
        if not uow.invitation_links.revoke_link(space_id, link_id, deps.now()):
            raise SpaceInvitationNotFound("This space has no such link.")


def look_up_link(deps: Dependencies, *, caller: Caller, token: str) -> LinkedSpace:
    """Return what a link leads to; SpaceInvitationNotFound, SpaceInvitationOver or Banned."""
    with deps.reading() as uow:
        link, membership = _usable(deps, uow, caller, token)
        details = details_of(uow, [membership])[0]
    names = deps.accounts.get_display_names([link.created_by])
    return LinkedSpace(link, details, names.get(link.created_by, ""))


def use_link(deps: Dependencies, *, caller: Caller, token: str) -> SpaceDetails:
    """Join a space by a link; a member who gains nothing by it does not use it up."""
    with deps.unit_of_work() as uow:
        link, membership = _usable(deps, uow, caller, token, lock=True)
        if membership.gains_by(link.role):
            uow.invitation_links.count_use(link.link_id)
            add_member(uow, membership.space, caller.user_id, [link.role])
        return details_of(uow, uow.spaces.list_memberships(caller, [membership.space]))[0]


def _usable(
    deps: Dependencies, uow: UnitOfWork, caller: Caller, token: str, *, lock: bool = False
) -> tuple[SpaceInvitationLink, Membership]:
    found = uow.invitation_links.find_link_by_token(token)
    if found is None:
        raise SpaceInvitationNotFound("There is no such invitation.")
    membership = uow.spaces.get_membership(
        caller, found.space_id, lock="change" if lock else None, deleted_too=True
    )
    # The space is locked first, as everywhere; the link may have been used up meanwhile.
    link = uow.invitation_links.find_link_by_token(token, lock=lock) or found
    is_over = link.is_over(deps.now()) and membership.gains_by(link.role)
    if membership.space.deleted_at is not None or is_over:
        raise SpaceInvitationOver("This invitation has expired, was revoked or is used up.")
    if membership.is_banned:
        raise Banned("You are banned from this space.")
    return link, membership
