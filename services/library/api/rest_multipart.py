# SPDX-License-Identifier: Apache-2.0
"""The REST routes of uploads that are sent in parts and can be resumed."""

from __future__ import annotations

from chassis import storage
from chassis.caller import Caller
from chassis.rest import Answer, ApiBlueprint, Ok, idempotent
from services.library.api.errors import ACCEPTING, COMPLETING, DELETING, READING
from services.library.api.resources import UploadAnswer, to_upload
from services.library.api.schemas import UploadIdPath
from services.library.api.schemas_multipart import (
    BeginMultipartBody,
    BegunUploadAnswer,
    PartUrlsAnswer,
    SignPartsBody,
    StoredPartsAnswer,
    UnfinishedUploadPage,
    UploadLimitsAnswer,
    to_begun,
    to_part_urls,
    to_stored_parts,
    to_unfinished,
)
from services.library.domain import errors
from services.library.usecases import multipart, reading
from services.library.usecases.dependencies import Dependencies

_UNFINISHED = [
    *READING,
    errors.MultipartUploadNotFound,
    storage.MultipartUploadMissing,
    storage.StorageUnavailable,
]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of uploads in parts."""
    api = ApiBlueprint("multipart", __name__)
    _add_beginning(api, deps)
    _add_lists(api, deps)
    _add_parts(api, deps)
    _add_ending(api, deps)
    return api


def _add_beginning(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/uploads/multipart",
        answers={201: BegunUploadAnswer, 200: BegunUploadAnswer},
        errors=ACCEPTING,
    )
    @idempotent(deps.database)
    def begin_multipart_upload(
        body: BeginMultipartBody, caller: Caller
    ) -> Answer[BegunUploadAnswer]:
        """Begin or resume a large upload.

        201 when it is new. 200 when the caller has an unfinished upload of an equal file, which is
        resumed, or one that was received, which is `existing`; then nothing is begun unless
        `evenIfStored`. Files are equal by fingerprint, size and kind. Sign the parts next.
        """
        begun = multipart.begin_upload(
            deps,
            caller=caller,
            request=body.to_request(),
            fingerprint=body.fingerprint,
            even_if_stored=body.even_if_stored,
        )
        return Answer(to_begun(begun), status=201 if begun.is_new else 200)


def _add_lists(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/uploads/multipart")
    def list_multipart_uploads(caller: Caller) -> UnfinishedUploadPage:
        """List unfinished uploads.

        They are the caller's own, newest first, at most 500; each is deleted when nobody continued
        it for a week.
        """
        found = multipart.list_unfinished(deps, caller=caller)
        return UnfinishedUploadPage(items=[to_unfinished(one) for one in found])

    @api.get("/api/uploads/limits")
    def get_upload_limits(caller: Caller) -> UploadLimitsAnswer:
        """Read the largest sizes of files.

        They are settings of the installation.
        """
        return UploadLimitsAnswer(max_bytes=deps.max_multipart_bytes, max_form_bytes=deps.max_bytes)


def _add_parts(api: ApiBlueprint, deps: Dependencies) -> None:
    # Not idempotent by key: signing again makes new URLs of the same parts.
    @api.post(
        "/api/uploads/<int:upload_id>/multipart/parts",
        errors=[*_UNFINISHED, errors.InvalidPartNumber],
    )
    def sign_parts(path: UploadIdPath, body: SignPartsBody, caller: Caller) -> PartUrlsAnswer:
        """Sign parts of an upload.

        PUT the bytes of each part to its URL within an hour, in any order and side by side. A part
        that is sent again replaces the earlier one.
        """
        urls, expires_at = multipart.sign_parts(
            deps, caller=caller, upload_id=path.upload_id, numbers=body.part_numbers
        )
        return to_part_urls(urls, expires_at)

    @api.get("/api/uploads/<int:upload_id>/multipart/parts", errors=_UNFINISHED)
    def list_parts(path: UploadIdPath, caller: Caller) -> StoredPartsAnswer:
        """List the parts that were received.

        The list is what the storage has, so that an upload can be resumed anywhere.
        """
        unfinished, parts = multipart.list_parts(deps, caller=caller, upload_id=path.upload_id)
        return to_stored_parts(unfinished, parts)


def _add_ending(api: ApiBlueprint, deps: Dependencies) -> None:
    possible = [*_UNFINISHED, errors.PartsMissing, storage.PartsDiffer, *COMPLETING]

    # Not idempotent by key: repeating it changes nothing.
    @api.post("/api/uploads/<int:upload_id>/multipart/complete", errors=possible)
    def complete_multipart_upload(path: UploadIdPath, caller: Caller) -> UploadAnswer:
        """Complete an upload of which every part was received.

        Its file is probed from then on; poll the upload until its state is `ready` or `rejected`.
        While parts are missing, nothing happens and `missing` names them. Repeating it changes
        nothing.
        """
        multipart.complete_upload(deps, caller=caller, upload_id=path.upload_id)
        details = reading.get_details(deps, caller=caller, upload_id=path.upload_id)
        return UploadAnswer(upload=to_upload(details.summary))

    @api.delete("/api/uploads/<int:upload_id>/multipart", errors=[*DELETING, errors.UploadFinished])
    def abort_multipart_upload(path: UploadIdPath, caller: Caller) -> Ok:
        """Give up an unfinished upload.

        The upload and its parts are deleted.
        """
        multipart.abort_upload(deps, caller=caller, upload_id=path.upload_id)
        return Ok()
