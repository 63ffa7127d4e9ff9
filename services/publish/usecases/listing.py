# SPDX-License-Identifier: Apache-2.0
"""List publications with why they are not shown: of a production, of an upload, of a space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain import publication as publications
from services.publish.domain.errors import Forbidden, InvalidStatus
from services.publish.domain.membership import Membership
from services.publish.domain.publication import (
    AuditAction,
    AuditEntry,
    Publication,
    PublicationStatus,
)
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.feeds import Audience, FeedItem, items_of
from services.publish.usecases.uploads import get_own_upload, get_production

_TAKEN_DOWN_BY = {
    PublicationStatus.REJECTED: AuditAction.REJECT,
    PublicationStatus.UNPUBLISHED: AuditAction.UNPUBLISH,
}


@dataclass(frozen=True, slots=True)
class PublicationContext:
    """Where a publication is, why it is not shown there, and whether the caller may change that."""

    space_name: str
    taken_down: AuditEntry | None
    """The change by which it was rejected or unpublished; None for any other status."""
    actor_name: str
    """The name of who made that change, maybe empty."""
    may_republish: bool
    """Whether the caller may publish it again, or request approval for it again."""


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """Some publications, newest first; the next page begins below the id `next_before`."""

    items: Sequence[tuple[Publication, PublicationContext]]
    next_before: int | None


@dataclass(frozen=True, slots=True)
class SpacePublications:
    """Some publications of a space, as `PublicationPage`, with what is shown of them."""

    items: Sequence[tuple[FeedItem, PublicationContext]]
    next_before: int | None


def list_publications_of_production(
    deps: Dependencies, *, caller: Caller, production_id: int, before: int | None, limit: int
) -> PublicationPage:
    """Return a page of the publications of one of the caller's productions, newest first."""
    production = get_production(deps, production_id=production_id)
    if production.owner_user_id != caller.user_id and not caller.is_admin:
        raise Forbidden("This production belongs to another user.")
    with deps.reading() as uow:
        found = uow.publications.list_publications_of_production(
            production_id, before=before, limit=limit + 1
        )
        return _page(deps, uow, caller, found, limit)


def list_publications_of_upload(
    deps: Dependencies, *, caller: Caller, upload_id: int, before: int | None, limit: int
) -> PublicationPage:
    """Return a page of the publications of one of the caller's uploads, newest first."""
    get_own_upload(deps, caller=caller, upload_id=upload_id)
    with deps.reading() as uow:
        found = uow.publications.list_publications_of_upload(
            upload_id, before=before, limit=limit + 1
        )
        return _page(deps, uow, caller, found, limit)


def list_publications_of_space(
    deps: Dependencies,
    *,
    caller: Caller,
    space_id: int,
    status: PublicationStatus,
    before: int | None,
    limit: int,
) -> SpacePublications:
    """Return a page of the publications of a space that have a status, newest first.

    SpaceNotFound when there is no such space, Forbidden for other than moderators.
    """
    with deps.reading() as uow:
        if not uow.spaces.get_membership(caller, space_id).may_moderate:
            raise Forbidden("Only the moderators of the space may list what is not shown in it.")
        found = uow.publications.list_in_space(space_id, status, before=before, limit=limit + 1)
        rows, last = cut_page(found, limit)
        contexts = _contexts(deps, uow, caller, [publication for publication, _ in rows])
    items = items_of(deps, rows, Audience({}, set()))
    return SpacePublications(
        list(zip(items, contexts, strict=True)),
        None if last is None else last[0].publication_id,
    )


def _page(
    deps: Dependencies, uow: UnitOfWork, caller: Caller, found: Sequence[Publication], limit: int
) -> PublicationPage:
    items, last = cut_page(found, limit)
    contexts = _contexts(deps, uow, caller, items)
    return PublicationPage(
        list(zip(items, contexts, strict=True)), None if last is None else last.publication_id
    )


def _contexts(
    deps: Dependencies, uow: UnitOfWork, caller: Caller, found: Sequence[Publication]
) -> list[PublicationContext]:
    """Return the context of publications whose audit logs the caller may read."""
    spaces = uow.spaces.list_spaces({one.space_id for one in found})
    memberships = {one.space.space_id: one for one in uow.spaces.list_memberships(caller, spaces)}
    entries = _taken_down(uow, found)
    actors = sorted({one.actor_user_id for one in entries.values() if one.actor_user_id})
    names = deps.accounts.get_display_names(actors) if actors else {}
    return [
        _context(one, memberships[one.space_id], entries.get(one.publication_id), names)
        for one in found
    ]


def _taken_down(uow: UnitOfWork, found: Sequence[Publication]) -> dict[int, AuditEntry]:
    actions = {
        one.publication_id: _TAKEN_DOWN_BY[one.status]
        for one in found
        if one.status in _TAKEN_DOWN_BY
    }
    last = uow.publications.list_last_entries(actions, list(_TAKEN_DOWN_BY.values()))
    return {number: one for (number, action), one in last.items() if actions[number] is action}


def _context(
    publication: Publication,
    membership: Membership,
    taken_down: AuditEntry | None,
    names: Mapping[int, str],
) -> PublicationContext:
    actor = None if taken_down is None else taken_down.actor_user_id
    return PublicationContext(
        membership.space.name,
        taken_down,
        names.get(actor or 0, ""),
        _may_republish(publication, membership),
    )


def _may_republish(publication: Publication, membership: Membership) -> bool:
    if membership.space.deleted_at is not None:
        return False
    try:
        publications.republish_action(publication, membership, needs_approval=False)
    except (Forbidden, InvalidStatus):
        return False
    return True
