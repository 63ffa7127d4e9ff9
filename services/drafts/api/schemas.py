# SPDX-License-Identifier: Apache-2.0
"""The REST requests and responses of drafts."""

from __future__ import annotations

import base64
import datetime as dt
import json
from typing import Annotated, Any

from flask import Response, request
from pydantic import AfterValidator, BaseModel, Field, WithJsonSchema, model_validator

from chassis import clock
from services.drafts.domain.errors import InvalidProjectCursor
from services.drafts.domain.export import Export, ExportState
from services.drafts.domain.project import (
    MAX_DESCRIPTION,
    MAX_NAME,
    Project,
    ProjectPosition,
    ProjectStatus,
    ProjectWithTimeline,
)

Json = dict[str, Any]  # Any: JSON members of several types

_LARGEST_ID = 2**31 - 1
_MESSAGES = {
    "prepare": "Preparing the timeline.",
    "render": "Rendering.",
    "finalize": "Finishing the video.",
    "completed": "The video is in the library.",
}


def _in_range(project_id: int) -> int:
    # No id is larger, and no project has the id 0.
    return project_id if project_id <= _LARGEST_ID else 0


def _text_schema(max_length: int) -> WithJsonSchema:
    return WithJsonSchema(
        {"anyOf": [{"type": "string", "maxLength": max_length}, {"type": "null"}]}
    )


class ProjectPath(BaseModel):
    """The project in the path."""

    project_id: Annotated[int, AfterValidator(_in_range)]


class ProjectTextsBody(BaseModel):
    """The name and description of a project; a member that is missing changes nothing."""

    # The domain validates both, so that each has an error code of its own.
    name: Annotated[Any, _text_schema(MAX_NAME)] = None
    description: Annotated[Any, _text_schema(MAX_DESCRIPTION)] = None

    @model_validator(mode="before")
    @classmethod
    def _accept_no_body(cls, body: Any) -> Any:  # Any: decoded JSON
        return {} if body is None else body

    def given_texts(self) -> dict[str, object]:
        """Return the texts that the request contains."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class SaveTimelineBody(BaseModel):
    """A whole timeline document."""

    timeline: Annotated[Any, WithJsonSchema({"type": "object"})]


class ValidateTimelineBody(SaveTimelineBody):
    """A timeline to validate; `forExport` adds the rules of an export to those of a save."""

    forExport: bool = False


class ListProjectsQuery(BaseModel):
    """A page of the list of projects."""

    limit: int = Field(200, ge=1, le=500)
    cursor: str = ""


class ExportStatusQuery(BaseModel):
    """An export of the project, by default the last one."""

    jobId: str = ""


def project_json(project: Project) -> Json:
    """Return the JSON of a project in a list."""
    return {
        "id": project.project_id,
        "name": project.name,
        "description": project.description,
        "status": project.status.value,
        "revision": project.revision,
        "lastExportUploadId": project.last_export_upload_id,
        "createdAt": clock.to_iso(project.created_at),
        "updatedAt": clock.to_iso(project.updated_at),
        "archivedAt": clock.to_iso(project.archived_at),
    }


def full_project_json(found: ProjectWithTimeline) -> Json:
    """Return the JSON of a project with its timeline."""
    return {**_without_timeline(found.project), "timeline": json.loads(found.document)}


def project_response(found: ProjectWithTimeline) -> Response:
    """Return `{project}` with its ETag; the stored timeline is sent without decoding it."""
    head = json.dumps(_without_timeline(found.project)).removesuffix("}")
    body = f'{{"project": {head}, "timeline": {found.document}}}}}'
    return with_etag(Response(body, mimetype="application/json"), found.project.revision)


def with_etag(response: Response, revision: int) -> Response:
    """Return the response with a revision as its ETag."""
    response.set_etag(str(revision))
    return response


def expected_revisions() -> frozenset[int] | None:
    """Return the revisions that `If-Match` names, None when any is accepted."""
    if request.headers.get("If-Match") is None or request.if_match.star_tag:
        return None
    tags = request.if_match.as_set()
    return frozenset(int(tag) for tag in tags if tag.isascii() and tag.isdigit() and len(tag) < 10)


def export_status_json(export: Export | None) -> Json:
    """Return the JSON of the status of an export, `idle` without one."""
    if export is None:
        return {
            "status": "idle",
            "jobId": None,
            "resultUploadId": None,
            "progressPct": None,
            "progressStage": None,
            "progressMessage": None,
            "progressUpdatedAt": None,
            "error": None,
        }
    code, message = export.error_code, export.error_message
    state = ExportState.PROCESSING if export.state is ExportState.RENDERED else export.state
    return {
        "status": state.value,
        "jobId": export.export_id,
        "resultUploadId": export.result_upload_id,
        "progressPct": export.progress_pct,
        "progressStage": export.progress_stage,
        "progressMessage": _MESSAGES.get(export.progress_stage),
        "progressUpdatedAt": clock.to_iso(export.progress_updated_at),
        "error": None if code is None else {"code": code, "message": message},
    }


def cursor_of(project: Project) -> str:
    """Return the cursor of the page after a project."""
    position = [project.status.value, project.updated_at.isoformat(), project.project_id]
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode()


def position_of(cursor: str) -> ProjectPosition | None:
    """Return the position of a cursor, None for the first page; InvalidProjectCursor."""
    if not cursor:
        return None
    try:
        status, updated_at, project_id = json.loads(base64.urlsafe_b64decode(cursor))
        at = dt.datetime.fromisoformat(updated_at).astimezone(dt.UTC)
        return ProjectPosition(ProjectStatus(status), at, _in_range(int(project_id)))
    except (ValueError, TypeError, OverflowError) as error:
        raise InvalidProjectCursor("This is not a cursor of this list.") from error


def _without_timeline(project: Project) -> Json:
    return {**project_json(project), "lastExportJobId": project.last_export_job_id}
