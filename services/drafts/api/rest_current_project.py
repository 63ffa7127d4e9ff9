# SPDX-License-Identifier: Apache-2.0
"""The REST routes of clients that know one project: the current one of the caller."""

from __future__ import annotations

from flask import Response

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, idempotent
from services.drafts.api.patch_bodies import JsonPatchBody, MergePatchBody
from services.drafts.api.saving import SAVING, save_body
from services.drafts.api.schemas import ProjectAnswer, SavedTimelineAnswer, project_response
from services.drafts.api.timeline_bodies import SaveTimelineBody, SaveTimelineQuery
from services.drafts.domain.errors import ProjectNotFound
from services.drafts.usecases import projects
from services.drafts.usecases.dependencies import Dependencies

_CURRENT = "/api/create-video/project"


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of the current project."""
    api = ApiBlueprint("current_project", __name__)

    @api.post(_CURRENT, answers={200: ProjectAnswer, 201: ProjectAnswer}, etag=True)
    @idempotent(deps.database)
    def open_current_project(caller: Caller) -> Response:
        """Read the current project, or create one.

        It is the caller's active project that was changed last. Without one, an empty project is
        created, which is answered 201.
        """
        current = projects.get_current_project(deps, caller=caller)
        if current is not None:
            return project_response(current)
        return project_response(projects.create_project(deps, caller=caller, texts={}), status=201)

    @api.patch(
        _CURRENT, answers={200: SavedTimelineAnswer}, errors=SAVING, etag=True, if_match=True
    )
    def save_current_timeline(
        query: SaveTimelineQuery,
        body: SaveTimelineBody | JsonPatchBody | MergePatchBody,
        caller: Caller,
    ) -> Response:
        """Save the timeline of the current project.

        It is saved as `PATCH /api/create-video/projects/{projectId}/timeline` saves it; without an
        active project it is answered 404.
        """
        current = projects.get_current_project(deps, caller=caller)
        if current is None:
            raise ProjectNotFound("There is no active project: create one first.")
        return save_body(deps, body, query, caller=caller, project_id=current.project.project_id)

    return api
