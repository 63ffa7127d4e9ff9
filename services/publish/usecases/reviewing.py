# SPDX-License-Identifier: Apache-2.0
"""Approve, reject, unpublish and republish publications."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from chassis.caller import Caller
from services.publish.domain import publication as publications
from services.publish.domain.errors import Forbidden, ProductionNotReady
from services.publish.domain.membership import Membership
from services.publish.domain.publication import AuditAction, Publication
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.approval import needs_approval_again
from services.publish.usecases.auditing import record, save_and_audit
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.uploads import get_own_upload


def approve(
    deps: Dependencies,
    *,
    caller: Caller,
    publication_id: int,
    note: str = "",
    revisions: Collection[int] | None = None,
) -> Publication:
    """Publish a pending publication, or show the texts of a published one that wait.

    `revisions` are those that the caller has looked at; PublicationChanged when it has another by
    now. Without them it must be as it was requested. Forbidden unless the caller may approve in its
    space.
    """
    with deps.unit_of_work() as uow:
        known = _publication_to_decide(uow, caller, publication_id)
        known.check_looked_at(revisions)
        approved = known.approve(by=caller.user_id, now=deps.now())
        return _decide(uow, known, approved, AuditAction.APPROVE, caller, note)


def reject(
    deps: Dependencies, *, caller: Caller, publication_id: int, note: str = ""
) -> Publication:
    """Reject a pending publication, or the texts of a published one that wait.

    Forbidden unless the caller may approve in its space.
    """
    with deps.unit_of_work() as uow:
        known = _publication_to_decide(uow, caller, publication_id)
        rejected = known.reject(now=deps.now())
        return _decide(uow, known, rejected, AuditAction.REJECT, caller, note)


def unpublish(
    deps: Dependencies, *, caller: Caller, publication_id: int, note: str = ""
) -> Publication:
    """Unpublish a publication; Forbidden unless the caller owns it or moderates its space."""
    with deps.unit_of_work() as uow:
        publication = uow.publications.get_publication(publication_id, lock=True)
        membership = _membership(uow, caller, publication)
        if not publications.may_manage(publication, membership):
            raise Forbidden("Only the owner and the moderators of the space may unpublish.")
        return unpublish_in_unit(deps, uow, publication, caller, note)


def republish(
    deps: Dependencies, *, caller: Caller, publication_id: int, note: str = ""
) -> Publication:
    """Publish an unpublished or rejected publication again, or request approval for it.

    What was rejected and is asked for by its owner needs approval, whatever the space says now.
    SpaceNotFound when its space was deleted, ProductionNotReady when its production can no longer
    be played.
    """
    with deps.reading() as uow:
        known = uow.publications.get_publication(publication_id)
    production = deps.hls.find_production_by_id(known.production_id)
    with deps.unit_of_work() as uow:
        # Nobody deletes the space until this publication is in it again, or has been.
        membership = uow.spaces.get_membership(caller, known.space_id, lock="share")
        publication = uow.publications.get_publication(publication_id, lock=True)
        needs_approval = needs_approval_again(uow, publication, membership.space)
        action = publications.republish_action(
            publication, membership, needs_approval=needs_approval
        )
        if production is None or not production.is_ready:
            raise ProductionNotReady("The production of this publication can no longer be played.")
        republished = publication.republish(action, by=caller.user_id, now=deps.now())
        return _show(uow, republished, action, caller, note)


def unpublish_upload(
    deps: Dependencies, *, caller: Caller, upload_id: int, space_ids: Sequence[int]
) -> list[Publication]:
    """Unpublish an upload from several spaces; spaces without a publication of it are ignored."""
    get_own_upload(deps, caller=caller, upload_id=upload_id)
    with deps.unit_of_work() as uow:
        return [
            unpublish_in_unit(deps, uow, publication, caller, "")
            for publication in uow.publications.list_publications_of_upload(upload_id, lock=True)
            if publication.space_id in space_ids and publication.status in publications.LIVE
        ]


def _publication_to_decide(uow: UnitOfWork, caller: Caller, publication_id: int) -> Publication:
    publication = uow.publications.get_publication(publication_id, lock=True)
    if not _membership(uow, caller, publication).may_approve:
        raise Forbidden("Only the moderators of the space may approve or reject.")
    return publication


def _decide(
    uow: UnitOfWork,
    known: Publication,
    decided: Publication,
    action: AuditAction,
    caller: Caller,
    note: str,
) -> Publication:
    if not known.has_texts_to_approve:
        return _show(uow, decided, action, caller, note)
    of_texts = {
        AuditAction.APPROVE: AuditAction.TEXTS_APPROVED,
        AuditAction.REJECT: AuditAction.TEXTS_REJECTED,
    }
    uow.publications.save_publication(decided)
    record(uow, decided, action=of_texts[action], actor_user_id=caller.user_id, note=note)
    uow.search.index_publication(decided.publication_id)
    return decided


def _membership(uow: UnitOfWork, caller: Caller, publication: Publication) -> Membership:
    return uow.spaces.get_membership(caller, publication.space_id, deleted_too=True)


def unpublish_in_unit(
    deps: Dependencies, uow: UnitOfWork, publication: Publication, caller: Caller, note: str
) -> Publication:
    """Unpublish a publication that the caller may manage, in the transaction of a unit of work."""
    unpublished = publication.unpublish(by=caller.user_id, now=deps.now())
    return _save(uow, unpublished, AuditAction.UNPUBLISH, caller, note)


def _show(
    uow: UnitOfWork,
    publication: Publication,
    action: AuditAction,
    caller: Caller,
    note: str,
) -> Publication:
    """Save a publication that may show texts from now on which it held back before."""
    saved = _save(uow, publication, action, caller, note)
    uow.search.index_publication(saved.publication_id)
    return saved


def _save(
    uow: UnitOfWork,
    publication: Publication,
    action: AuditAction,
    caller: Caller,
    note: str,
) -> Publication:
    return save_and_audit(uow, publication, action=action, actor_user_id=caller.user_id, note=note)
