# SPDX-License-Identifier: Apache-2.0
"""The REST door to publications."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable

from flask import Response, jsonify, request
from flask_openapi3.blueprint import APIBlueprint

from chassis import rest
from chassis.rest_once import idempotent
from services.publish.api import schemas
from services.publish.api.schemas import Json
from services.publish.bootstrap import Publishing
from services.publish.domain.membership import Person
from services.publish.domain.publication import Publication, Visibility
from services.publish.usecases import publishing as placing
from services.publish.usecases import reviewing, watching
from services.publish.usecases.publishing import Options

Change = Callable[..., Publication]


def blueprint(publishing: Publishing) -> APIBlueprint:
    """Make the routes of publications."""
    api = APIBlueprint("publications", __name__)
    _add_productions(api, publishing)
    _add_publications(api, publishing)
    _add_uploads(api, publishing)
    return api


def _person() -> Person:
    caller = rest.require_user()
    return Person(caller.user_id, caller.roles)


def _add_productions(api: APIBlueprint, publishing: Publishing) -> None:
    deps = publishing.deps

    @api.get("/api/productions/<int:production_id>/publications")
    def publications_of_production(path: schemas.ProductionPath) -> Response:
        found = reviewing.of_production(deps, person=_person(), production_id=path.production_id)
        return jsonify(items=[schemas.publication(one) for one in found], nextCursor=None)

    @api.post("/api/productions/<int:production_id>/publications")
    @idempotent(publishing.database)
    def publish(path: schemas.ProductionPath, body: schemas.NewPublication) -> tuple[Json, int]:
        visibility = None if body.visibility is None else Visibility(body.visibility)
        placed = placing.publish(
            deps,
            person=_person(),
            production_id=path.production_id,
            space_id=body.spaceId,
            options=Options(visibility, body.distributionFlags),
        )
        status = 201 if placed.is_new else 200
        return {"publication": schemas.publication(placed.publication)}, status


def _add_publications(api: APIBlueprint, publishing: Publishing) -> None:
    @api.get("/api/publications/<int:publication_id>")
    def publication(path: schemas.PublicationPath) -> Response:
        person = schemas.person_of(rest.caller())
        seen = watching.look(publishing.deps, person=person, publication_id=path.publication_id)
        return jsonify(
            publication=schemas.publication(seen.publication),
            events=[schemas.entry(one) for one in seen.log],
            canRepublishOwner=seen.can_republish_owner,
        )

    def change(act: Change, publication_id: int, note: str) -> tuple[Json, int]:
        changed = act(publishing.deps, person=_person(), publication_id=publication_id, note=note)
        return {"ok": True, "publication": schemas.publication(changed)}, 200

    @api.post("/api/publications/<int:publication_id>/approve")
    @idempotent(publishing.database)
    def approve(path: schemas.PublicationPath, body: schemas.Note) -> tuple[Json, int]:
        return change(reviewing.approve, path.publication_id, body.note)

    @api.post("/api/publications/<int:publication_id>/reject")
    @idempotent(publishing.database)
    def reject(path: schemas.PublicationPath, body: schemas.Note) -> tuple[Json, int]:
        return change(reviewing.reject, path.publication_id, body.note)

    @api.post("/api/publications/<int:publication_id>/unpublish")
    @idempotent(publishing.database)
    def unpublish(path: schemas.PublicationPath, body: schemas.Note) -> tuple[Json, int]:
        return change(reviewing.unpublish, path.publication_id, body.note)

    @api.post("/api/publications/<int:publication_id>/republish")
    @idempotent(publishing.database)
    def republish(path: schemas.PublicationPath, body: schemas.Note) -> tuple[Json, int]:
        return change(reviewing.republish, path.publication_id, body.note)


def _add_uploads(api: APIBlueprint, publishing: Publishing) -> None:
    deps = publishing.deps

    @api.get("/api/uploads/<int:upload_id>/publications")
    def publications_of_upload(path: schemas.UploadPath) -> Response:
        found = reviewing.of_upload(deps, person=_person(), upload_id=path.upload_id)
        return jsonify(items=[schemas.publication(one) for one in found], nextCursor=None)

    @api.post("/api/uploads/<int:upload_id>/publish")
    @idempotent(publishing.database)
    def publish_upload(path: schemas.UploadPath, body: schemas.SpaceIds) -> tuple[Json, int]:
        placed = placing.publish_upload(
            deps, person=_person(), upload_id=path.upload_id, space_ids=body.spaces
        )
        created = sum(one.is_new for one in placed)
        activated = sum(one.is_republished for one in placed)
        answer = {"uploadId": path.upload_id, "created": created, "activated": activated}
        return {"ok": True, **answer}, 200

    @api.post("/api/uploads/<int:upload_id>/unpublish")
    @idempotent(publishing.database)
    def unpublish_upload(path: schemas.UploadPath, body: schemas.SpaceIds) -> tuple[Json, int]:
        down = reviewing.unpublish_upload(
            deps, person=_person(), upload_id=path.upload_id, space_ids=body.spaces
        )
        return {"ok": True, "uploadId": path.upload_id, "unpublished": len(down)}, 200

    @api.post("/api/publish")
    @idempotent(publishing.database)
    def prepare(body: schemas.UploadToPrepare) -> tuple[Json, int]:
        person = _person()
        production = placing.prepare(
            deps, person=person, upload_id=body.id, request_id=_request_id(person)
        )
        answer = {"productionId": production.production_id, "state": production.state}
        return answer, 202


def _request_id(person: Person) -> str:
    """Return the id under which hls knows this very request, however often it is sent."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return f"publish-{uuid.uuid4()}"
    digest = hashlib.sha256(f"{person.user_id} {key}".encode()).hexdigest()
    return f"publish-{digest[:32]}"
