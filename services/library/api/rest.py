# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the library, except those of files and of audio."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from chassis import rest
from chassis.rest import ApiBlueprint, idempotent
from services.library.api.schemas import (
    CompleteUploadBody,
    EditUploadBody,
    FreezeFrameBody,
    ListQuery,
    ListUploadsQuery,
    SignUploadBody,
    SummaryQuery,
    UploadPath,
    export_json,
    upload_json,
)
from services.library.domain.listing import UploadFilter
from services.library.domain.upload import UploadState, VideoRole
from services.library.usecases import completing, editing, freeze_frames, reading, signing
from services.library.usecases.dependencies import Dependencies


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of uploads and exports."""
    api = ApiBlueprint("library", __name__)
    _add_uploading(api, deps)
    _add_lists(api, deps)
    _add_upload(api, deps)
    _add_freeze_frames(api, deps)
    _add_exports(api, deps)
    return api


def _add_uploading(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post("/api/sign-upload")
    @idempotent(deps.database)
    def sign_upload(body: SignUploadBody) -> tuple[dict[str, Any], int]:  # Any: JSON
        upload, form = signing.sign_upload(
            deps, caller=rest.require_user(), request=body.to_request()
        )
        return {
            "id": upload.upload_id,
            "key": upload.storage_key,
            "bucket": deps.bucket,
            "post": {"url": form.url, "fields": form.fields},
        }, 201

    # Not idempotent by key: repeating it changes nothing, and a rejection must be committed.
    @api.post("/api/mark-complete")
    def mark_complete(body: CompleteUploadBody) -> Response:
        completing.mark_complete(
            deps,
            caller=rest.require_user(),
            upload_id=body.id,
            size_bytes=body.sizeBytes,
            etag=body.unquoted_etag,
        )
        return jsonify(ok=True)


def _add_lists(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/uploads")
    def list_uploads(query: ListUploadsQuery) -> Response:
        caller = rest.require_user()
        page, cursor = reading.list_uploads(
            deps, caller=caller, upload_filter=query.to_filter(caller)
        )
        return jsonify(items=[upload_json(one) for one in page], nextCursor=cursor)

    @api.get("/api/uploads/summary")
    def summary(query: SummaryQuery) -> Response:
        found = reading.summarize_uploads(
            deps, caller=rest.require_user(), upload_ids=query.numbers()
        )
        return jsonify(items=[upload_json(one) for one in found], nextCursor=None)


def _add_upload(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/uploads/<int:upload_id>")
    def get_upload(path: UploadPath) -> Response:
        summary, documents = reading.get_summary(
            deps, caller=rest.require_user(), upload_id=path.upload_id
        )
        used_by = [{"kind": one.kind, "id": one.document_id} for one in documents]
        return jsonify(upload={**upload_json(summary), "usedBy": used_by})

    @api.patch("/api/uploads/<int:upload_id>")
    def edit_upload(path: UploadPath, body: EditUploadBody) -> Response:
        summary = editing.edit_upload(
            deps, caller=rest.require_user(), upload_id=path.upload_id, changes=body.changes()
        )
        return jsonify(upload=upload_json(summary))

    @api.delete("/api/uploads/<int:upload_id>")
    def delete_upload(path: UploadPath) -> Response:
        editing.delete_upload(deps, caller=rest.require_user(), upload_id=path.upload_id)
        return jsonify(ok=True)

    @api.post("/api/uploads/<int:upload_id>/delete-source")
    def delete_source(path: UploadPath) -> Response:
        is_first = editing.delete_source(deps, caller=rest.require_user(), upload_id=path.upload_id)
        return jsonify(ok=True) if is_first else jsonify(ok=True, alreadyDeleted=True)


def _add_freeze_frames(api: ApiBlueprint, deps: Dependencies) -> None:
    # Not idempotent by key: repeating it returns the state of the same image.
    @api.post("/api/uploads/<int:upload_id>/freeze-frame")
    def freeze_frame(path: UploadPath, body: FreezeFrameBody) -> tuple[Response, int]:
        image = freeze_frames.request_freeze_frame(
            deps, caller=rest.require_user(), upload_id=path.upload_id, frame=body.to_frame()
        )
        is_ready = image.state is UploadState.READY
        answer = jsonify(
            status="completed" if is_ready else "pending",
            freezeUploadId=image.upload_id,
            key=image.storage_key,
            bucket=deps.bucket,
        )
        return answer, 200 if is_ready else 202


def _add_exports(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/exports")
    def list_exports(query: ListQuery) -> Response:
        caller = rest.require_user()
        upload_filter = UploadFilter(
            user_id=caller.user_id,
            video_role=VideoRole.EXPORT,
            before_id=query.cursor,
            limit=query.limit,
        )
        page, cursor = reading.list_uploads(deps, caller=caller, upload_filter=upload_filter)
        return jsonify(items=[export_json(one) for one in page], nextCursor=cursor)

    @api.delete("/api/exports/<int:upload_id>")
    def delete_export(path: UploadPath) -> Response:
        editing.delete_upload(
            deps, caller=rest.require_user(), upload_id=path.upload_id, only_export=True
        )
        return jsonify(ok=True)
