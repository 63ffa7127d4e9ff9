# SPDX-License-Identifier: Apache-2.0
"""How each condition of drafts is answered."""

from __future__ import annotations

from chassis.refusals import Kind, Refusal, Refusals
from services.drafts.domain import errors

REFUSALS: Refusals = {
    errors.ProjectNotFound: Refusal(Kind.NOT_FOUND, "project_not_found"),
    errors.ProjectForbidden: Refusal(Kind.FORBIDDEN, "forbidden"),
    errors.ProjectArchived: Refusal(Kind.UNPROCESSABLE, "invalid_state"),
    errors.StaleRevision: Refusal(Kind.STALE, "stale_revision"),
    errors.InvalidName: Refusal(Kind.INVALID, "invalid_name"),
    errors.InvalidDescription: Refusal(Kind.INVALID, "invalid_description"),
    errors.InvalidCursor: Refusal(Kind.INVALID, "invalid_cursor"),
    errors.ExportNotFound: Refusal(Kind.NOT_FOUND, "export_not_found"),
    errors.ExportForbidden: Refusal(Kind.FORBIDDEN, "forbidden"),
    errors.InvalidDocument: Refusal(Kind.INVALID, "invalid_timeline"),
    errors.TimelineTooLarge: Refusal(Kind.TOO_LARGE, "timeline_too_large"),
    errors.UploadMissing: Refusal(Kind.NOT_FOUND, "upload_not_found"),
    errors.UploadForbidden: Refusal(Kind.FORBIDDEN, "forbidden"),
    errors.UploadUnusable: Refusal(Kind.CONFLICT, "invalid_upload_state"),
}
