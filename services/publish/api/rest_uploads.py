# SPDX-License-Identifier: Apache-2.0
"""The REST routes that prepare, publish and unpublish uploads."""

from __future__ import annotations

import hashlib
import uuid

from flask import request

from chassis.caller import Caller
from chassis.errors import ErrorKind, ErrorRule
from chassis.rest import ApiBlueprint, idempotent
from services.publish.api import requests, schemas
from services.publish.domain import errors
from services.publish.usecases import publishing, reviewing, uploads
from services.publish.usecases.dependencies import Dependencies

_ERRORS_OF_HLS = [
    ErrorRule(ErrorKind.INVALID, "invalid_kind", "The upload is not a video: choose another."),
    ErrorRule(ErrorKind.CONFLICT, "upload_not_ready", "The upload is not ready: wait until it is."),
    ErrorRule(ErrorKind.CONFLICT, "source_deleted", "The file of the upload was deleted."),
    ErrorRule(
        ErrorKind.UNPROCESSABLE,
        "request_id_reused",
        "The Idempotency-Key was used before for another upload; choose a new one.",
    ),
]
"""The errors of the hls service when a production is created."""


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes that publish uploads."""
    api = ApiBlueprint("publish-uploads", __name__)
    _add_publishing(api, deps)
    _add_unpublishing(api, deps)
    _add_preparing(api, deps)
    return api


def _add_publishing(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/uploads/<int:upload_id>/publish",
        scope="publish",
        errors=[
            errors.UnknownUpload,
            errors.SpaceNotFound,
            errors.Forbidden,
            errors.ProductionNotReady,
        ],
    )
    @idempotent(deps.database)
    def publish_upload(
        path: requests.PublishedUploadPath, body: requests.SpaceIds, caller: Caller
    ) -> schemas.PublishedUploadAnswer:
        """Publish the newest production of an upload into several spaces.

        It is published into all of them or, when one refuses, into none.
        """
        results = publishing.publish_upload(
            deps, caller=caller, upload_id=path.upload_id, space_ids=body.spaces
        )
        return schemas.PublishedUploadAnswer(
            upload_id=path.upload_id,
            created=sum(one.is_new for one in results),
            activated=sum(one.is_republished for one in results),
        )


def _add_unpublishing(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/uploads/<int:upload_id>/unpublish",
        scope="publish",
        errors=[errors.UnknownUpload, errors.Forbidden],
    )
    @idempotent(deps.database)
    def unpublish_upload(
        path: requests.PublishedUploadPath, body: requests.SpaceIds, caller: Caller
    ) -> schemas.UnpublishedUploadAnswer:
        """Unpublish an upload from several spaces.

        Spaces where it is neither pending nor published are left as they are.
        """
        unpublished = reviewing.unpublish_upload(
            deps, caller=caller, upload_id=path.upload_id, space_ids=body.spaces
        )
        return schemas.UnpublishedUploadAnswer(
            upload_id=path.upload_id, unpublished=len(unpublished)
        )


def _add_preparing(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/publish",
        scope="publish",
        answers={202: schemas.PreparedUploadAnswer},
        errors=[errors.UnknownUpload, errors.Forbidden, *_ERRORS_OF_HLS],
    )
    @idempotent(deps.database)
    def prepare_upload(
        body: requests.UploadToPrepare, caller: Caller
    ) -> schemas.PreparedUploadAnswer:
        """Create a production of an upload, so that it can be published.

        The production belongs to the owner of the upload. Packaging it takes a while: read
        `GET /api/productions/{id}` until it is ready.
        """
        production = uploads.prepare_upload(
            deps, caller=caller, upload_id=body.id, request_id=_request_id(caller.user_id)
        )
        return schemas.PreparedUploadAnswer(
            production_id=production.production_id, state=production.hls_status
        )


def _request_id(user_id: int) -> str:
    """Return the id under which hls knows this request: the same when the request is repeated."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return f"publish-{uuid.uuid4()}"
    digest = hashlib.sha256(f"{user_id} {key}".encode()).hexdigest()
    return f"publish-{digest[:32]}"
