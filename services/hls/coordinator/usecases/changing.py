# SPDX-License-Identifier: Apache-2.0
"""How a production is told, counted and taken away."""

from __future__ import annotations

import datetime as dt

from services.hls.coordinator.domain.errors import ProductionHasPublications
from services.hls.coordinator.domain.production import Production, checked_story
from services.hls.coordinator.usecases.creating import Asker
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.reading import found


def read_production(deps: Dependencies, *, asker: Asker, production_id: int) -> Production:
    """Return one production of the asker's, as it is stored."""
    with deps.reading() as uow:
        return found(uow, asker=asker, production_id=production_id)


def change_story(deps: Dependencies, *, asker: Asker, production_id: int, story: str) -> Production:
    """Give a production another default story and tell everyone."""
    checked_story(story)
    with deps.unit_of_work() as uow:
        production = found(uow, asker=asker, production_id=production_id, lock=True)
        if production.default_story_text == story:
            return production
        changed = production.retell(story, deps.now())
        uow.productions.save(changed)
        uow.announce("story_changed", changed)
    return changed


def delete_production(deps: Dependencies, *, asker: Asker, production_id: int) -> None:
    """Take a production and its files away, unless somebody may be looking at it."""
    now = deps.now()
    with deps.unit_of_work() as uow:
        found(uow, asker=asker, production_id=production_id)
        job = uow.jobs.remove(production_id)
        production = found(uow, asker=asker, production_id=production_id, lock=True)
        counts = uow.publications.counts([production_id]).get(production_id)
        if counts is not None and counts.live:
            raise ProductionHasPublications(f"{counts.live} publications show this production.")
        # A packager at work learns by its next heartbeat; what it stores until then goes, too.
        wait = deps.lease_seconds if job is not None and job.is_running else 0
        not_before = now + dt.timedelta(seconds=wait)
        uow.removals.add(production.output_prefix, not_before=not_before)
        uow.productions.delete(production_id)
        uow.announce("deleted", production)


def remove_output(deps: Dependencies) -> int:
    """Remove the files of productions that are gone, and count the folders."""
    with deps.reading() as uow:
        prefixes = uow.removals.due(deps.now())
    for prefix in prefixes:
        deps.files.delete_prefix(prefix)
        with deps.unit_of_work() as uow:
            uow.removals.done(prefix)
    return len(prefixes)


def note_publication(
    deps: Dependencies, *, publication_id: int, production_id: int, status: str, revision: int
) -> None:
    """Take in what publish says of a publication; the newest revision wins."""
    with deps.unit_of_work() as uow:
        uow.publications.record(publication_id, production_id, status=status, revision=revision)
