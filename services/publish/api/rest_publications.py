# SPDX-License-Identifier: Apache-2.0
"""The REST routes of publications."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, jsonify

from chassis import rest
from chassis.rest import ApiBlueprint, idempotent
from services.publish.api import schemas
from services.publish.api.schemas import Json
from services.publish.domain.publication import Publication, Visibility
from services.publish.usecases import publishing, reading, reviewing
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.publishing import PublishOptions

Change = Callable[..., Publication]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Return the routes of publications."""
    api = ApiBlueprint("publications", __name__)
    _add_publishing(api, deps)
    _add_reading(api, deps)
    _add_changes(api, deps)
    return api


def _add_publishing(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post("/api/productions/<int:production_id>/publications")
    @idempotent(deps.database)
    def publish(path: schemas.ProductionPath, body: schemas.NewPublication) -> tuple[Json, int]:
        visibility = None if body.visibility is None else Visibility(body.visibility)
        result = publishing.publish_production(
            deps,
            caller=rest.require_user(),
            production_id=path.production_id,
            space_id=body.spaceId,
            options=PublishOptions(visibility, body.distributionFlags),
        )
        status = 201 if result.is_new else 200
        return {"publication": schemas.publication(result.publication)}, status


def _add_reading(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/productions/<int:production_id>/publications")
    def list_publications_of_production(path: schemas.ProductionPath) -> Response:
        found = reading.list_publications_of_production(
            deps, caller=rest.require_user(), production_id=path.production_id
        )
        return jsonify(items=[schemas.publication(one) for one in found], nextCursor=None)

    @api.get("/api/uploads/<int:upload_id>/publications")
    def list_publications_of_upload(path: schemas.UploadPath) -> Response:
        found = reading.list_publications_of_upload(
            deps, caller=rest.require_user(), upload_id=path.upload_id
        )
        return jsonify(items=[schemas.publication(one) for one in found], nextCursor=None)

    @api.get("/api/publications/<int:publication_id>")
    def get_publication(path: schemas.PublicationPath) -> Response:
        details = reading.get_publication(
            deps, caller=rest.caller(), publication_id=path.publication_id
        )
        return jsonify(
            publication=schemas.publication(details.publication),
            events=[schemas.audit_entry(one) for one in details.audit_log],
            canRepublishOwner=details.can_republish_owner,
        )


def _add_changes(api: ApiBlueprint, deps: Dependencies) -> None:
    def change(usecase: Change, publication_id: int, note: str) -> tuple[Json, int]:
        changed = usecase(
            deps, caller=rest.require_user(), publication_id=publication_id, note=note
        )
        return {"ok": True, "publication": schemas.publication(changed)}, 200

    @api.post("/api/publications/<int:publication_id>/approve")
    @idempotent(deps.database)
    def approve(path: schemas.PublicationPath, body: schemas.Note) -> tuple[Json, int]:
        return change(reviewing.approve, path.publication_id, body.note)

    @api.post("/api/publications/<int:publication_id>/reject")
    @idempotent(deps.database)
    def reject(path: schemas.PublicationPath, body: schemas.Note) -> tuple[Json, int]:
        return change(reviewing.reject, path.publication_id, body.note)

    @api.post("/api/publications/<int:publication_id>/unpublish")
    @idempotent(deps.database)
    def unpublish(path: schemas.PublicationPath, body: schemas.Note) -> tuple[Json, int]:
        return change(reviewing.unpublish, path.publication_id, body.note)

    @api.post("/api/publications/<int:publication_id>/republish")
    @idempotent(deps.database)
    def republish(path: schemas.PublicationPath, body: schemas.Note) -> tuple[Json, int]:
        return change(reviewing.republish, path.publication_id, body.note)
