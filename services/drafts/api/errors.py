# SPDX-License-Identifier: Apache-2.0
"""How each condition of drafts is answered."""

from __future__ import annotations

from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from services.drafts.domain import errors

ERROR_RULES: ErrorRules = {
    errors.ProjectNotFound: ErrorRule(ErrorKind.NOT_FOUND, "project_not_found"),
    errors.ProjectForbidden: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.ProjectArchived: ErrorRule(ErrorKind.UNPROCESSABLE, "invalid_state"),
    errors.StaleRevision: ErrorRule(ErrorKind.STALE, "stale_revision"),
    errors.InvalidName: ErrorRule(ErrorKind.INVALID, "invalid_name"),
    errors.InvalidDescription: ErrorRule(ErrorKind.INVALID, "invalid_description"),
    errors.InvalidCursor: ErrorRule(ErrorKind.INVALID, "invalid_cursor"),
    errors.ExportNotFound: ErrorRule(ErrorKind.NOT_FOUND, "export_not_found"),
    errors.ExportForbidden: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.InvalidDocument: ErrorRule(ErrorKind.INVALID, "invalid_timeline"),
    errors.TimelineTooLarge: ErrorRule(ErrorKind.TOO_LARGE, "timeline_too_large"),
    errors.UploadMissing: ErrorRule(ErrorKind.NOT_FOUND, "upload_not_found"),
    errors.UploadForbidden: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.UploadUnusable: ErrorRule(ErrorKind.CONFLICT, "invalid_upload_state"),
}
