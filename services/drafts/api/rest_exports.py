# SPDX-License-Identifier: Apache-2.0
"""The REST routes of a project's exports."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, idempotent
from chassis.standard_errors import QUOTA_EXCEEDED
from services.drafts.api.errors import READING
from services.drafts.api.schemas import (
    ExportStatusAnswer,
    ExportStatusQuery,
    ProjectPath,
    RequestedExportAnswer,
    to_export_status,
)
from services.drafts.api.timeline_errors import TIMELINE_ERRORS
from services.drafts.domain.errors import ExportAccessDenied, ExportNotFound, ProjectArchived
from services.drafts.usecases import exporting
from services.drafts.usecases.dependencies import Dependencies

_PROJECT = "/api/create-video/projects/<int:project_id>"


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of exports."""
    api = ApiBlueprint("exports", __name__)

    @api.post(
        f"{_PROJECT}/export",
        answers={202: RequestedExportAnswer},
        errors=[*READING, QUOTA_EXCEEDED, ProjectArchived, *TIMELINE_ERRORS],
    )
    @idempotent(deps.database)
    def request_export(path: ProjectPath, caller: Caller) -> RequestedExportAnswer:
        """Export a project.

        Its timeline is sealed as it is and rendered to an MP4; poll the export status. While the
        same timeline is being rendered, the same `jobId` is answered.
        """
        job_id = exporting.request_export(deps, caller=caller, project_id=path.project_id)
        return RequestedExportAnswer(job_id=job_id)

    @api.get(f"{_PROJECT}/export-status", errors=[*READING, ExportNotFound, ExportAccessDenied])
    def get_export_status(
        path: ProjectPath, query: ExportStatusQuery, caller: Caller
    ) -> ExportStatusAnswer:
        """Read the status of an export.

        It is the last export of the project unless `jobId` names another.
        """
        export = exporting.get_export(
            deps, caller=caller, project_id=path.project_id, export_id=query.job_id or None
        )
        return to_export_status(export)

    return api
