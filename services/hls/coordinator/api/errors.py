# SPDX-License-Identifier: Apache-2.0
"""How each condition of hls is answered."""

from __future__ import annotations

from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from services.hls.coordinator.domain import errors

ERROR_RULES: ErrorRules = {
    errors.InvalidName: ErrorRule(ErrorKind.INVALID, "invalid_name"),
    errors.InvalidStory: ErrorRule(ErrorKind.INVALID, "invalid_story"),
    errors.UnknownProfile: ErrorRule(ErrorKind.INVALID, "unknown_profile"),
    errors.InvalidKind: ErrorRule(ErrorKind.INVALID, "invalid_kind"),
    errors.NotExport: ErrorRule(ErrorKind.INVALID, "not_export"),
    errors.UploadNotFound: ErrorRule(ErrorKind.NOT_FOUND, "upload_not_found"),
    errors.UploadNotReady: ErrorRule(ErrorKind.CONFLICT, "upload_not_ready"),
    errors.SourceDeleted: ErrorRule(ErrorKind.CONFLICT, "source_deleted"),
    errors.Forbidden: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.ProductionNotFound: ErrorRule(ErrorKind.NOT_FOUND, "production_not_found"),
    errors.ProductionHasPublications: ErrorRule(ErrorKind.CONFLICT, "production_has_publications"),
    errors.RequestIdReused: ErrorRule(ErrorKind.UNPROCESSABLE, "request_id_reused"),
    errors.LeaseLost: ErrorRule(ErrorKind.CONFLICT, "lease_lost"),
    errors.InvalidResult: ErrorRule(ErrorKind.INVALID, "invalid_result"),
    errors.BadSignature: ErrorRule(ErrorKind.FORBIDDEN, "bad_signature"),
    errors.PlaybackExpired: ErrorRule(ErrorKind.FORBIDDEN, "playback_expired"),
    errors.FileNotFound: ErrorRule(ErrorKind.NOT_FOUND, "not_found"),
}
