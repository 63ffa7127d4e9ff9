# SPDX-License-Identifier: Apache-2.0
"""Read publications, their audit logs and what their watch pages show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chassis.caller import Caller
from services.publish.domain import publication as publications
from services.publish.domain.errors import Forbidden, NotPublished, PublicationNotFound
from services.publish.domain.membership import BANNED, Membership
from services.publish.domain.production import ProductionCopy, SignedPlayback
from services.publish.domain.publication import AuditEntry, Publication, PublicationStatus
from services.publish.domain.texts import Texts, held_texts
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.dependencies import Dependencies


@dataclass(frozen=True, slots=True)
class PublicationDetails:
    """A publication with its audit log, which is empty unless the caller may manage it."""

    publication: Publication
    audit_log: Sequence[AuditEntry]
    actor_names: Mapping[int, str]
    """The names of those who are in the audit log, by user id."""
    proposed: Texts | None
    """The title and the story that are not shown; None unless the caller may manage it."""
    can_republish_owner: bool
    """Whether the caller owns the publication and may republish it."""


@dataclass(frozen=True, slots=True)
class WatchPage:
    """What the watch page of a publication shows; without links it says that it cannot play."""

    publication: Publication
    production: ProductionCopy
    owner_name: str
    playback: SignedPlayback | None


def get_publication(
    deps: Dependencies, *, caller: Caller | None, publication_id: int
) -> PublicationDetails:
    """Return a publication that the caller may view."""
    with deps.reading() as uow:
        publication, membership = get_viewed(uow, caller, publication_id)
        may_manage = publications.may_manage(publication, membership)
        audit_log = uow.publications.list_audit_entries(publication_id) if may_manage else []
    actors = sorted({one.actor_user_id for one in audit_log if one.actor_user_id is not None})
    is_owner = membership.is_user(publication.owner_user_id)
    return PublicationDetails(
        publication,
        audit_log,
        deps.accounts.get_display_names(actors) if actors else {},
        held_texts(publication) if may_manage else None,
        is_owner and publication.owner_may_republish,
    )


def get_watch_page(deps: Dependencies, *, caller: Caller | None, publication_id: int) -> WatchPage:
    """Return what the watch page of a publication shows to the caller."""
    with deps.reading() as uow:
        publication, _ = get_viewed(uow, caller, publication_id)
        production = uow.productions.find_production_by_id(publication.production_id)
    if production is None:
        raise PublicationNotFound("The production of this publication is unknown.")
    playback = deps.hls.sign_playback([production.production_id], with_chapters=True)
    names = deps.accounts.get_display_names([publication.owner_user_id])
    return WatchPage(
        publication,
        replace(production, name=publication.title),
        names.get(publication.owner_user_id, ""),
        playback.get(production.production_id),
    )


def get_viewed(
    uow: UnitOfWork, caller: Caller | None, publication_id: int
) -> tuple[Publication, Membership]:
    """Return a publication that the caller may view, and their membership in its space.

    PublicationNotFound, NotPublished or Forbidden when they may not.
    """
    publication = uow.publications.get_publication(publication_id)
    membership = uow.spaces.get_membership(caller, publication.space_id, deleted_too=True)
    if publications.may_view(publication, membership):
        return publication, membership
    if membership.is_banned:
        raise Forbidden(BANNED)
    if publication.status is not PublicationStatus.PUBLISHED:
        raise NotPublished("This publication is not available.")
    raise Forbidden("Only the members of its space may watch this publication.")
