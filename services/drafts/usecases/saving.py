# SPDX-License-Identifier: Apache-2.0
"""How a timeline is saved, many times a minute while somebody edits."""

from __future__ import annotations

from services.drafts.domain import document as documents
from services.drafts.domain.document import Document
from services.drafts.domain.project import Actor, OpenProject
from services.drafts.usecases import checking
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.editing import get_admitted, lock_admitted, must_be_seen


def save_timeline(
    deps: Dependencies,
    *,
    actor: Actor,
    project_id: int,
    sent: object,
    sent_bytes: int = 0,
    revisions: frozenset[int] | None = None,
) -> OpenProject:
    """Replace a project's timeline; `revisions` are those the author has seen, None: any."""
    document = documents.read(sent, sent_bytes=sent_bytes)
    saved = _save_known(
        deps, actor=actor, project_id=project_id, document=document, revisions=revisions
    )
    if saved is not None:
        return saved
    return _save_asking(
        deps, actor=actor, project_id=project_id, document=document, revisions=revisions
    )


def _save_known(
    deps: Dependencies,
    *,
    actor: Actor,
    project_id: int,
    document: Document,
    revisions: frozenset[int] | None,
) -> OpenProject | None:
    """Save by a single statement, which is what nearly every save of an editor comes to.

    Trimming and moving clips does not change which uploads are used, and what the library said of
    them is kept with the project until it announces otherwise. So one UPDATE, guarded by owner,
    status, revision and the set of uploads, writes the timeline and returns those facts; if they
    forbid it (a clip beyond the end of its file), the refusal rolls the write back. No row
    returned says that something is different, and the longer way finds out what.
    """
    with deps.unit_of_work() as uow:
        saved = uow.projects.save_known(
            project_id,
            document,
            owner_user_id=actor.user_id,
            revisions=revisions,
            at=deps.now(),
        )
        if saved is not None:
            checking.check(document, saved.checked or (), owner_user_id=actor.user_id)
        return saved


def _save_asking(
    deps: Dependencies,
    *,
    actor: Actor,
    project_id: int,
    document: Document,
    revisions: frozenset[int] | None,
) -> OpenProject:
    """Ask the library, then save under a lock: meanwhile the project may have become another."""
    with deps.reading() as uow:
        known = get_admitted(uow, actor=actor, project_id=project_id)
    known.project.must_be_active()
    must_be_seen(known, revisions)
    facts = [upload.facts for upload in checking.ask_library(deps, document)]
    checking.check(document, facts, owner_user_id=known.project.owner_user_id)
    # An upload that is not ready yet has no length to hold the next save against.
    checked = facts if all(upload.state == "ready" for upload in facts) else None
    with deps.unit_of_work() as uow:
        locked = lock_admitted(uow, actor=actor, project_id=project_id)
        locked.project.must_be_active()
        must_be_seen(locked, revisions)
        saved = uow.projects.save(locked, document, checked=checked, at=deps.now())
        if saved.upload_ids != locked.upload_ids:
            uow.announce_references(saved, by=actor.user_id)
    return saved
