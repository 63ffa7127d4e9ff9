# SPDX-License-Identifier: Apache-2.0
"""Apply the events of the hls service to the copies of productions and to publications."""

from __future__ import annotations

from dataclasses import replace

from services.publish.domain.production import DELETED, ProductionCaptions, ProductionCopy
from services.publish.domain.publication import LIVE, AuditAction, AuditEntry
from services.publish.domain.texts import follow_production
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.approval import (
    WAITS,
    needs_approval_of_texts,
    save_for_approval,
)
from services.publish.usecases.auditing import record, save_and_audit
from services.publish.usecases.dependencies import Dependencies


def copy_production(deps: Dependencies, *, production: ProductionCopy) -> None:
    """Store a newer revision of a production, and copy its story to its publications."""
    with deps.unit_of_work() as uow:
        if _store_copy(deps, uow, production):
            uow.search.index_production(production.production_id)


def record_replacement(
    deps: Dependencies,
    *,
    production: ProductionCopy,
    previous_upload_id: int,
    requested_by: int | None,
) -> None:
    """Record in the log of each publication of a production that its video was replaced.

    What is published where moderators approve becomes pending: nobody has approved the new video.
    For the same reason, the verdicts of its reviewers are those of an earlier video.
    """
    note = (
        f"The video of upload {previous_upload_id} was replaced by that of {production.upload_id}."
    )
    with deps.unit_of_work() as uow:
        _store_copy(deps, uow, production)
        newest = uow.productions.find_production_by_id(production.production_id) or production
        for publication in uow.publications.list_publications_of_production(
            production.production_id, lock=True
        ):
            changed = publication.replace_video(newest.upload_id, now=deps.now())
            change = AuditEntry(AuditAction.VIDEO_REPLACED, requested_by, note, deps.now())
            save_for_approval(uow, changed, change)
        uow.reviews.save_replacement(production.production_id, deps.now())
        uow.search.index_production(production.production_id)


def index_captions(
    deps: Dependencies, *, production: ProductionCopy, captions: ProductionCaptions
) -> None:
    """Let publications be found by the words of newer captions of their production.

    Nothing is stored of a production that was deleted, since events may arrive in any order.
    """
    with deps.unit_of_work() as uow:
        # This locks the copy, so that the production is not deleted at the same time.
        is_newer = _store_copy(deps, uow, production)
        stored = uow.productions.find_production_by_id(production.production_id)
        if stored is None or stored.status == DELETED:
            return
        if uow.productions.upsert_captions(captions) or is_newer:
            uow.search.index_production(production.production_id)


def unpublish_deleted_production(deps: Dependencies, *, production: ProductionCopy) -> None:
    """Unpublish every publication of a production that was deleted."""
    with deps.unit_of_work() as uow:
        uow.productions.upsert_production(replace(production, status=DELETED))
        uow.productions.delete_captions(production.production_id)
        for publication in uow.publications.list_publications_of_production(
            production.production_id, lock=True
        ):
            if publication.status in LIVE:
                save_and_audit(
                    uow,
                    publication.unpublish(by=None, now=deps.now()),
                    action=AuditAction.UNPUBLISH,
                    actor_user_id=None,
                    note="The production was deleted.",
                )


def _store_copy(deps: Dependencies, uow: UnitOfWork, production: ProductionCopy) -> bool:
    """Store a newer revision of a production and copy its title and story; False for an older one.

    What is published where moderators approve shows them once they approve them.
    """
    if not uow.productions.upsert_production(production):
        return False
    for publication in uow.publications.list_publications_of_production(
        production.production_id, lock=True
    ):
        changed = follow_production(publication, production, holds=False, now=deps.now())
        if changed is publication:
            continue
        if needs_approval_of_texts(uow, publication):
            changed = follow_production(publication, production, holds=True, now=deps.now())
        uow.publications.save_publication(changed)
        if changed.has_texts_to_approve:
            record(uow, changed, action=AuditAction.TEXTS_HELD, actor_user_id=None, note=WAITS)
    return True
