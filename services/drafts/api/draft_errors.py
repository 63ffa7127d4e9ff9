# SPDX-License-Identifier: Apache-2.0
"""The errors of operations on production drafts."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.errors import ErrorKind, ErrorRule
from services.drafts.domain import errors

ErrorSpecs = Sequence[type[Exception] | ErrorRule]

READING_DRAFTS: ErrorSpecs = (errors.DraftNotFound, errors.DraftAccessDenied)
"""The errors of an operation on one draft."""

SOURCE_ERRORS: ErrorSpecs = (
    ErrorRule(
        ErrorKind.NOT_FOUND, "upload_not_found", "No upload has this id: choose another one."
    ),
    ErrorRule(
        ErrorKind.INVALID, "invalid_upload_kind", "The upload is no video: choose another one."
    ),
    ErrorRule(
        ErrorKind.CONFLICT,
        "source_deleted",
        "The file of the upload was deleted: choose another upload.",
    ),
    ErrorRule(
        ErrorKind.CONFLICT,
        "invalid_upload_state",
        "The upload was rejected or never finished: choose another one.",
    ),
)
"""What keeps an upload from having a draft."""

SAVING_CONFIGS: ErrorSpecs = (
    *READING_DRAFTS,
    *SOURCE_ERRORS,
    errors.DraftArchived,
    errors.StaleDraftRevision,
    errors.PatchNotApplicable,
    errors.InvalidDraftConfig,
    errors.DraftConfigTooLarge,
)
"""The errors of saving a config."""
