# SPDX-License-Identifier: Apache-2.0
"""The REST door of drafts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response, after_this_request, jsonify, request
from flask_openapi3.blueprint import APIBlueprint

from chassis import rest
from chassis.errors import ApiError, ErrorKind
from chassis.rest_once import idempotent
from services.drafts.api import schemas
from services.drafts.api.schemas import Json, ListQuery, ProjectPath, StatusQuery, Texts
from services.drafts.bootstrap import Drafts
from services.drafts.domain.errors import StaleRevision
from services.drafts.domain.project import Actor
from services.drafts.usecases import checking, editing, exporting, saving
from timeline.document.schema import json_schema

_PROJECTS = "/api/create-video/projects"
_PROJECT = f"{_PROJECTS}/<int:project_id>"


def blueprint(drafts: Drafts) -> APIBlueprint:
    """Make the routes of drafts."""
    api = APIBlueprint("drafts", __name__)
    _add_list(api, drafts)
    _add_project(api, drafts)
    _add_saving(api, drafts)
    _add_exports(api, drafts)
    _add_language(api, drafts)
    return api


def _add_list(api: APIBlueprint, drafts: Drafts) -> None:
    @api.get(_PROJECTS)
    def list_projects(query: ListQuery) -> Response:
        actor, after = _actor(), schemas.position_of(query.cursor)
        found = editing.list_projects(drafts.deps, actor=actor, limit=query.limit + 1, after=after)
        page = found[: query.limit]
        has_more = len(found) > len(page)
        return jsonify(
            items=[schemas.project_json(project) for project in page],
            nextCursor=schemas.cursor_of(page[-1]) if has_more else None,
        )

    @api.post(_PROJECTS)
    def create_project(body: Texts) -> Response:
        response = create_once(body)
        return schemas.tagged(response, response.get_json()["project"]["revision"])

    @idempotent(drafts.database)
    def create_once(body: Texts) -> tuple[Json, int]:
        created = editing.create_project(drafts.deps, actor=_actor(), texts=body.given())
        return {"project": schemas.open_project_json(created)}, 201


def _add_project(api: APIBlueprint, drafts: Drafts) -> None:
    deps = drafts.deps

    @api.get(_PROJECT)
    def get_project(path: ProjectPath) -> Response:
        found = editing.open_project(deps, actor=_actor(), project_id=path.project_id)
        return schemas.project_response(found)

    @api.delete(_PROJECT)
    def delete_project(path: ProjectPath) -> Response:
        editing.delete_project(deps, actor=_actor(), project_id=path.project_id)
        return jsonify(ok=True)

    @api.post(f"{_PROJECT}/archive")
    def archive_project(path: ProjectPath) -> Response:
        editing.archive_project(deps, actor=_actor(), project_id=path.project_id)
        return jsonify(ok=True)


def _add_saving(api: APIBlueprint, drafts: Drafts) -> None:
    deps = drafts.deps

    @api.patch(_PROJECT)
    def describe_project(path: ProjectPath, body: Texts) -> Response:
        with _stale_answered():
            described = editing.describe_project(
                deps,
                actor=_actor(),
                project_id=path.project_id,
                texts=body.given(),
                revisions=schemas.seen_revisions(),
            )
        return schemas.project_response(described)

    @api.patch(f"{_PROJECT}/timeline")
    def save_timeline(path: ProjectPath, body: schemas.TimelineBody) -> Response:
        with _stale_answered():
            saved = saving.save_timeline(
                deps,
                actor=_actor(),
                project_id=path.project_id,
                sent=body.timeline,
                sent_bytes=len(request.get_data()),
                revisions=schemas.seen_revisions(),
            )
        return schemas.project_response(saved)


def _add_exports(api: APIBlueprint, drafts: Drafts) -> None:
    deps = drafts.deps

    @api.post(f"{_PROJECT}/export")
    @idempotent(drafts.database)
    def request_export(path: ProjectPath) -> tuple[Json, int]:
        job_id = exporting.request_export(deps, actor=_actor(), project_id=path.project_id)
        return {"jobId": job_id}, 202

    @api.get(f"{_PROJECT}/export-status")
    def export_status(path: ProjectPath, query: StatusQuery) -> Response:
        export = exporting.export_status(
            deps, actor=_actor(), project_id=path.project_id, export_id=query.jobId or None
        )
        return jsonify(schemas.status_json(export))


def _add_language(api: APIBlueprint, drafts: Drafts) -> None:
    @api.post("/api/timelines/validate")
    def validate_timeline(body: schemas.DryRun) -> Response:
        problems = checking.find_problems(
            drafts.deps,
            body.timeline,
            sent_bytes=len(request.get_data()),
            user_id=_actor().user_id,
            for_export=body.forExport,
        )
        listed = [
            {"pointer": one.pointer, "error": one.code, "detail": one.detail} for one in problems
        ]
        return jsonify(ok=not problems, problems=listed)

    @api.get("/api/timelines/schema.json")
    def timeline_schema() -> Response:
        # Editors fetch schemas without signing in, and the language is no secret.
        return jsonify(json_schema())


def _actor() -> Actor:
    caller = rest.require_user()
    return Actor(caller.user_id, caller.is_admin)


@contextmanager
def _stale_answered() -> Iterator[None]:
    """Answer a stale write with the current project, so that its author can merge."""
    try:
        yield
    except StaleRevision as stale:
        revision = stale.current.project.revision
        after_this_request(lambda response: schemas.tagged(response, revision))
        raise ApiError(
            ErrorKind.STALE,
            "stale_revision",
            str(stale),
            extra={"project": schemas.open_project_json(stale.current)},
        ) from stale
