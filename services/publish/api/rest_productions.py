# SPDX-License-Identifier: Apache-2.0
"""The REST routes that publish a production into several spaces, and unpublish it there."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.caller import Caller
from chassis.errors import error_response
from chassis.rest import ApiBlueprint, idempotent
from services.publish.api import requests, schemas
from services.publish.api.errors import ERROR_RULES
from services.publish.domain import errors
from services.publish.usecases import publishing_into_spaces
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.publishing_into_spaces import SpaceResult

_NOT_OWN = (errors.UnknownProduction, errors.Forbidden)


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes that publish productions into spaces."""
    api = ApiBlueprint("publish-productions", __name__)

    @api.post("/api/productions/<int:production_id>/publish", scope="publish", errors=_NOT_OWN)
    @idempotent(deps.database)
    def publish_into_spaces(
        path: requests.PublishedProductionPath, body: requests.SpaceIds, caller: Caller
    ) -> schemas.SpaceResultsAnswer:
        """Publish a production into several spaces.

        Each space has its own result: where one refuses, the others are published all the same.
        Only the owner of the production and administrators may do so.
        """
        results = publishing_into_spaces.publish_into_spaces(
            deps, caller=caller, production_id=path.production_id, space_ids=body.spaces
        )
        return _answer(path.production_id, results)

    @api.post("/api/productions/<int:production_id>/unpublish", scope="publish", errors=_NOT_OWN)
    @idempotent(deps.database)
    def unpublish_from_spaces(
        path: requests.PublishedProductionPath, body: requests.SpaceIds, caller: Caller
    ) -> schemas.SpaceResultsAnswer:
        """Unpublish a production from several spaces.

        Each space has its own result. Only the owner of the production and administrators may do
        so.
        """
        results = publishing_into_spaces.unpublish_from_spaces(
            deps, caller=caller, production_id=path.production_id, space_ids=body.spaces
        )
        return _answer(path.production_id, results)

    return api


def _answer(production_id: int, results: Sequence[SpaceResult]) -> schemas.SpaceResultsAnswer:
    return schemas.SpaceResultsAnswer(
        production_id=production_id, results=[_resource(one) for one in results]
    )


def _resource(one: SpaceResult) -> schemas.SpaceResultResource:
    error = None if one.error is None else error_response(one.error, ERROR_RULES)
    return schemas.space_result_resource(one, error)
