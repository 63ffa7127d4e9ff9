# SPDX-License-Identifier: Apache-2.0
"""Reading about a publication, and watching it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.publish.domain import publication as publications
from services.publish.domain.errors import Forbidden, NotPublished, PublicationNotFound
from services.publish.domain.membership import Person
from services.publish.domain.production import Playback, Production
from services.publish.domain.publication import Entry, Publication, Status
from services.publish.usecases.dependencies import Dependencies, UnitOfWork
from services.publish.usecases.publishing import space_of


@dataclass(frozen=True, slots=True)
class Seen:
    """A publication as one may read about it; its log is for those who manage it."""

    publication: Publication
    log: Sequence[Entry]
    can_republish_owner: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """A publication with all that its page shows."""

    publication: Publication
    production: Production
    owner_name: str
    playback: Playback | None


def look(deps: Dependencies, *, person: Person | None, publication_id: int) -> Seen:
    """Return a publication that this person, or anybody, may see."""
    with deps.reading() as uow:
        publication = _seeing(uow, person, publication_id)
        standing = uow.spaces.standings(person, [space_of(uow, publication)])[0]
        manages = publications.manages(publication, standing)
        log = uow.publications.log(publication_id) if manages else []
    is_owner = standing.is_user(publication.owner_user_id)
    return Seen(publication, log, is_owner and publication.can_republish_owner)


def watch(deps: Dependencies, *, person: Person | None, publication_id: int) -> Watched:
    """Return what the page of a publication shows to this person, or to anybody."""
    with deps.reading() as uow:
        publication = _seeing(uow, person, publication_id)
        production = uow.productions.get(publication.production_id)
    if production is None:
        raise PublicationNotFound("There is no such publication.")
    playback = deps.productions.playback([production.production_id])
    names = deps.people.names([publication.owner_user_id])
    return Watched(
        publication,
        production,
        names.get(publication.owner_user_id, ""),
        playback.get(production.production_id),
    )


def _seeing(uow: UnitOfWork, person: Person | None, publication_id: int) -> Publication:
    publication = uow.publications.get(publication_id)
    if publication is None:
        raise PublicationNotFound("There is no such publication.")
    standing = uow.spaces.standings(person, [space_of(uow, publication)])[0]
    if publications.may_see(publication, standing):
        return publication
    if publication.status is not Status.PUBLISHED:
        raise NotPublished("This publication is not available.")
    raise Forbidden("This publication is for the members of its space.")
