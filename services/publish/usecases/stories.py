# SPDX-License-Identifier: Apache-2.0
"""The story of a publication: that of its production, or one written for the publication."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chassis.caller import Caller
from services.publish.domain import texts
from services.publish.domain.errors import Forbidden
from services.publish.domain.publication import (
    AuditAction,
    Publication,
    StorySource,
    may_manage,
)
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.approval import WAITS, needs_approval_of_texts
from services.publish.usecases.auditing import record
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.reading import get_viewed


@dataclass(frozen=True, slots=True)
class PublicationStory:
    """The publication with its story, and the story of its production."""

    publication: Publication
    production_text: str
    """The story of the production; empty where the caller may not read what is not shown."""
    held_text: str | None
    """The story that waits for approval or was rejected, for those who manage the publication."""


def get_story(
    deps: Dependencies, *, caller: Caller | None, publication_id: int
) -> PublicationStory:
    """Return the story of a publication that the caller may view."""
    with deps.reading() as uow:
        publication, membership = get_viewed(uow, caller, publication_id)
        story = _story(uow, publication)
    if may_manage(publication, membership):
        return story
    follows = publication.story_source is StorySource.PRODUCTION
    return replace(story, production_text=publication.story_text if follows else "", held_text=None)


def write_story(
    deps: Dependencies, *, caller: Caller, publication_id: int, text: str
) -> PublicationStory:
    """Give a publication a story of its own; Forbidden unless the caller owns it.

    What is published where moderators approve shows it once they approve it.
    """
    with deps.unit_of_work() as uow:
        publication = _own(uow, caller, publication_id)
        holds = needs_approval_of_texts(uow, publication)
        changed = texts.write_story(publication, text, holds=holds, now=deps.now())
        return _save(uow, changed, AuditAction.STORY_WRITTEN, caller)


def reset_story(deps: Dependencies, *, caller: Caller, publication_id: int) -> PublicationStory:
    """Give a publication the story of its production again, which it then follows."""
    with deps.unit_of_work() as uow:
        publication = _own(uow, caller, publication_id)
        text = _story(uow, publication).production_text
        holds = needs_approval_of_texts(uow, publication)
        changed = texts.reset_story(publication, text, holds=holds, now=deps.now())
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
    note = WAITS if changed.has_texts_to_approve else ""
    record(uow, changed, action=action, actor_user_id=caller.user_id, note=note)
    return _story(uow, changed)


def _story(uow: UnitOfWork, publication: Publication) -> PublicationStory:
    production = uow.productions.find_production_by_id(publication.production_id)
    held = texts.held_texts(publication)
    return PublicationStory(
        publication,
        production.story_text if production else "",
        None if held is None else held.story_text,
    )
