# SPDX-License-Identifier: Apache-2.0
"""The JSON of projects and exports."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from flask import Response
from pydantic import Field, WithJsonSchema

from chassis.rest import (
    CursorCodec,
    Id,
    Moment,
    Page,
    PageQuery,
    RequestBody,
    RequestPath,
    RequestQuery,
    ResponseBody,
)
from services.drafts.domain.export import Export, ExportState
from services.drafts.domain.project import (
    MAX_DESCRIPTION,
    MAX_NAME,
    Project,
    ProjectPosition,
    ProjectWithTimeline,
)

PROJECTS = CursorCodec("drafts.projects", ProjectPosition)

ExportStatus = Literal["idle", "pending", "processing", "completed", "failed", "cancelled"]

_MESSAGES = {
    "prepare": "Preparing the timeline.",
    "render": "Rendering.",
    "finalize": "Finishing the video.",
    "completed": "The video is in the library.",
}
_STATUSES: dict[ExportState, ExportStatus] = {
    ExportState.PENDING: "pending",
    ExportState.PROCESSING: "processing",
    ExportState.RENDERED: "processing",
    ExportState.COMPLETED: "completed",
    ExportState.FAILED: "failed",
    ExportState.CANCELLED: "cancelled",
}
EMPTY_TIMELINE = {"version": "create_video_v1", "clips": []}

Document = Annotated[Any, WithJsonSchema({"type": "object", "examples": [EMPTY_TIMELINE]})]
"""A timeline document, which keeps the keys that this version does not know."""


def _text(max_length: int) -> WithJsonSchema:
    text = {"type": "string", "maxLength": max_length}
    return WithJsonSchema({"anyOf": [text, {"type": "null"}]})


class ProjectPath(RequestPath):
    """The project in a path."""

    project_id: int = Field(description="The id of the project.", examples=[42])


class ListProjectsQuery(PageQuery):
    """A page of projects."""

    limit: int = Field(200, ge=1, le=500, description="How many items a page holds at most.")


class ProjectTextsBody(RequestBody):
    """The texts of a project; a member that is missing changes nothing."""

    # The domain validates both, so that each has an error code of its own.
    name: Annotated[Any, _text(MAX_NAME)] = Field(
        None, description="The name; null or an empty text removes it.", examples=["Summer"]
    )
    description: Annotated[Any, _text(MAX_DESCRIPTION)] = Field(
        None,
        description="The description; null or an empty text removes it.",
        examples=["Our holidays."],
    )

    def given_texts(self) -> dict[str, object]:
        """Return the texts that the request contains."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class ExportStatusQuery(RequestQuery):
    """An export of the project."""

    job_id: str = Field(
        "",
        max_length=80,
        description="The `jobId` of the export, by default the last one's.",
        examples=["0b7e54a2-6a51-4c9e-9a51-4e3d6f0c1a11"],
    )


class ProjectSummary(ResponseBody):
    """A project without its timeline."""

    id: Id = Field(description="The id.")
    name: str | None = Field(description="The name.", examples=["Summer"])
    description: str | None = Field(description="The description.", examples=["Our holidays."])
    status: Literal["active", "archived"] = Field(
        description="An archived project cannot be changed.", examples=["active"]
    )
    revision: int = Field(description="Grows with every change; also the ETag.", ge=1, examples=[3])
    last_export_upload_id: int | None = Field(
        description="The upload of its newest finished export.", examples=[43]
    )
    created_at: Moment = Field(description="When it was created.")
    updated_at: Moment = Field(description="When it was last changed.")
    archived_at: Moment | None = Field(description="When it was archived.", examples=[None])


class _ProjectHead(ProjectSummary):
    """All of a project that is not its timeline."""

    last_export_job_id: str | None = Field(
        description="The `jobId` of its newest export.",
        examples=["0b7e54a2-6a51-4c9e-9a51-4e3d6f0c1a11"],
    )


class ProjectResource(_ProjectHead):
    """A project with its timeline."""

    timeline: Document = Field(description="The timeline, normalised.")


class ProjectAnswer(ResponseBody):
    """A project with its timeline."""

    project: ProjectResource


class SavedTimelineAnswer(ProjectAnswer):
    """A project with the timeline that was saved."""

    resolved_etag: str | None = Field(
        description="The ETag of the resolved timeline; null while an upload is not ready.",
        examples=["9f1c2a"],
    )


class ProjectPage(Page[ProjectSummary]):
    """A page of projects, active ones first, then the latest changed."""


class RequestedExportAnswer(ResponseBody):
    """An export was requested."""

    job_id: str = Field(
        description="The id of the export.", examples=["0b7e54a2-6a51-4c9e-9a51-4e3d6f0c1a11"]
    )


class ExportError(ResponseBody):
    """Why an export failed."""

    code: str = Field(description="A stable code.", examples=["not_media"])
    message: str | None = Field(
        description="One sentence for people.", examples=["beach.mp4 contains no video."]
    )


class ExportStatusAnswer(ResponseBody):
    """The status of an export; every other member is null when it is `idle`."""

    status: ExportStatus = Field(
        description="idle: the project has no such export.", examples=["processing"]
    )
    job_id: str | None = Field(
        default=None,
        description="The id of the export.",
        examples=["0b7e54a2-6a51-4c9e-9a51-4e3d6f0c1a11"],
    )
    result_upload_id: int | None = Field(
        default=None, description="The upload of the finished video.", examples=[None]
    )
    progress_pct: int | None = Field(default=None, description="0 to 100.", examples=[40])
    progress_stage: str | None = Field(
        default=None, description="prepare, render, finalize or completed.", examples=["render"]
    )
    progress_message: str | None = Field(
        default=None, description="The stage as a sentence for people.", examples=["Rendering."]
    )
    progress_updated_at: Moment | None = Field(default=None, description="When it last changed.")
    error: ExportError | None = Field(default=None, description="Why it failed.", examples=[None])


def to_summary(project: Project) -> ProjectSummary:
    """Return the JSON of a project in a list."""
    return ProjectSummary(**_members(project))


def project_response(found: ProjectWithTimeline, *, status: int = 200) -> Response:
    """Return a project with its ETag; the stored timeline is sent without decoding it."""
    response = Response(f'{{"project":{_text_of(found)}}}', status, mimetype="application/json")
    response.set_etag(str(found.project.revision))
    return response


def saved_response(found: ProjectWithTimeline, *, resolved_etag: str | None) -> Response:
    """Return a saved project as `project_response` does, and the ETag of its resolved timeline."""
    etag = json.dumps(resolved_etag)
    text = f'{{"project":{_text_of(found)},"resolvedEtag":{etag}}}'
    response = Response(text, mimetype="application/json")
    response.set_etag(str(found.project.revision))
    return response


def project_json(found: ProjectWithTimeline) -> Any:  # Any: decoded JSON
    """Return the JSON of a project with its timeline."""
    return json.loads(_text_of(found))


def to_export_status(export: Export | None) -> ExportStatusAnswer:
    """Return the JSON of the status of an export, `idle` without one."""
    if export is None:
        return ExportStatusAnswer(status="idle")
    code, message = export.error_code, export.error_message
    return ExportStatusAnswer(
        status=_STATUSES[export.state],
        job_id=export.export_id,
        result_upload_id=export.result_upload_id,
        progress_pct=export.progress_pct,
        progress_stage=export.progress_stage,
        progress_message=_MESSAGES.get(export.progress_stage),
        progress_updated_at=export.progress_updated_at,
        error=None if code is None else ExportError(code=code, message=message),
    )


def _text_of(found: ProjectWithTimeline) -> str:
    project = found.project
    head = _ProjectHead(**_members(project), last_export_job_id=project.last_export_job_id)
    return f'{head.model_dump_json().removesuffix("}")},"timeline":{found.document}}}'


def _members(project: Project) -> dict[str, Any]:  # Any: members of several types
    return {
        "id": project.project_id,
        "name": project.name,
        "description": project.description,
        "status": project.status.value,
        "revision": project.revision,
        "last_export_upload_id": project.last_export_upload_id,
        "created_at": project.created_at,
        "updated_at": project.updated_at,
        "archived_at": project.archived_at,
    }
