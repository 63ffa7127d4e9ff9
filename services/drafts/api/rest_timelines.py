# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the timeline language: validation and JSON Schema."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Response, jsonify, request
from pydantic import Field, WithJsonSchema

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, Content, RequestBody, ResponseBody
from services.drafts.api.schemas import EMPTY_TIMELINE
from services.drafts.usecases import validating
from services.drafts.usecases.dependencies import Dependencies
from timeline.document.schema import json_schema


class ValidateTimelineBody(RequestBody):
    """A timeline to validate."""

    timeline: Annotated[Any, WithJsonSchema({"examples": [EMPTY_TIMELINE]})] = Field(
        description="The document; anything else than an object is a problem of its own."
    )
    for_export: bool = Field(
        False, description="Whether the rules of an export are added to those of saving."
    )


class TimelineProblemResource(ResponseBody):
    """One problem of a timeline."""

    pointer: str = Field(
        description="Where it is, as RFC 6901.", examples=["/timeline/clips/0/uploadId"]
    )
    error: str = Field(description="Its code.", examples=["upload_not_found"])
    detail: str = Field(
        description="What is wrong, for people.", examples=["Upload 9 does not exist."]
    )


class ValidatedTimelineAnswer(ResponseBody):
    """The problems of a timeline."""

    ok: bool = Field(description="Whether there are none.", examples=[False])
    problems: list[TimelineProblemResource]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of the timeline language."""
    api = ApiBlueprint("timelines", __name__)

    @api.post("/api/timelines/validate")
    def validate_timeline(body: ValidateTimelineBody, caller: Caller) -> ValidatedTimelineAnswer:
        """Validate a timeline.

        All problems are listed that keep the caller from saving it or, with `forExport`, from
        exporting it; nothing is stored.
        """
        found = validating.find_problems(
            deps,
            body.timeline,
            request_bytes=len(request.get_data()),
            user_id=caller.user_id,
            for_export=body.for_export,
        )
        problems = [
            TimelineProblemResource(pointer=one.pointer, error=one.code, detail=one.detail)
            for one in found
        ]
        return ValidatedTimelineAnswer(ok=not problems, problems=problems)

    schema = Content("A JSON Schema, draft 2020-12.", ("application/json",))

    # Editors fetch a schema without signing in, and it is not secret.
    @api.get("/api/timelines/schema.json", answers={200: schema})
    def get_timeline_schema() -> Response:
        """Read the JSON Schema of timelines.

        It describes every field with its default and its limits.
        """
        return jsonify(json_schema())

    return api
