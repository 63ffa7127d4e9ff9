# SPDX-License-Identifier: Apache-2.0
"""How each condition of hls is answered."""

from __future__ import annotations

from chassis.refusals import Kind, Refusal, Refusals
from services.hls.domain import errors

REFUSALS: Refusals = {
    errors.InvalidName: Refusal(Kind.INVALID, "invalid_name"),
    errors.InvalidStory: Refusal(Kind.INVALID, "invalid_story"),
    errors.UnknownProfile: Refusal(Kind.INVALID, "unknown_profile"),
    errors.InvalidKind: Refusal(Kind.INVALID, "invalid_kind"),
    errors.NotExport: Refusal(Kind.INVALID, "not_export"),
    errors.UploadNotFound: Refusal(Kind.NOT_FOUND, "upload_not_found"),
    errors.UploadNotReady: Refusal(Kind.CONFLICT, "upload_not_ready"),
    errors.SourceDeleted: Refusal(Kind.CONFLICT, "source_deleted"),
    errors.Forbidden: Refusal(Kind.FORBIDDEN, "forbidden"),
    errors.ProductionNotFound: Refusal(Kind.NOT_FOUND, "production_not_found"),
    errors.ProductionHasPublications: Refusal(Kind.CONFLICT, "production_has_publications"),
    errors.RequestIdReused: Refusal(Kind.UNPROCESSABLE, "request_id_reused"),
    errors.LeaseLost: Refusal(Kind.CONFLICT, "lease_lost"),
    errors.InvalidResult: Refusal(Kind.INVALID, "invalid_result"),
    errors.BadSignature: Refusal(Kind.FORBIDDEN, "bad_signature"),
    errors.PlaybackExpired: Refusal(Kind.FORBIDDEN, "playback_expired"),
    errors.FileNotFound: Refusal(Kind.NOT_FOUND, "not_found"),
}
