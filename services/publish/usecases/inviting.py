# SPDX-License-Identifier: Apache-2.0
"""Invite users into spaces by id, email address or name, and answer invitations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.errors import (
    AlreadyMember,
    AmbiguousName,
    Banned,
    SpaceInvitationNotFound,
    SpaceInvitationOver,
    UnknownUser,
)
from services.publish.domain.invitation import SpaceInvitation, SpaceInvitationStatus
from services.publish.domain.space import Space
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.administering import get_administered_with_members
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.members import add_member
from services.publish.usecases.spaces import SpaceDetails, details_of


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom to invite: exactly one of these says it."""

    user_id: int | None = None
    email: str | None = None
    display_name: str | None = None


@dataclass(frozen=True, slots=True)
class SpaceInvitationDetails:
    """An invitation with its space and the names of both users, empty when unknown."""

    invitation: SpaceInvitation
    space: Space
    user_name: str
    inviter_name: str


@dataclass(frozen=True, slots=True)
class SpaceInvitationPage:
    """Some invitations, newest first; the next page begins below the id `next_before`."""

    items: Sequence[SpaceInvitationDetails]
    next_before: int | None


def invite(
    deps: Dependencies, *, caller: Caller, space_id: int, invitee: Invitee, role: str
) -> tuple[SpaceInvitationDetails, bool]:
    """Invite a user, and say whether the invitation is new; a pending one gets the role.

    UnknownUser, AmbiguousName, AlreadyMember, or Banned.
    """
    with deps.reading() as uow:
        get_administered_with_members(uow, caller, space_id)
    user_id = _find(deps, invitee)
    names = deps.accounts.get_display_names([user_id, caller.user_id])
    if user_id not in names:
        raise UnknownUser("No user has this id.")
    with deps.unit_of_work() as uow:
        space = get_administered_with_members(uow, caller, space_id, lock="change").space
        if uow.members.is_banned(space_id, user_id, deps.now()):
            raise Banned("This user is banned from this space: lift the ban first.")
        if uow.members.roles_of(space_id, user_id):
            raise AlreadyMember("This user is a member of this space.")
        invitation, is_new = uow.invitations.add_invitation(
            space_id, user_id, role, invited_by=caller.user_id, now=deps.now()
        )
    return _details(invitation, space, names), is_new


def revoke_invitation(
    deps: Dependencies, *, caller: Caller, space_id: int, invitation_id: int
) -> None:
    """Revoke a pending invitation into a space that the caller administers."""
    with deps.unit_of_work() as uow:
        get_administered_with_members(uow, caller, space_id, lock="change")
        invitation = uow.invitations.get_invitation(invitation_id)
        if invitation.space_id != space_id:
            raise SpaceInvitationNotFound("This space has no such invitation.")
        _require_pending(invitation)
        uow.invitations.answer_invitation(invitation_id, SpaceInvitationStatus.REVOKED, deps.now())


def list_invitations_of_space(
    deps: Dependencies, *, caller: Caller, space_id: int, before: int | None, limit: int
) -> SpaceInvitationPage:
    """Return a page of the pending invitations into a space that the caller administers."""
    with deps.reading() as uow:
        space = get_administered_with_members(uow, caller, space_id).space
        found = uow.invitations.list_pending_of_space(space_id, before=before, limit=limit + 1)
    return _page(deps, found, {space_id: space}, limit)


def list_received_invitations(
    deps: Dependencies, *, caller: Caller, before: int | None, limit: int
) -> SpaceInvitationPage:
    """Return a page of the pending invitations of the caller."""
    with deps.reading() as uow:
        found = uow.invitations.list_pending_of_user(caller.user_id, before=before, limit=limit + 1)
        ids = {one.space_id for one in found}
        spaces = {one: uow.spaces.get_membership(caller, one).space for one in ids}
    return _page(deps, found, spaces, limit)


def accept_invitation(deps: Dependencies, *, caller: Caller, invitation_id: int) -> SpaceDetails:
    """Accept a pending invitation of the caller, who then holds its role in the space."""
    with deps.unit_of_work() as uow:
        space_id = _own_invitation(uow, caller, invitation_id).space_id
        # The space is locked first, as everywhere, so that two requests cannot deadlock.
        membership = uow.spaces.get_membership(caller, space_id, lock="change")
        invitation = _own_invitation(uow, caller, invitation_id)
        _require_pending(invitation)
        uow.invitations.answer_invitation(invitation_id, SpaceInvitationStatus.ACCEPTED, deps.now())
        add_member(uow, membership.space, caller.user_id, [invitation.role])
        return details_of(uow, uow.spaces.list_memberships(caller, [membership.space]))[0]


def decline_invitation(deps: Dependencies, *, caller: Caller, invitation_id: int) -> None:
    """Decline a pending invitation of the caller."""
    with deps.unit_of_work() as uow:
        _require_pending(_own_invitation(uow, caller, invitation_id))
        uow.invitations.answer_invitation(invitation_id, SpaceInvitationStatus.DECLINED, deps.now())


def _find(deps: Dependencies, invitee: Invitee) -> int:
    if invitee.user_id is not None:
        return invitee.user_id
    found = deps.accounts.find_users(
        email=invitee.email or "", display_name=invitee.display_name or ""
    )
    if not found:
        raise UnknownUser("No user has this email address or name.")
    if len(found) > 1:
        raise AmbiguousName("Several users have this name.")
    return found[0]


def _own_invitation(uow: UnitOfWork, caller: Caller, invitation_id: int) -> SpaceInvitation:
    invitation = uow.invitations.get_invitation(invitation_id)
    if invitation.user_id != caller.user_id:
        raise SpaceInvitationNotFound("You have no such invitation.")
    return invitation


def _require_pending(invitation: SpaceInvitation) -> None:
    if invitation.status is not SpaceInvitationStatus.PENDING:
        raise SpaceInvitationOver(f"This invitation was {invitation.status}.")


def _page(
    deps: Dependencies, found: Sequence[SpaceInvitation], spaces: Mapping[int, Space], limit: int
) -> SpaceInvitationPage:
    page, last = cut_page(found, limit)
    users = sorted({user for one in page for user in (one.user_id, one.invited_by)})
    names = deps.accounts.get_display_names(users) if users else {}
    items = [_details(one, spaces[one.space_id], names) for one in page]
    return SpaceInvitationPage(items, None if last is None else last.invitation_id)


def _details(
    invitation: SpaceInvitation, space: Space, names: Mapping[int, str]
) -> SpaceInvitationDetails:
    return SpaceInvitationDetails(
        invitation,
        space,
        user_name=names.get(invitation.user_id, ""),
        inviter_name=names.get(invitation.invited_by, ""),
    )
