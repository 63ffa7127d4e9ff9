# SPDX-License-Identifier: Apache-2.0
"""Change who may watch a publication."""

from __future__ import annotations

from chassis.caller import Caller
from services.publish.domain.audience import check_visibility, is_wider
from services.publish.domain.errors import Forbidden
from services.publish.domain.membership import Membership
from services.publish.domain.publication import (
    AuditAction,
    AuditEntry,
    Publication,
    Visibility,
)
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.approval import save_for_approval
from services.publish.usecases.auditing import record
from services.publish.usecases.dependencies import Dependencies


def show(
    deps: Dependencies,
    *,
    caller: Caller,
    publication_id: int,
    visibility: Visibility,
    note: str = "",
) -> Publication:
    """Give a publication another visibility; one that it has already changes nothing.

    Its owner may do so, and administrators of the site: Forbidden for anybody else, and for an
    owner who may not publish in the space any more and shows it to more people. VisibilityTooWide
    for more people than may view the space, SpaceNotFound when the space was deleted.
    """
    with deps.reading() as uow:
        space_id = uow.publications.get_publication(publication_id).space_id
    with deps.unit_of_work() as uow:
        # Nobody makes the space narrower until this publication is stored.
        membership = uow.spaces.get_membership(caller, space_id, lock="share")
        publication = uow.publications.get_publication(publication_id, lock=True)
        _check_may_show(publication, membership, visibility)
        check_visibility(visibility, membership.space)
        if visibility is publication.visibility:
            return publication
        return show_in_unit(deps, uow, publication, caller, visibility=visibility, note=note)


def show_in_unit(
    deps: Dependencies,
    uow: UnitOfWork,
    publication: Publication,
    caller: Caller,
    *,
    visibility: Visibility,
    note: str,
) -> Publication:
    """Give a publication another visibility, in the transaction of a unit of work.

    What more people may watch then waits for approval where its space requires that.
    """
    changed = publication.show_to(visibility, now=deps.now())
    change = AuditEntry(AuditAction.VISIBILITY_CHANGED, caller.user_id, note, deps.now())
    if is_wider(visibility, publication.visibility):
        save_for_approval(uow, changed, change)
        return uow.publications.get_publication(publication.publication_id)
    uow.publications.save_publication(changed)
    record(uow, changed, action=change.action, actor_user_id=change.actor_user_id, note=note)
    return changed


def _check_may_show(
    publication: Publication, membership: Membership, visibility: Visibility
) -> None:
    is_own = membership.is_user(publication.owner_user_id)
    if not is_own and not membership.is_site_admin:
        raise Forbidden("Only its owner may change who may watch this publication.")
    if is_wider(visibility, publication.visibility) and not membership.may_post:
        raise Forbidden("You may not publish in this space any more.")
