# SPDX-License-Identifier: Apache-2.0
"""Change the story of a production, delete productions, and record their publications."""

from __future__ import annotations

import datetime as dt

from chassis.caller import Caller
from services.hls.coordinator.domain.draft_production import master_folder
from services.hls.coordinator.domain.errors import ProductionHasPublications
from services.hls.coordinator.domain.events import ProductionDeleted, ProductionStoryChanged
from services.hls.coordinator.domain.production import PENDING_MEDIA, Production, checked_story
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.access import accessible_production
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.taking_over import delete_replacement


def change_story(
    deps: Dependencies, *, caller: Caller, production_id: int, story: str
) -> Production:
    """Set the default story of a production and return it; an equal story changes nothing."""
    checked_story(story)
    with deps.unit_of_work() as uow:
        production = accessible_production(
            uow, caller=caller, production_id=production_id, lock=True
        )
        if production.default_story_text == story:
            return production
        changed = production.with_story(story, deps.now())
        uow.productions.save_production(changed)
        uow.announce(ProductionStoryChanged(changed))
    return changed


def delete_production(deps: Dependencies, *, caller: Caller, production_id: int) -> None:
    """Delete a production and, soon afterwards, its files.

    Raises ProductionHasPublications while it is published or waits for approval.
    """
    now = deps.now()
    _cancel_master(deps, caller=caller, production_id=production_id)
    with deps.unit_of_work() as uow:
        accessible_production(uow, caller=caller, production_id=production_id)
        delete_replacement(deps, uow, production_id)
        job = uow.jobs.delete_job_of(production_id)
        production = accessible_production(
            uow, caller=caller, production_id=production_id, lock=True
        )
        counts = uow.publications.count_publications([production_id]).get(production_id)
        if counts is not None and counts.live:
            noun = "publication" if counts.live == 1 else "publications"
            has = f"This production has {counts.live} {noun}"
            raise ProductionHasPublications(f"{has}; unpublish them before you delete it.")
        if job is not None and job.conversion is not None:
            uow.cancellations.add_cancellation(job.conversion.job_id, now)
        # A packager at work notices at its next heartbeat; what it stores until then is deleted.
        seconds = deps.leases.seconds if job is not None and job.is_running else 0
        not_before = now + dt.timedelta(seconds=seconds)
        uow.text_tracks.delete_tracks(production_id)
        uow.posters.delete_poster(production_id)
        uow.removals.add_removal(production.output_prefix, not_before=not_before)
        _delete_draft(uow, production, not_before=not_before)
        uow.productions.delete_production(production_id)
        uow.announce(ProductionDeleted(production))


def delete_removed_folders(deps: Dependencies) -> None:
    """Delete the files of deleted productions."""
    with deps.reading() as uow:
        prefixes = uow.removals.list_due_removals(deps.now())
    for prefix in prefixes:
        deps.storage.delete_prefix(prefix)
        with deps.unit_of_work() as uow:
            uow.removals.delete_removal(prefix)


def _cancel_master(deps: Dependencies, *, caller: Caller, production_id: int) -> None:
    """Stop the rendering of the master of a production, if it is being rendered."""
    with deps.reading() as uow:
        production = accessible_production(uow, caller=caller, production_id=production_id)
    if production.status == PENDING_MEDIA:
        deps.drafts.cancel_master(production)


def _delete_draft(uow: UnitOfWork, production: Production, *, not_before: dt.datetime) -> None:
    draft = uow.draft_productions.find_draft_production(production.production_id)
    if draft is not None:
        uow.removals.add_removal(master_folder(production.ulid), not_before=not_before)
        uow.draft_productions.delete_draft_production(production.production_id)


def record_publication_status(
    deps: Dependencies, *, publication_id: int, production_id: int, status: str, revision: int
) -> None:
    """Store the status of a publication, unless a newer revision is known."""
    with deps.unit_of_work() as uow:
        uow.publications.record_status(
            publication_id, production_id, status=status, revision=revision
        )
