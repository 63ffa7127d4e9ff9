# SPDX-License-Identifier: Apache-2.0
"""Projects and exports as JSON, and what a request may say."""

from __future__ import annotations

import base64
import datetime as dt
import json
from typing import Annotated, Any

from flask import Response, request
from pydantic import AfterValidator, BaseModel, Field, WithJsonSchema, model_validator

from services.drafts.domain.errors import InvalidCursor
from services.drafts.domain.export import Export, State
from services.drafts.domain.project import (
    MOST_DESCRIPTION,
    MOST_NAME,
    OpenProject,
    Project,
    Status,
)
from services.drafts.usecases.dependencies import Position

Json = dict[str, Any]  # Any: JSON members of several types

_LARGEST_ID = 2**31 - 1
_MESSAGES = {
    "prepare": "Preparing the timeline.",
    "render": "Rendering.",
    "finalize": "Finishing the film.",
    "completed": "The film is in the library.",
}


def _in_range(project_id: int) -> int:
    # No database column holds a larger number, and nobody's project has the number 0.
    return project_id if project_id <= _LARGEST_ID else 0


def _text_schema(most: int) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [{"type": "string", "maxLength": most}, {"type": "null"}]})


class ProjectPath(BaseModel):
    """Which project."""

    project_id: Annotated[int, AfterValidator(_in_range)]


class Texts(BaseModel):
    """Name and description of a project; what is left out stays."""

    # The domain checks these two, so that each has an error code of its own.
    name: Annotated[Any, _text_schema(MOST_NAME)] = None
    description: Annotated[Any, _text_schema(MOST_DESCRIPTION)] = None

    @model_validator(mode="before")
    @classmethod
    def _take_no_body(cls, sent: Any) -> Any:  # Any: decoded JSON
        return {} if sent is None else sent

    def given(self) -> dict[str, object]:
        """Return what the request said."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class TimelineBody(BaseModel):
    """A whole timeline document."""

    timeline: Annotated[Any, WithJsonSchema({"type": "object"})]


class DryRun(TimelineBody):
    """A timeline that is only looked at; for an export more is asked of it than for a save."""

    forExport: bool = False


class ListQuery(BaseModel):
    """Which page of a list."""

    limit: int = Field(200, ge=1, le=500)
    cursor: str = ""


class StatusQuery(BaseModel):
    """Which export of a project, by default its last."""

    jobId: str = ""


def project_json(project: Project) -> Json:
    """Write a project as lists show it, with its revision."""
    return {
        "id": project.project_id,
        "name": project.name,
        "description": project.description,
        "status": project.status.value,
        "revision": project.revision,
        "lastExportUploadId": project.last_export_upload_id,
        "createdAt": _moment(project.created_at),
        "updatedAt": _moment(project.updated_at),
        "archivedAt": _moment(project.archived_at),
    }


def open_project_json(found: OpenProject) -> Json:
    """Write a project with its timeline."""
    return {**_without_timeline(found.project), "timeline": json.loads(found.document)}


def project_response(found: OpenProject) -> Response:
    """Answer `{project}` with its ETag; the timeline goes out as it is kept, without decoding."""
    head = json.dumps(_without_timeline(found.project)).removesuffix("}")
    body = f'{{"project": {head}, "timeline": {found.document}}}}}'
    return tagged(Response(body, mimetype="application/json"), found.project.revision)


def tagged(response: Response, revision: int) -> Response:
    """Give a response the ETag of a revision."""
    response.set_etag(str(revision))
    return response


def seen_revisions() -> frozenset[int] | None:
    """Return the revisions named by `If-Match`, None when any will do."""
    if request.headers.get("If-Match") is None or request.if_match.star_tag:
        return None
    tags = request.if_match.as_set()
    return frozenset(int(tag) for tag in tags if tag.isascii() and tag.isdigit() and len(tag) < 10)


def status_json(export: Export | None) -> Json:
    """Write how an export is doing; without one, that there was none."""
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
    state = State.PROCESSING if export.state is State.RENDERED else export.state
    return {
        "status": state.value,
        "jobId": export.export_id,
        "resultUploadId": export.result_upload_id,
        "progressPct": export.progress_pct,
        "progressStage": export.progress_stage,
        "progressMessage": _MESSAGES.get(export.progress_stage),
        "progressUpdatedAt": _moment(export.progress_updated_at),
        "error": None if code is None else {"code": code, "message": message},
    }


def cursor_of(project: Project) -> str:
    """Return where the list goes on behind a project."""
    place = [project.status.value, project.updated_at.isoformat(), project.project_id]
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


def position_of(cursor: str) -> Position | None:
    """Read a cursor that was given out; empty: the first page."""
    if not cursor:
        return None
    try:
        status, updated_at, project_id = json.loads(base64.urlsafe_b64decode(cursor))
        at = dt.datetime.fromisoformat(updated_at).astimezone(dt.UTC)
        return Position(Status(status), at, _in_range(int(project_id)))
    except (ValueError, TypeError, OverflowError) as error:
        raise InvalidCursor("This is not a cursor of this list.") from error


def _without_timeline(project: Project) -> Json:
    return {**project_json(project), "lastExportJobId": project.last_export_job_id}


def _moment(at: dt.datetime | None) -> str | None:
    return None if at is None else at.isoformat()
