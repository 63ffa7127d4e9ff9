# SPDX-License-Identifier: Apache-2.0
"""Keeping up with what hls says of productions."""

from __future__ import annotations

from dataclasses import replace

from services.publish.domain.production import DELETED, Production
from services.publish.domain.publication import LIVE, Action
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.publishing import note_down


def follow(deps: Dependencies, *, production: Production) -> None:
    """Take over news of a production, its story into the publications that follow it."""
    with deps.unit_of_work() as uow:
        if not uow.productions.keep(production):
            return
        for publication in uow.publications.of_production(production.production_id, lock=True):
            told = publication.follow_story(production.story_text, now=deps.now())
            if told is not publication:
                uow.publications.save(told)


def forget(deps: Dependencies, *, production: Production) -> None:
    """Take down every publication of a production that is gone."""
    with deps.unit_of_work() as uow:
        uow.productions.keep(replace(production, status=DELETED))
        for publication in uow.publications.of_production(production.production_id, lock=True):
            if publication.status in LIVE:
                down = publication.unpublish(by=None, now=deps.now())
                uow.publications.save(down)
                note_down(
                    deps,
                    uow,
                    down,
                    action=Action.UNPUBLISH,
                    actor_user_id=None,
                    note="The production was deleted.",
                )
