# SPDX-License-Identifier: Apache-2.0
"""The REST routes of projects as files of other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any

from flask import Response
from pydantic import Field, WithJsonSchema

from chassis.caller import Caller
from chassis.rest import (
    ApiBlueprint,
    Content,
    Id,
    RequestBody,
    RequestQuery,
    ResponseBody,
    idempotent,
)
from chassis.standard_errors import QUOTA_EXCEEDED
from chassis.storage.serving import disposition
from services.drafts.api.errors import READING
from services.drafts.api.schemas import ProjectPath, ProjectResource, project_json
from services.drafts.domain.errors import (
    InterchangeUploadNotFound,
    InvalidInterchangeFile,
    InvalidProjectName,
    TimelineTooLarge,
)
from services.drafts.domain.project import MAX_NAME
from services.drafts.usecases import interchange
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.interchange import Format, ImportedProject
from timeline.interchange.losses import Loss

_PROJECTS = "/api/create-video/projects"
_INTERCHANGE = f"{_PROJECTS}/<int:project_id>/interchange"
_EMPTY_OTIO = {
    "OTIO_SCHEMA": "Timeline.1",
    "name": "Summer",
    "tracks": {"OTIO_SCHEMA": "Stack.1", "children": []},
}
_NAME = {"anyOf": [{"type": "string", "maxLength": MAX_NAME}, {"type": "null"}]}
_FILE = Content(
    "The file.",
    ("application/json", "text/plain", "application/xml"),
    {"Content-Disposition": "An attachment with the name of the project."},
)


class InterchangeQuery(RequestQuery):
    """The format of a file."""

    format: Format = Field(
        "otio",
        description="OpenTimelineIO, an EDL (CMX 3600), or FCPXML 1.9.",
        examples=["otio"],
    )


class InterchangeLoss(ResponseBody):
    """One kind of thing that was left out."""

    code: str = Field(description="What kind it is.", examples=["field_not_in_format"])
    detail: str = Field(description="One sentence for people.", examples=["Boost: not in an EDL."])
    pointers: list[str] = Field(
        description="Each place it concerns, as RFC 6901.", examples=[["/clips/0/boostDb"]]
    )


class InterchangeLossesAnswer(ResponseBody):
    """What a file would not hold of a project."""

    losses: list[InterchangeLoss]


class MissingInterchangeFile(ResponseBody):
    """A file that is none of the caller's uploads."""

    name: str = Field(description="By what `files` may name it.", examples=["beach.mp4"])
    pointers: list[str] = Field(
        description="The clips that wait for it, as RFC 6901 in the file.",
        examples=[["/tracks/children/0/children/0"]],
    )


class ImportedProjectAnswer(ResponseBody):
    """A project that was made of a file, and what was left out."""

    project: ProjectResource | None = Field(description="The project; null for a dry run.")
    losses: list[InterchangeLoss]
    missing: list[MissingInterchangeFile] = Field(
        description="The files whose clips were left out; their time stays empty."
    )


class ImportQuery(RequestQuery):
    """How a file is imported."""

    dry_run: bool = Field(
        False, description="Whether the file is only read, and no project made of it."
    )


class ImportBody(RequestBody):
    """A file to import."""

    otio: Annotated[Any, WithJsonSchema({"type": "object", "examples": [_EMPTY_OTIO]})] = Field(
        description="The JSON of an OpenTimelineIO file."
    )
    name: Annotated[Any, WithJsonSchema(_NAME)] = Field(
        None, description="The name of the project; by default the timeline's.", examples=["Summer"]
    )
    files: dict[str, Id] = Field(
        default_factory=dict,
        max_length=500,
        description="Which uploads files are, by the names that `missing` tells.",
        examples=[{"beach.mp4": 42}],
    )


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of projects as files."""
    api = ApiBlueprint("interchange", __name__)
    _add_writing(api, deps)
    _add_import(api, deps)
    return api


def _add_writing(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(_INTERCHANGE, answers={200: _FILE}, errors=READING)
    def get_interchange(path: ProjectPath, query: InterchangeQuery, caller: Caller) -> Response:
        """Read a project as a file of another program.

        Files of the timeline are named as they were uploaded. What the format does not hold is
        told by `…/interchange/losses`.
        """
        file = interchange.write_file(
            deps, caller=caller, project_id=path.project_id, file_format=query.format
        )
        response = Response(file.text, mimetype=file.media_type)
        response.headers["Content-Disposition"] = disposition(file.name, True)
        return response

    @api.get(f"{_INTERCHANGE}/losses", errors=READING)
    def get_interchange_losses(
        path: ProjectPath, query: InterchangeQuery, caller: Caller
    ) -> InterchangeLossesAnswer:
        """List what a file of a project does not hold.

        Of OpenTimelineIO it is what other programs do not see; it comes back when the file is
        imported here.
        """
        found = interchange.find_losses(
            deps, caller=caller, project_id=path.project_id, file_format=query.format
        )
        return InterchangeLossesAnswer(losses=_losses(found))


def _add_import(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        f"{_PROJECTS}/import",
        answers={201: ImportedProjectAnswer, 200: ImportedProjectAnswer},
        errors=[
            InvalidInterchangeFile,
            InterchangeUploadNotFound,
            InvalidProjectName,
            TimelineTooLarge,
            QUOTA_EXCEEDED,
        ],
    )
    @idempotent(deps.database)
    def import_project(body: ImportBody, query: ImportQuery, caller: Caller) -> Response:
        """Import a project from OpenTimelineIO.

        What was written here comes back as it was, with what another program has changed. Clips
        whose files are not among the caller's uploads are left out and listed in `missing`;
        `files` says which uploads they are. A dry run is answered 200 and makes no project.
        """
        imported = interchange.import_otio(
            deps,
            caller=caller,
            otio=body.otio,
            files=body.files,
            name=body.name,
            is_dry_run=query.dry_run,
        )
        return _imported_response(imported)


def _imported_response(imported: ImportedProject) -> Response:
    created = imported.project
    answer = {
        "project": None if created is None else project_json(created),
        "losses": [one.model_dump() for one in _losses(imported.losses)],
        "missing": [{"name": one.name, "pointers": [*one.pointers]} for one in imported.missing],
    }
    text = json.dumps(answer, ensure_ascii=False)
    return Response(text, 200 if created is None else 201, mimetype="application/json")


def _losses(found: Iterable[Loss]) -> list[InterchangeLoss]:
    return [
        InterchangeLoss(code=one.code, detail=one.detail, pointers=[*one.pointers]) for one in found
    ]
