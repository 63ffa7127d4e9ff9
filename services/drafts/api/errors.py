# SPDX-License-Identifier: Apache-2.0
"""The HTTP status and the code of every error of drafts."""

from __future__ import annotations

from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from services.drafts.domain import errors

ERROR_RULES: ErrorRules = {
    errors.ProjectNotFound: ErrorRule(ErrorKind.NOT_FOUND, "project_not_found"),
    errors.ProjectAccessDenied: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.ProjectArchived: ErrorRule(ErrorKind.UNPROCESSABLE, "invalid_state"),
    errors.StaleProjectRevision: ErrorRule(ErrorKind.STALE, "stale_revision"),
    errors.RevisionNotFound: ErrorRule(ErrorKind.NOT_FOUND, "revision_not_found"),
    errors.InvalidProjectName: ErrorRule(ErrorKind.INVALID, "invalid_name"),
    errors.InvalidProjectDescription: ErrorRule(ErrorKind.INVALID, "invalid_description"),
    errors.TextImageNotFound: ErrorRule(ErrorKind.NOT_FOUND, "text_image_not_found"),
    errors.PatchNotApplicable: ErrorRule(ErrorKind.UNPROCESSABLE, "patch_not_applicable"),
    errors.ExportNotFound: ErrorRule(ErrorKind.NOT_FOUND, "export_not_found"),
    errors.ExportAccessDenied: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.InvalidTimelineDocument: ErrorRule(ErrorKind.INVALID, "invalid_timeline"),
    errors.InvalidInterchangeFile: ErrorRule(ErrorKind.INVALID, "invalid_interchange"),
    errors.InterchangeUploadNotFound: ErrorRule(ErrorKind.NOT_FOUND, "upload_not_found"),
    errors.TimelineTooLarge: ErrorRule(ErrorKind.TOO_LARGE, "timeline_too_large"),
    errors.TimelineUploadNotFound: ErrorRule(ErrorKind.NOT_FOUND, "upload_not_found"),
    errors.TimelineUploadForbidden: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.TimelineUploadUnusable: ErrorRule(ErrorKind.CONFLICT, "invalid_upload_state"),
    errors.DraftNotFound: ErrorRule(ErrorKind.NOT_FOUND, "draft_not_found"),
    errors.DraftAccessDenied: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.DraftArchived: ErrorRule(ErrorKind.UNPROCESSABLE, "invalid_state"),
    errors.DraftExists: ErrorRule(ErrorKind.CONFLICT, "draft_exists"),
    errors.StaleDraftRevision: ErrorRule(ErrorKind.STALE, "stale_revision"),
    errors.InvalidDraftConfig: ErrorRule(ErrorKind.INVALID, "invalid_config"),
    errors.DraftConfigTooLarge: ErrorRule(ErrorKind.TOO_LARGE, "config_too_large"),
    errors.DraftConfigReferenceNotFound: ErrorRule(ErrorKind.NOT_FOUND, "upload_not_found"),
    errors.DraftConfigReferenceForbidden: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.DraftConfigReferenceUnusable: ErrorRule(ErrorKind.CONFLICT, "invalid_upload_state"),
    errors.PresetNotFound: ErrorRule(ErrorKind.NOT_FOUND, "preset_not_found"),
    errors.PresetAccessDenied: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.PresetArchived: ErrorRule(ErrorKind.UNPROCESSABLE, "invalid_state"),
    errors.StalePresetRevision: ErrorRule(ErrorKind.STALE, "stale_revision"),
    errors.InvalidPreset: ErrorRule(ErrorKind.INVALID, "invalid_preset"),
}

READING = (errors.ProjectNotFound, errors.ProjectAccessDenied)
"""The errors of an operation on one project."""

TEXTS = (errors.InvalidProjectName, errors.InvalidProjectDescription)
"""The errors of the texts of a project."""
