# SPDX-License-Identifier: Apache-2.0
"""The REST routes of reports."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Page
from services.publish.api import requests
from services.publish.api import schemas_audience as schemas
from services.publish.domain import errors
from services.publish.usecases import reporting
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.reporting import Complaint

_REPORTS = CursorCodec("publish.reports", int)


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of reports."""
    api = ApiBlueprint("reports", __name__)
    _add_reporting(api, deps)
    _add_moderation(api, deps)
    _add_handling(api, deps)
    return api


def _add_reporting(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/publications/<int:publication_id>/reports",
        answers={201: schemas.ReportAnswer},
        errors=[
            errors.PublicationNotFound,
            errors.NotPublished,
            errors.Forbidden,
            errors.NotLive,
            errors.CommentNotFound,
            errors.AlreadyReported,
            errors.InvalidRange,
        ],
    )
    def report_publication(
        path: requests.PublicationPath, body: schemas.NewReport, caller: Caller
    ) -> schemas.ReportAnswer:
        """Report a publication, or a comment on it, to the moderators of its space.

        Each user may report a publication once, and each comment on it once.
        """
        made = reporting.report(
            deps, caller=caller, publication_id=path.publication_id, complaint=_complaint(body)
        )
        return schemas.ReportAnswer(report=schemas.complaint_resource(made))


def _add_moderation(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/spaces/<int:space_id>/reports", errors=[errors.SpaceNotFound, errors.Forbidden])
    def list_reports(
        path: requests.SpacePath, query: schemas.ReportsQuery, caller: Caller
    ) -> Page[schemas.ListedComplaint]:
        """List the reports of a space, newest first.

        Its moderators and those of the site may do so.
        """
        page = reporting.list_reports(
            deps,
            caller=caller,
            space_id=path.space_id,
            status=query.status,
            before=_REPORTS.read(query.cursor),
            limit=query.limit,
        )
        return Page[schemas.ListedComplaint](
            items=[
                schemas.listed_complaint(
                    one, page.reporter_names.get(one.report.reporter_user_id, "")
                )
                for one in page.items
            ],
            next_cursor=_REPORTS.write(page.next_before),
        )


def _add_handling(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.patch(
        "/api/reports/<int:report_id>",
        scope="publish",
        errors=[errors.ReportNotFound, errors.Forbidden, errors.ResolutionRequired],
    )
    def handle_report(
        path: schemas.ReportPath, body: schemas.ReportChange, caller: Caller
    ) -> schemas.ReportAnswer:
        """Give a report a status.

        Resolved and dismissed reports have a resolution, others have none.
        """
        handled = reporting.handle_report(
            deps,
            caller=caller,
            report_id=path.report_id,
            status=body.status,
            resolution=body.resolution,
        )
        return schemas.ReportAnswer(report=schemas.complaint_resource(handled))


def _complaint(body: schemas.NewReport) -> Complaint:
    return Complaint(
        reason=body.reason,
        note=body.note,
        comment_id=body.comment_id,
        from_ms=_milliseconds(body.from_seconds),
        until_ms=_milliseconds(body.until_seconds),
    )


def _milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)
