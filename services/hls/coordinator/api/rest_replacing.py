# SPDX-License-Identifier: Apache-2.0
"""The REST routes by which the stream of a production is replaced."""

from __future__ import annotations

from pydantic import Field

from chassis.caller import Caller
from chassis.rest import Answer, ApiBlueprint, Id, Ok, RequestBody, idempotent
from services.hls.coordinator.api.requests import ProductionIdPath
from services.hls.coordinator.api.schemas import ProductionAnswer
from services.hls.coordinator.api.views import production_detail_view
from services.hls.coordinator.domain import errors
from services.hls.coordinator.usecases import reading, replacing
from services.hls.coordinator.usecases.dependencies import Dependencies

_NOT_USABLE = (errors.ProductionNotFound, errors.NotOwnedByCaller)
_NOT_PACKAGABLE = (
    errors.SourceUploadNotFound,
    errors.NotVideo,
    errors.SourceUploadNotReady,
    errors.SourceFileMissing,
)


class NewMaster(RequestBody):
    """The video that replaces the one of a production."""

    upload_id: Id = Field(description="A video of the caller.")


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of replacements."""
    api = ApiBlueprint("replacements", __name__)
    _add_replacing(api, deps)
    _add_cancelling(api, deps)
    return api


def _add_replacing(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/productions/<int:production_id>/replace",
        answers={202: ProductionAnswer},
        errors=[
            *_NOT_USABLE,
            *_NOT_PACKAGABLE,
            errors.ProductionNotCompleted,
            errors.ReplacementInProgress,
            errors.ExportPackagedElsewhere,
        ],
    )
    @idempotent(deps.database)
    def replace_stream(
        path: ProductionIdPath, body: NewMaster, caller: Caller
    ) -> Answer[ProductionAnswer]:
        """Replace the stream of a production.

        Publications, links, embeds, captions and a chosen poster stay. The old stream plays until
        the new one is ready, and in players that have begun until their links expire.
        """
        replacing.replace_stream(
            deps, caller=caller, production_id=path.production_id, upload_id=body.upload_id
        )
        detail = reading.get_production_detail(
            deps, caller=caller, production_id=path.production_id
        )
        return Answer(ProductionAnswer(production=production_detail_view(detail)), 202)


def _add_cancelling(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.delete(
        "/api/productions/<int:production_id>/replacement",
        errors=[*_NOT_USABLE, errors.ReplacementNotFound],
    )
    def cancel_replacement(path: ProductionIdPath, caller: Caller) -> Ok:
        """Cancel the replacement of a production.

        One that failed is forgotten; the stream stays as it is.
        """
        replacing.cancel_replacement(deps, caller=caller, production_id=path.production_id)
        return Ok(ok=True)
