# SPDX-License-Identifier: Apache-2.0
"""The story of a publication: that of its production, or one written for the publication."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.caller import Caller
from services.publish.domain.errors import Forbidden
from services.publish.domain.publication import AuditAction, Publication
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.auditing import record
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.reading import get_publication


@dataclass(frozen=True, slots=True)
class PublicationStory:
    """The publication with its story, and the story of its production."""

    publication: Publication
    production_text: str


def get_story(
    deps: Dependencies, *, caller: Caller | None, publication_id: int
) -> PublicationStory:
    """Return the story of a publication that the caller may view."""
    publication = get_publication(deps, caller=caller, publication_id=publication_id).publication
    with deps.reading() as uow:
        return _story(uow, publication)


def write_story(
    deps: Dependencies, *, caller: Caller, publication_id: int, text: str
) -> PublicationStory:
    """Give a publication a story of its own; Forbidden unless the caller owns it."""
    with deps.unit_of_work() as uow:
        publication = _own(uow, caller, publication_id)
        changed = publication.write_story(text, now=deps.now())
        return _save(uow, changed, AuditAction.STORY_WRITTEN, caller)


def reset_story(deps: Dependencies, *, caller: Caller, publication_id: int) -> PublicationStory:
    """Give a publication the story of its production again, which it then follows."""
    with deps.unit_of_work() as uow:
        publication = _own(uow, caller, publication_id)
        text = _story(uow, publication).production_text
        changed = publication.reset_story(text, now=deps.now())
        return _save(uow, changed, AuditAction.STORY_RESET, caller)


def _own(uow: UnitOfWork, caller: Caller, publication_id: int) -> Publication:
    publication = uow.publications.get_publication(publication_id, lock=True)
    if publication.owner_user_id != caller.user_id and not caller.is_admin:
        raise Forbidden("Only the owner of a publication may change its story.")
    return publication


def _save(
    uow: UnitOfWork, changed: Publication, action: AuditAction, caller: Caller
) -> PublicationStory:
    uow.publications.save_publication(changed)
    uow.search.index_publication(changed.publication_id)
    record(uow, changed, action=action, actor_user_id=caller.user_id)
    return _story(uow, changed)


def _story(uow: UnitOfWork, publication: Publication) -> PublicationStory:
    production = uow.productions.find_production_by_id(publication.production_id)
    return PublicationStory(publication, production.story_text if production else "")
