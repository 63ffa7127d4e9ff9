# SPDX-License-Identifier: Apache-2.0
"""Delete spaces, and say before what that takes with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chassis.caller import Caller
from services.publish.domain.errors import PermanentSpace
from services.publish.domain.membership import Membership
from services.publish.domain.publication import AuditAction
from services.publish.store.spaces import Lock
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.administering import get_administered
from services.publish.usecases.auditing import save_and_audit
from services.publish.usecases.dependencies import Dependencies


@dataclass(frozen=True, slots=True)
class SpaceDeletion:
    """What the deletion of a space takes with it; productions and uploads stay."""

    publication_count: int
    """How many pending and published publications are unpublished."""
    member_count: int
    """How many users lose their roles in it."""
    invitation_count: int
    """How many pending invitations are revoked."""
    link_count: int
    """How many invitation links lead nowhere any more."""
    schedule_count: int
    """How many pending schedules are cancelled."""
    subscriber_count: int
    """How many users follow it no more."""


def describe_deletion(deps: Dependencies, *, caller: Caller, space_id: int) -> SpaceDeletion:
    """Return what the deletion of a space would take with it."""
    with deps.reading() as uow:
        return _deletion(deps, uow, _space_to_delete(uow, caller, space_id))


def delete_space(deps: Dependencies, *, caller: Caller, space_id: int) -> SpaceDeletion:
    """Delete a space: unpublish what is in it, take away roles, invitations and subscriptions.

    The lock on its row lets no publication be made meanwhile. PermanentSpace for a personal space
    and the one of the site.
    """
    with deps.unit_of_work() as uow:
        membership = _space_to_delete(uow, caller, space_id, lock="change")
        deletion = _deletion(deps, uow, membership)
        now = deps.now()
        for publication in uow.publications.list_live_publications_of_space(space_id):
            save_and_audit(
                uow,
                publication.unpublish(by=caller.user_id, now=now),
                action=AuditAction.UNPUBLISH,
                actor_user_id=caller.user_id,
                note="The space was deleted.",
            )
        uow.invitations.revoke_pending(space_id, now)
        uow.invitation_links.revoke_all_links(space_id, now)
        uow.schedules.cancel_all_of_space(space_id, now)
        uow.members.delete_all_roles(space_id)
        uow.subscriptions.delete_all_subscriptions(space_id)
        uow.icons.delete_icon(space_id)
        uow.spaces.save_space(replace(membership.space, deleted_at=now, icon_digest=""))
        return deletion


def _space_to_delete(
    uow: UnitOfWork, caller: Caller, space_id: int, *, lock: Lock = None
) -> Membership:
    membership = get_administered(uow, caller, space_id, lock=lock)
    if membership.space.is_permanent:
        raise PermanentSpace("Personal spaces and the space of the site cannot be deleted.")
    return membership


def _deletion(deps: Dependencies, uow: UnitOfWork, membership: Membership) -> SpaceDeletion:
    space_id = membership.space.space_id
    return SpaceDeletion(
        publication_count=uow.publications.count_live_publications_of_space(space_id),
        member_count=uow.members.count_members([membership.space]).get(space_id, 0),
        invitation_count=uow.invitations.count_pending(space_id),
        link_count=uow.invitation_links.count_links(space_id, deps.now()),
        schedule_count=uow.schedules.count_pending_of_space(space_id),
        subscriber_count=uow.subscriptions.count_subscribers(space_id),
    )
