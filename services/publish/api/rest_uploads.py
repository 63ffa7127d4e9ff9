# SPDX-License-Identifier: Apache-2.0
"""The REST routes that prepare, publish and unpublish uploads."""

from __future__ import annotations

import hashlib
import uuid

from flask import request

from chassis import rest
from chassis.rest import ApiBlueprint, idempotent
from services.publish.api import schemas
from services.publish.api.schemas import Json
from services.publish.usecases import publishing, reviewing, uploads
from services.publish.usecases.dependencies import Dependencies


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Return the routes that publish uploads."""
    api = ApiBlueprint("publish-uploads", __name__)

    @api.post("/api/uploads/<int:upload_id>/publish")
    @idempotent(deps.database)
    def publish_upload(path: schemas.UploadPath, body: schemas.SpaceIds) -> tuple[Json, int]:
        results = publishing.publish_upload(
            deps, caller=rest.require_user(), upload_id=path.upload_id, space_ids=body.spaces
        )
        created = sum(one.is_new for one in results)
        activated = sum(one.is_republished for one in results)
        answer = {"uploadId": path.upload_id, "created": created, "activated": activated}
        return {"ok": True, **answer}, 200

    @api.post("/api/uploads/<int:upload_id>/unpublish")
    @idempotent(deps.database)
    def unpublish_upload(path: schemas.UploadPath, body: schemas.SpaceIds) -> tuple[Json, int]:
        unpublished = reviewing.unpublish_upload(
            deps, caller=rest.require_user(), upload_id=path.upload_id, space_ids=body.spaces
        )
        return {"ok": True, "uploadId": path.upload_id, "unpublished": len(unpublished)}, 200

    @api.post("/api/publish")
    @idempotent(deps.database)
    def prepare_upload(body: schemas.UploadToPrepare) -> tuple[Json, int]:
        caller = rest.require_user()
        production = uploads.prepare_upload(
            deps, caller=caller, upload_id=body.id, request_id=_request_id(caller.user_id)
        )
        return {"productionId": production.production_id, "state": production.hls_status}, 202

    return api


def _request_id(user_id: int) -> str:
    """Return the id under which hls knows this request: the same when the request is repeated."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return f"publish-{uuid.uuid4()}"
    digest = hashlib.sha256(f"{user_id} {key}".encode()).hexdigest()
    return f"publish-{digest[:32]}"
