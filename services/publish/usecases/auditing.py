# SPDX-License-Identifier: Apache-2.0
"""Store, record and announce every change of a publication."""

from __future__ import annotations

from services.publish.domain.events import status_event
from services.publish.domain.publication import AuditAction, AuditEntry, Publication
from services.publish.store.unit_of_work import UnitOfWork


def save_and_audit(
    uow: UnitOfWork,
    publication: Publication,
    *,
    action: AuditAction,
    actor_user_id: int | None,
    note: str = "",
) -> Publication:
    """Update a publication, audit the change, and return the publication."""
    uow.publications.save_publication(publication)
    audit(uow, publication, action=action, actor_user_id=actor_user_id, note=note)
    return publication


def audit(
    uow: UnitOfWork,
    publication: Publication,
    *,
    action: AuditAction,
    actor_user_id: int | None,
    note: str = "",
) -> None:
    """Append a change to the audit log of a publication and announce its status."""
    record(uow, publication, action=action, actor_user_id=actor_user_id, note=note)
    uow.announce(status_event(publication), acting_user_id=actor_user_id or 0)


def record(
    uow: UnitOfWork,
    publication: Publication,
    *,
    action: AuditAction,
    actor_user_id: int | None,
    note: str = "",
) -> None:
    """Append a change that leaves the status as it is to the audit log of a publication."""
    entry = AuditEntry(action, actor_user_id, note, publication.updated_at)
    uow.publications.add_audit_entry(publication.publication_id, entry)
