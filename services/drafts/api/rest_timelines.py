# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the timeline language: validation and JSON Schema."""

from __future__ import annotations

from flask import Response, jsonify, request

from chassis import rest
from chassis.rest import ApiBlueprint
from services.drafts.api.schemas import ValidateTimelineBody
from services.drafts.usecases import validating
from services.drafts.usecases.dependencies import Dependencies
from timeline.document.schema import json_schema


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of the timeline language."""
    api = ApiBlueprint("timelines", __name__)

    @api.post("/api/timelines/validate")
    def validate_timeline(body: ValidateTimelineBody) -> Response:
        problems = validating.find_problems(
            deps,
            body.timeline,
            request_bytes=len(request.get_data()),
            user_id=rest.require_user().user_id,
            for_export=body.forExport,
        )
        listed = [
            {"pointer": one.pointer, "error": one.code, "detail": one.detail} for one in problems
        ]
        return jsonify(ok=not problems, problems=listed)

    @api.get("/api/timelines/schema.json")
    def timeline_schema() -> Response:
        # Editors fetch a schema without signing in, and it is not secret.
        return jsonify(json_schema())

    return api
