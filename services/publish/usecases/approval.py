# SPDX-License-Identifier: Apache-2.0
"""Whether a moderator must approve before a publication is published."""

from __future__ import annotations

from services.publish.domain.publication import (
    AuditEntry,
    Publication,
    PublicationStatus,
    is_rejection_last,
)
from services.publish.domain.space import Space
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.auditing import audit, record

WAITS = "It is shown once a moderator approves it."
"""What the log says of texts that are not shown yet."""


def needs_approval_in(uow: UnitOfWork, space: Space) -> bool:
    """Whether publications need approval in a space, as the site and the space say now."""
    return space.needs_approval(uow.spaces.read_site_settings())


def needs_approval_again(uow: UnitOfWork, publication: Publication, space: Space) -> bool:
    """Whether a publication whose owner asks for it once more needs approval.

    It does where the space says so, and where moderators rejected it and have not published it
    since.
    """
    if needs_approval_in(uow, space):
        return True
    return is_rejection_last(uow.publications.list_audit_entries(publication.publication_id))


def needs_approval_of_texts(uow: UnitOfWork, publication: Publication) -> bool:
    """Whether what its owner changes in its title and its story waits for approval.

    Only what is published waits; anything else shows its newest texts to those who see it.
    """
    if publication.status is not PublicationStatus.PUBLISHED:
        return False
    space = uow.spaces.get_membership(None, publication.space_id, deleted_too=True).space
    return needs_approval_in(uow, space)


def save_for_approval(uow: UnitOfWork, changed: Publication, change: AuditEntry) -> None:
    """Update and audit a publication of which more is shown now than was approved.

    A published one becomes pending where its space requires approval, which is announced to the
    moderators as every request is.
    """
    space = uow.spaces.get_membership(None, changed.space_id, deleted_too=True).space
    waits = changed.status is PublicationStatus.PUBLISHED and needs_approval_in(uow, space)
    saved = changed.await_approval(now=change.at) if waits else changed
    uow.publications.save_publication(saved)
    (audit if waits else record)(
        uow, saved, action=change.action, actor_user_id=change.actor_user_id, note=change.note
    )
