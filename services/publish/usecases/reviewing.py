# SPDX-License-Identifier: Apache-2.0
"""Deciding what is seen: approving, refusing, taking down and putting back."""

from __future__ import annotations

from collections.abc import Sequence

from services.publish.domain import publication as publications
from services.publish.domain.errors import Forbidden, ProductionNotReady, PublicationNotFound
from services.publish.domain.membership import Person, Standing
from services.publish.domain.publication import Action, Publication
from services.publish.usecases import browsing
from services.publish.usecases.dependencies import Dependencies, UnitOfWork
from services.publish.usecases.publishing import get_production, note_down, space_of


def approve(
    deps: Dependencies, *, person: Person, publication_id: int, note: str = ""
) -> Publication:
    """Let a waiting publication out."""
    with deps.unit_of_work() as uow:
        publication = _deciding(uow, person, publication_id)
        changed = publication.approve(by=person.user_id, now=deps.now())
        return _save(deps, uow, changed, action=Action.APPROVE, actor=person, note=note)


def reject(
    deps: Dependencies, *, person: Person, publication_id: int, note: str = ""
) -> Publication:
    """Refuse a waiting publication."""
    with deps.unit_of_work() as uow:
        changed = _deciding(uow, person, publication_id).reject(now=deps.now())
        return _save(deps, uow, changed, action=Action.REJECT, actor=person, note=note)


def unpublish(
    deps: Dependencies, *, person: Person, publication_id: int, note: str = ""
) -> Publication:
    """Take a publication down."""
    with deps.unit_of_work() as uow:
        publication = _locked(uow, publication_id)
        if not publications.manages(publication, _standing(uow, person, publication)):
            raise Forbidden("Only the owner and the moderators of the space may unpublish.")
        return _take_down(deps, uow, publication, person, note)


def republish(
    deps: Dependencies, *, person: Person, publication_id: int, note: str = ""
) -> Publication:
    """Put a publication back."""
    with deps.reading() as uow:
        known = uow.publications.get(publication_id)
    if known is None:
        raise PublicationNotFound("There is no such publication.")
    production = deps.productions.by_id(known.production_id)
    with deps.unit_of_work() as uow:
        publication = _locked(uow, publication_id)
        standing = _standing(uow, person, publication)
        needs_approval = standing.space.needs_approval(uow.spaces.site_settings())
        action = publications.republication(publication, standing, needs_approval=needs_approval)
        if production is None or not production.is_ready:
            raise ProductionNotReady("This production does not play any more.")
        changed = publication.republish(action, by=person.user_id, now=deps.now())
        return _save(deps, uow, changed, action=action, actor=person, note=note)


def unpublish_upload(
    deps: Dependencies, *, person: Person, upload_id: int, space_ids: Sequence[int]
) -> list[Publication]:
    """Take an upload down from several spaces; where it is not up, nothing is done."""
    browsing.own_upload(deps, person=person, upload_id=upload_id)
    with deps.unit_of_work() as uow:
        return [
            _take_down(deps, uow, publication, person, "")
            for publication in uow.publications.of_upload(upload_id, lock=True)
            if publication.space_id in space_ids and publication.status in publications.LIVE
        ]


def of_production(deps: Dependencies, *, person: Person, production_id: int) -> list[Publication]:
    """List where a production of this person was placed."""
    production = get_production(deps, production_id=production_id)
    if production.owner_user_id != person.user_id and not person.is_admin:
        raise Forbidden("This production is somebody else's.")
    with deps.reading() as uow:
        return uow.publications.of_production(production_id)


def of_upload(deps: Dependencies, *, person: Person, upload_id: int) -> list[Publication]:
    """List where the productions of an upload of this person were placed."""
    browsing.own_upload(deps, person=person, upload_id=upload_id)
    with deps.reading() as uow:
        return uow.publications.of_upload(upload_id)


def _deciding(uow: UnitOfWork, person: Person, publication_id: int) -> Publication:
    publication = _locked(uow, publication_id)
    if not _standing(uow, person, publication).may_approve:
        raise Forbidden("Only the moderators of the space decide about publications.")
    return publication


def _locked(uow: UnitOfWork, publication_id: int) -> Publication:
    publication = uow.publications.get(publication_id, lock=True)
    if publication is None:
        raise PublicationNotFound("There is no such publication.")
    return publication


def _standing(uow: UnitOfWork, person: Person, publication: Publication) -> Standing:
    return uow.spaces.standings(person, [space_of(uow, publication)])[0]


def _take_down(
    deps: Dependencies, uow: UnitOfWork, publication: Publication, person: Person, note: str
) -> Publication:
    changed = publication.unpublish(by=person.user_id, now=deps.now())
    return _save(deps, uow, changed, action=Action.UNPUBLISH, actor=person, note=note)


def _save(
    deps: Dependencies,
    uow: UnitOfWork,
    publication: Publication,
    *,
    action: Action,
    actor: Person,
    note: str,
) -> Publication:
    uow.publications.save(publication)
    note_down(deps, uow, publication, action=action, actor_user_id=actor.user_id, note=note)
    return publication
