# SPDX-License-Identifier: Apache-2.0
"""The REST door of the library."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint

from chassis import rest
from chassis.rest_once import idempotent
from services.library.api.schemas import (
    Complete,
    Edit,
    Freeze,
    Page,
    Sign,
    SomeIds,
    UploadPath,
    Wanted,
    export_json,
    upload_json,
)
from services.library.bootstrap import Library
from services.library.domain.upload import Person, State, VideoRole
from services.library.usecases import changing, completing, finding, freezing, signing
from services.library.usecases.dependencies import Selection


def person() -> Person:
    """Return who asks, or refuse an anonymous request."""
    caller = rest.require_user()
    return Person(caller.user_id, caller.is_admin)


def blueprint(library: Library) -> APIBlueprint:
    """Make the routes of the library but those of bytes."""
    api = APIBlueprint("library", __name__)
    _add_coming_in(api, library)
    _add_lists(api, library)
    _add_one(api, library)
    _add_frames(api, library)
    _add_exports(api, library)
    return api


def _add_coming_in(api: APIBlueprint, library: Library) -> None:
    deps = library.deps

    @api.post("/api/sign-upload")
    @idempotent(library.database)
    def sign_upload(body: Sign) -> tuple[dict[str, Any], int]:  # Any: JSON
        upload, form = signing.sign_upload(deps, person=person(), offer=body.offer())
        return {
            "id": upload.upload_id,
            "key": upload.storage_key,
            "bucket": deps.files.bucket,
            "post": {"url": form.url, "fields": form.fields},
        }, 201

    # No Idempotency-Key is needed: a second time changes nothing, and a refusal must be kept.
    @api.post("/api/mark-complete")
    def mark_complete(body: Complete) -> Response:
        completing.mark_complete(
            deps,
            person=person(),
            upload_id=body.id,
            size_bytes=body.sizeBytes,
            etag=body.plain_etag,
        )
        return jsonify(ok=True)


def _add_lists(api: APIBlueprint, library: Library) -> None:
    deps = library.deps

    @api.get("/api/uploads")
    def list_uploads(query: Wanted) -> Response:
        asking = person()
        selection = query.selection(asking)
        page, cursor = finding.list_uploads(deps, person=asking, selection=selection)
        return jsonify(items=[upload_json(one) for one in page], nextCursor=cursor)

    @api.get("/api/uploads/summary")
    def summary(query: SomeIds) -> Response:
        found = finding.summarize_uploads(deps, person=person(), upload_ids=query.numbers())
        return jsonify(items=[upload_json(one) for one in found], nextCursor=None)


def _add_one(api: APIBlueprint, library: Library) -> None:
    deps = library.deps

    @api.get("/api/uploads/<int:upload_id>")
    def get_upload(path: UploadPath) -> Response:
        card, users = finding.show_upload(deps, person=person(), upload_id=path.upload_id)
        used_by = [{"kind": one.kind, "id": one.subject_id} for one in users]
        return jsonify(upload={**upload_json(card), "usedBy": used_by})

    @api.patch("/api/uploads/<int:upload_id>")
    def edit_upload(path: UploadPath, body: Edit) -> Response:
        card = changing.edit_upload(
            deps, person=person(), upload_id=path.upload_id, changes=body.changes()
        )
        return jsonify(upload=upload_json(card))

    @api.delete("/api/uploads/<int:upload_id>")
    def delete_upload(path: UploadPath) -> Response:
        changing.delete_upload(deps, person=person(), upload_id=path.upload_id)
        return jsonify(ok=True)

    @api.post("/api/uploads/<int:upload_id>/delete-source")
    def delete_source(path: UploadPath) -> Response:
        is_news = changing.delete_source(deps, person=person(), upload_id=path.upload_id)
        return jsonify(ok=True) if is_news else jsonify(ok=True, alreadyDeleted=True)


def _add_frames(api: APIBlueprint, library: Library) -> None:
    deps = library.deps

    # No Idempotency-Key is needed: who asks again for a moment learns how far its image is.
    @api.post("/api/uploads/<int:upload_id>/freeze-frame")
    def freeze_frame(path: UploadPath, body: Freeze) -> tuple[Response, int]:
        image = freezing.freeze_frame(
            deps, person=person(), upload_id=path.upload_id, moment=body.moment()
        )
        is_there = image.state is State.READY
        answer = jsonify(
            status="completed" if is_there else "pending",
            freezeUploadId=image.upload_id,
            key=image.storage_key,
            bucket=deps.files.bucket,
        )
        return answer, 200 if is_there else 202


def _add_exports(api: APIBlueprint, library: Library) -> None:
    deps = library.deps

    @api.get("/api/exports")
    def list_exports(query: Page) -> Response:
        asking = person()
        selection = Selection(
            user_id=asking.user_id,
            video_role=VideoRole.EXPORT,
            before_id=query.cursor,
            limit=query.limit,
        )
        page, cursor = finding.list_uploads(deps, person=asking, selection=selection)
        return jsonify(items=[export_json(one) for one in page], nextCursor=cursor)

    @api.delete("/api/exports/<int:upload_id>")
    def delete_export(path: UploadPath) -> Response:
        changing.delete_upload(deps, person=person(), upload_id=path.upload_id, only_export=True)
        return jsonify(ok=True)
