# SPDX-License-Identifier: Apache-2.0
"""The REST routes that sign and complete uploads, and make freeze frames."""

from __future__ import annotations

from chassis import storage
from chassis.caller import Caller
from chassis.rest import Answer, ApiBlueprint, Ok, idempotent
from services.library.api.errors import ACCEPTING, COMPLETING, READING
from services.library.api.schemas import UploadIdPath
from services.library.api.schemas_uploading import (
    CompleteUploadBody,
    FreezeFrameAnswer,
    FreezeFrameBody,
    SignedUploadAnswer,
    SignUploadBody,
    to_freeze_frame,
    to_signed_upload,
)
from services.library.domain import errors
from services.library.domain.upload import UploadState
from services.library.usecases import completing, freeze_frames, signing
from services.library.usecases.dependencies import Dependencies


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes that add uploads."""
    api = ApiBlueprint("uploading", __name__)
    _add_signing(api, deps)
    _add_completing(api, deps)
    _add_freeze_frames(api, deps)
    return api


def _add_signing(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post("/api/sign-upload", answers={201: SignedUploadAnswer}, errors=ACCEPTING)
    @idempotent(deps.database)
    def sign_upload(body: SignUploadBody, caller: Caller) -> SignedUploadAnswer:
        """Sign an upload.

        Send the file with the form in `post` within five minutes, then mark the upload complete.
        """
        upload, form = signing.sign_upload(deps, caller=caller, request=body.to_request())
        return to_signed_upload(deps, upload, form)


def _add_completing(api: ApiBlueprint, deps: Dependencies) -> None:
    possible = [*READING, *COMPLETING, storage.StorageUnavailable]

    # Not idempotent by key: repeating it changes nothing, and a rejection must be committed.
    @api.post("/api/mark-complete", errors=possible)
    def mark_complete(body: CompleteUploadBody, caller: Caller) -> Ok:
        """Mark an upload complete.

        Its file is probed from then on; poll the upload until its state is `ready` or `rejected`.
        A file that differs from what was declared is rejected at once.
        """
        completing.mark_complete(
            deps,
            caller=caller,
            upload_id=body.id,
            size_bytes=body.size_bytes,
            etag=body.unquoted_etag,
        )
        return Ok()


def _add_freeze_frames(api: ApiBlueprint, deps: Dependencies) -> None:
    possible = [
        *READING,
        errors.NotAVideo,
        errors.UploadFileDeleted,
        errors.UploadNotReady,
        errors.TimeAfterEnd,
        errors.UploadRejected,
    ]

    # Not idempotent by key: repeating it returns the state of the same image.
    @api.post(
        "/api/uploads/<int:upload_id>/freeze-frame",
        answers={200: FreezeFrameAnswer, 202: FreezeFrameAnswer},
        errors=possible,
    )
    def make_freeze_frame(
        path: UploadIdPath, body: FreezeFrameBody, caller: Caller
    ) -> Answer[FreezeFrameAnswer]:
        """Make a freeze frame.

        The frame becomes an image upload, once for each time and size: 202 while it is being made,
        200 when the same request is repeated after that.
        """
        image = freeze_frames.request_freeze_frame(
            deps, caller=caller, upload_id=path.upload_id, frame=body.to_frame()
        )
        status = 200 if image.state is UploadState.READY else 202
        return Answer(to_freeze_frame(deps, image), status=status)
