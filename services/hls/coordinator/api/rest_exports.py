# SPDX-License-Identifier: Apache-2.0
"""The REST routes by which an export is packaged."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from chassis.errors import ApiError, ErrorKind
from chassis.rest import ApiBlueprint, idempotent, require_user
from services.hls.coordinator.api import schemas
from services.hls.coordinator.api.schemas import Chosen, Preparation, UploadPath
from services.hls.coordinator.usecases import creating, reading
from services.hls.coordinator.usecases.dependencies import Dependencies

_MOST_IDS = 250


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of exports."""
    api = ApiBlueprint("exports", __name__)

    @api.get("/api/exports/<int:upload_id>/hls-status")
    def get_hls_status(path: UploadPath) -> Response:
        status = reading.get_hls_status(deps, caller=require_user(), upload_id=path.upload_id)
        return jsonify(schemas.status_json(status))

    @api.get("/api/exports/hls-status")
    def list_hls_statuses(query: Chosen) -> Response:
        caller, upload_ids = require_user(), _upload_ids(query.ids)
        found = reading.list_hls_statuses(deps, caller=caller, upload_ids=upload_ids)
        items = [{"uploadId": one.upload_id, **schemas.status_json(one)} for one in found]
        return jsonify(items=items, nextCursor=None)

    @api.post("/api/exports/<int:upload_id>/prep-hls")
    @idempotent(deps.database)
    def prepare_export(path: UploadPath, body: Preparation) -> tuple[dict[str, Any], int]:
        production, is_new = creating.prepare_export(
            deps, caller=require_user(), upload_id=path.upload_id, name=body.name or ""
        )
        answer = {"productionId": production.production_id, "state": production.state}
        return answer, 202 if is_new else 200

    return api


def _upload_ids(text: str) -> list[int]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    are_numbers = all(part.isascii() and part.isdigit() and len(part) < 16 for part in parts)
    if not are_numbers or len(parts) > _MOST_IDS:
        raise ApiError(
            ErrorKind.INVALID,
            "bad_upload_id",
            f"ids takes up to {_MOST_IDS} ids with commas.",
        )
    return [int(part) for part in parts]
