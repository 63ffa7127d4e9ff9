# SPDX-License-Identifier: Apache-2.0
"""The REST routes of projects."""

from __future__ import annotations

from flask import Response

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, Ok, expected_revisions, idempotent
from chassis.standard_errors import QUOTA_EXCEEDED
from services.drafts.api.errors import READING, TEXTS
from services.drafts.api.patch_bodies import JsonPatchBody, MergePatchBody
from services.drafts.api.saving import SAVING, current_project_in_error, save_body
from services.drafts.api.schemas import (
    PROJECTS,
    ListProjectsQuery,
    ProjectAnswer,
    ProjectPage,
    ProjectPath,
    ProjectTextsBody,
    SavedTimelineAnswer,
    project_response,
    to_summary,
)
from services.drafts.api.timeline_bodies import SaveTimelineBody, SaveTimelineQuery
from services.drafts.domain.errors import StaleProjectRevision
from services.drafts.usecases import projects
from services.drafts.usecases.dependencies import Dependencies

_PROJECTS = "/api/create-video/projects"
_PROJECT = f"{_PROJECTS}/<int:project_id>"


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of projects."""
    api = ApiBlueprint("projects", __name__)
    _add_collection(api, deps)
    _add_project(api, deps)
    _add_copying(api, deps)
    _add_changes(api, deps)
    _add_saving(api, deps)
    return api


def _add_collection(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(_PROJECTS)
    def list_projects(query: ListProjectsQuery, caller: Caller) -> ProjectPage:
        """List projects.

        They are the caller's own, without their timelines: active ones first, then the latest
        changed.
        """
        page, last = projects.list_projects(
            deps, caller=caller, limit=query.limit, after=PROJECTS.read(query.cursor)
        )
        return ProjectPage(
            items=[to_summary(one) for one in page], next_cursor=PROJECTS.write(last)
        )

    @api.post(_PROJECTS, answers={201: ProjectAnswer}, errors=[*TEXTS, QUOTA_EXCEEDED], etag=True)
    @idempotent(deps.database)
    def create_project(body: ProjectTextsBody, caller: Caller) -> Response:
        """Create a project.

        Its timeline is empty; neither a name nor a body is needed.
        """
        created = projects.create_project(deps, caller=caller, texts=body.given_texts())
        return project_response(created, status=201)


def _add_project(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(_PROJECT, answers={200: ProjectAnswer}, errors=READING, etag=True)
    def get_project(path: ProjectPath, caller: Caller) -> Response:
        """Read a project.

        It comes with its timeline and, as the ETag, with its revision.
        """
        found = projects.get_project(deps, caller=caller, project_id=path.project_id)
        return project_response(found)

    @api.delete(_PROJECT, errors=READING)
    def delete_project(path: ProjectPath, caller: Caller) -> Ok:
        """Delete a project.

        Its running exports are cancelled; finished ones stay in the library.
        """
        projects.delete_project(deps, caller=caller, project_id=path.project_id)
        return Ok()

    @api.post(f"{_PROJECT}/archive", errors=READING)
    def archive_project(path: ProjectPath, caller: Caller) -> Ok:
        """Archive a project.

        It can be read from then on but not changed, and its running exports are cancelled.
        Repeating it changes nothing.
        """
        projects.archive_project(deps, caller=caller, project_id=path.project_id)
        return Ok()

    @api.post(f"{_PROJECT}/unarchive", answers={200: ProjectAnswer}, errors=READING, etag=True)
    def unarchive_project(path: ProjectPath, caller: Caller) -> Response:
        """Make an archived project active again.

        Its cancelled exports stay cancelled. Repeating it changes nothing.
        """
        active = projects.unarchive_project(deps, caller=caller, project_id=path.project_id)
        return project_response(active)


def _add_copying(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        f"{_PROJECT}/duplicate",
        answers={201: ProjectAnswer},
        errors=[*READING, *TEXTS, QUOTA_EXCEEDED],
        etag=True,
    )
    @idempotent(deps.database)
    def duplicate_project(path: ProjectPath, body: ProjectTextsBody, caller: Caller) -> Response:
        """Duplicate a project.

        The copy is active and has the same timeline, no exports, and revision 1. A text that is
        missing is the original's; behind its name stands ` copy`.
        """
        copy = projects.duplicate_project(
            deps, caller=caller, project_id=path.project_id, texts=body.given_texts()
        )
        return project_response(copy, status=201)


def _add_changes(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.patch(
        _PROJECT,
        answers={200: ProjectAnswer},
        errors=[*READING, *TEXTS, StaleProjectRevision],
        etag=True,
        if_match=True,
    )
    def describe_project(path: ProjectPath, body: ProjectTextsBody, caller: Caller) -> Response:
        """Rename or describe a project.

        A member that is missing changes nothing. With a stale `If-Match` it is answered 412, with
        the current project in `project`.
        """
        with current_project_in_error():
            described = projects.describe_project(
                deps,
                caller=caller,
                project_id=path.project_id,
                texts=body.given_texts(),
                expected_revisions=expected_revisions(),
            )
        return project_response(described)


def _add_saving(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.patch(
        f"{_PROJECT}/timeline",
        answers={200: SavedTimelineAnswer},
        errors=SAVING,
        etag=True,
        if_match=True,
    )
    def save_timeline(
        path: ProjectPath,
        query: SaveTimelineQuery,
        body: SaveTimelineBody | JsonPatchBody | MergePatchBody,
        caller: Caller,
    ) -> Response:
        """Save a timeline.

        JSON replaces the whole document; the two patch types change the current one. With a stale
        `If-Match` it is answered 412, with the current project in `project`; without `If-Match` it
        replaces or patches any revision.
        """
        return save_body(deps, body, query, caller=caller, project_id=path.project_id)
