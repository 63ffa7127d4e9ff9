# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the timelines of drafts: resolved, and opened as projects."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Response, request
from pydantic import Field, WithJsonSchema

from chassis.caller import Caller
from chassis.rest import Answer, ApiBlueprint, Content, Id, RequestBody, idempotent
from chassis.standard_errors import QUOTA_EXCEEDED
from services.drafts.api.draft_errors import READING_DRAFTS, SOURCE_ERRORS
from services.drafts.api.draft_schemas import DraftPath
from services.drafts.api.rest_resolved import to_answer
from services.drafts.api.schemas import ProjectAnswer, project_response
from services.drafts.api.schemas_resolved import ResolvedTimelineAnswer
from services.drafts.usecases import draft_timelines
from services.drafts.usecases.dependencies import Dependencies

_DRAFTS = "/api/production-drafts"
_DRAFT = f"{_DRAFTS}/<int:draft_id>"
_UNCHANGED = Content("The answer has the entity tag of `If-None-Match`.")


class ResolveConfigBody(RequestBody):
    """A config to resolve."""

    upload_id: Id = Field(description="The video that it is of.")
    config: Annotated[Any, WithJsonSchema({"examples": [{"logoUploadId": 3}]})] = Field(
        description="The config; what is invalid in it is left out and reported."
    )


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of the timelines of drafts."""
    api = ApiBlueprint("draft_timelines", __name__)
    _add_resolving(api, deps)
    _add_opening(api, deps)
    return api


def _add_resolving(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(f"{_DRAFTS}/resolve", errors=SOURCE_ERRORS, etag=True)
    def resolve_config(body: ResolveConfigBody, caller: Caller) -> Answer[ResolvedTimelineAnswer]:
        """Resolve a config.

        The answer is what a production of it would show and play, in frames and pixels, as
        `POST /api/timelines/resolve` answers it; nothing is stored. Everything that keeps the
        config from being saved or produced is listed in `problems`, with places below `/config`.
        """
        resolved = draft_timelines.resolve_config(
            deps, body.config, upload_id=body.upload_id, caller=caller
        )
        return Answer(to_answer(resolved), etag=resolved.etag)

    @api.get(
        f"{_DRAFT}/resolved",
        answers={200: ResolvedTimelineAnswer, 304: _UNCHANGED},
        errors=[*READING_DRAFTS, *SOURCE_ERRORS],
        etag=True,
    )
    def get_resolved_draft(
        path: DraftPath, caller: Caller
    ) -> Answer[ResolvedTimelineAnswer] | Response:
        """Read the resolved timeline of a draft.

        It is that of `POST /api/production-drafts/resolve`; with a current `If-None-Match` it is
        answered 304.
        """
        resolved = draft_timelines.resolve_draft(deps, caller=caller, draft_id=path.draft_id)
        if request.if_none_match.contains(resolved.etag):
            return Response(status=304, headers={"ETag": f'"{resolved.etag}"'})
        return Answer(to_answer(resolved), etag=resolved.etag)


def _add_opening(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        f"{_DRAFT}/open-as-timeline",
        answers={201: ProjectAnswer},
        errors=[*READING_DRAFTS, *SOURCE_ERRORS, QUOTA_EXCEEDED],
        etag=True,
    )
    @idempotent(deps.database)
    def open_as_timeline(path: DraftPath, caller: Caller) -> Response:
        """Open a draft as a timeline.

        A new project has the timeline that a production of the draft is made from, or of one that
        was produced, was made from; the draft stays as it is.
        """
        created = draft_timelines.open_as_timeline(deps, caller=caller, draft_id=path.draft_id)
        return project_response(created, status=201)
