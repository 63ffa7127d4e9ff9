# SPDX-License-Identifier: Apache-2.0
"""Publish a production into several spaces, or unpublish it there, with a result of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chassis.caller import Caller
from services.publish.domain import publication as publications
from services.publish.domain.errors import PublicationNotFound, PublishError
from services.publish.domain.publication import Publication
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases import publishing, reviewing
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.uploads import get_own_production


@dataclass(frozen=True, slots=True)
class SpaceResult:
    """What became of a production in one space: a publication, or the reason of a refusal."""

    space_id: int
    publication: Publication | None = None
    error: PublishError | None = None


def publish_into_spaces(
    deps: Dependencies, *, caller: Caller, production_id: int, space_ids: Sequence[int]
) -> list[SpaceResult]:
    """Publish a production into spaces, in one transaction; a refusal of one stops no other.

    UnknownProduction when there is none, Forbidden unless it is the caller's own.
    """
    production = get_own_production(deps, caller=caller, production_id=production_id)

    def publish(uow: UnitOfWork, space_id: int) -> Publication:
        return publishing.publish_in_unit(
            deps, uow, caller=caller, production=production, space_id=space_id
        ).publication

    return _of_each_space(deps, space_ids, publish)


def unpublish_from_spaces(
    deps: Dependencies, *, caller: Caller, production_id: int, space_ids: Sequence[int]
) -> list[SpaceResult]:
    """Unpublish a production from spaces, in one transaction; a refusal of one stops no other.

    Where it is neither pending nor published, its publication stays as it is.
    """
    get_own_production(deps, caller=caller, production_id=production_id)

    def unpublish(uow: UnitOfWork, space_id: int) -> Publication:
        found = uow.publications.find_publication_in_space(production_id, space_id)
        if found is None:
            raise PublicationNotFound("It was never published in this space.")
        if found.status not in publications.LIVE:
            return found
        return reviewing.unpublish_in_unit(deps, uow, found, caller, "")

    return _of_each_space(deps, space_ids, unpublish)


def _of_each_space(
    deps: Dependencies,
    space_ids: Sequence[int],
    change: Callable[[UnitOfWork, int], Publication],
) -> list[SpaceResult]:
    asked = list(dict.fromkeys(space_ids))
    results = {}
    with deps.unit_of_work() as uow:
        # Rows are locked in the order of the space ids, so that two requests cannot deadlock.
        for space_id in sorted(asked):
            try:
                results[space_id] = SpaceResult(space_id, change(uow, space_id))
            except PublishError as error:
                results[space_id] = SpaceResult(space_id, error=error)
    return [results[space_id] for space_id in asked]
