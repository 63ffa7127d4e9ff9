# SPDX-License-Identifier: Apache-2.0
"""The REST routes of projects and their exports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response, after_this_request, jsonify, request

from chassis import rest
from chassis.errors import ApiError, ErrorKind
from chassis.rest import ApiBlueprint, idempotent
from services.drafts.api import schemas
from services.drafts.api.schemas import (
    ExportStatusQuery,
    Json,
    ListProjectsQuery,
    ProjectPath,
    ProjectTextsBody,
)
from services.drafts.domain.errors import StaleProjectRevision
from services.drafts.usecases import exporting, projects, saving_timelines
from services.drafts.usecases.dependencies import Dependencies

_PROJECTS = "/api/create-video/projects"
_PROJECT = f"{_PROJECTS}/<int:project_id>"


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of projects and their exports."""
    api = ApiBlueprint("drafts", __name__)
    _add_list(api, deps)
    _add_project(api, deps)
    _add_saving(api, deps)
    _add_exports(api, deps)
    return api


def _add_list(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(_PROJECTS)
    def list_projects(query: ListProjectsQuery) -> Response:
        found = projects.list_projects(
            deps,
            caller=rest.require_user(),
            limit=query.limit + 1,
            after=schemas.position_of(query.cursor),
        )
        page = found[: query.limit]
        has_more = len(found) > len(page)
        return jsonify(
            items=[schemas.project_json(project) for project in page],
            nextCursor=schemas.cursor_of(page[-1]) if has_more else None,
        )

    @api.post(_PROJECTS)
    def create_project(body: ProjectTextsBody) -> Response:
        response = create_once(body)
        return schemas.with_etag(response, response.get_json()["project"]["revision"])

    @idempotent(deps.database)
    def create_once(body: ProjectTextsBody) -> tuple[Json, int]:
        created = projects.create_project(
            deps, caller=rest.require_user(), texts=body.given_texts()
        )
        return {"project": schemas.full_project_json(created)}, 201


def _add_project(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(_PROJECT)
    def get_project(path: ProjectPath) -> Response:
        found = projects.get_project(deps, caller=rest.require_user(), project_id=path.project_id)
        return schemas.project_response(found)

    @api.delete(_PROJECT)
    def delete_project(path: ProjectPath) -> Response:
        projects.delete_project(deps, caller=rest.require_user(), project_id=path.project_id)
        return jsonify(ok=True)

    @api.post(f"{_PROJECT}/archive")
    def archive_project(path: ProjectPath) -> Response:
        projects.archive_project(deps, caller=rest.require_user(), project_id=path.project_id)
        return jsonify(ok=True)


def _add_saving(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.patch(_PROJECT)
    def describe_project(path: ProjectPath, body: ProjectTextsBody) -> Response:
        with _current_project_in_error():
            described = projects.describe_project(
                deps,
                caller=rest.require_user(),
                project_id=path.project_id,
                texts=body.given_texts(),
                expected_revisions=schemas.expected_revisions(),
            )
        return schemas.project_response(described)

    @api.patch(f"{_PROJECT}/timeline")
    def save_timeline(path: ProjectPath, body: schemas.SaveTimelineBody) -> Response:
        with _current_project_in_error():
            saved = saving_timelines.save_timeline(
                deps,
                caller=rest.require_user(),
                project_id=path.project_id,
                value=body.timeline,
                request_bytes=len(request.get_data()),
                expected_revisions=schemas.expected_revisions(),
            )
        return schemas.project_response(saved)


def _add_exports(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(f"{_PROJECT}/export")
    @idempotent(deps.database)
    def request_export(path: ProjectPath) -> tuple[Json, int]:
        job_id = exporting.request_export(
            deps, caller=rest.require_user(), project_id=path.project_id
        )
        return {"jobId": job_id}, 202

    @api.get(f"{_PROJECT}/export-status")
    def export_status(path: ProjectPath, query: ExportStatusQuery) -> Response:
        export = exporting.get_export(
            deps,
            caller=rest.require_user(),
            project_id=path.project_id,
            export_id=query.jobId or None,
        )
        return jsonify(schemas.export_status_json(export))


@contextmanager
def _current_project_in_error() -> Iterator[None]:
    """Add the current project to a 412, so that the client can merge."""
    try:
        yield
    except StaleProjectRevision as stale:
        revision = stale.current.project.revision
        after_this_request(lambda response: schemas.with_etag(response, revision))
        raise ApiError(
            ErrorKind.STALE,
            "stale_revision",
            str(stale),
            extra={"project": schemas.full_project_json(stale.current)},
        ) from stale
