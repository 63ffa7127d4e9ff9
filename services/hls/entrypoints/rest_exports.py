# SPDX-License-Identifier: Apache-2.0
"""The REST door of hls: how an export becomes ready to publish."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint

from chassis.refusals import Kind, Refused
from chassis.rest_once import idempotent
from services.hls.bootstrap import Hls
from services.hls.entrypoints import bodies
from services.hls.entrypoints.bodies import Chosen, Preparation, UploadPath
from services.hls.entrypoints.rest import asker
from services.hls.usecases import creating, looking

_MOST_IDS = 250


def blueprint(hls: Hls) -> APIBlueprint:
    """Make the routes of exports."""
    api = APIBlueprint("exports", __name__)
    ports = hls.ports

    @api.get("/api/exports/<int:upload_id>/hls-status")
    def hls_status(path: UploadPath) -> Response:
        status = looking.hls_status(ports, asker=asker(), upload_id=path.upload_id)
        return jsonify(bodies.status_json(status))

    @api.get("/api/exports/hls-status")
    def hls_statuses(query: Chosen) -> Response:
        found = looking.hls_statuses(ports, asker=asker(), upload_ids=_upload_ids(query.ids))
        items = [{"uploadId": one.upload_id, **bodies.status_json(one)} for one in found]
        return jsonify(items=items, nextCursor=None)

    @api.post("/api/exports/<int:upload_id>/prep-hls")
    @idempotent(hls.database)
    def prepare(path: UploadPath, body: Preparation) -> tuple[dict[str, Any], int]:
        production, is_new = creating.prepare_export(
            ports, asker=asker(), upload_id=path.upload_id, name=body.name or ""
        )
        answer = {"productionId": production.production_id, "state": production.state}
        return answer, 202 if is_new else 200

    return api


def _upload_ids(text: str) -> list[int]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    are_numbers = all(part.isascii() and part.isdigit() and len(part) < 16 for part in parts)
    if not are_numbers or len(parts) > _MOST_IDS:
        raise Refused(
            Kind.INVALID, "bad_upload_id", f"ids lists up to {_MOST_IDS} numbers with commas."
        )
    return [int(part) for part in parts]
