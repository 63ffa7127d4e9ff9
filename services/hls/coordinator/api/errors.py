# SPDX-License-Identifier: Apache-2.0
"""The answer to each condition of hls."""

from __future__ import annotations

from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from chassis.storage import ObjectMissing
from services.hls.coordinator.domain import errors

ERROR_RULES: ErrorRules = {
    errors.InvalidProductionName: ErrorRule(ErrorKind.INVALID, "invalid_name"),
    errors.InvalidStory: ErrorRule(ErrorKind.INVALID, "invalid_story"),
    errors.UnknownProfile: ErrorRule(ErrorKind.INVALID, "unknown_profile"),
    errors.PackagerNotChoosable: ErrorRule(ErrorKind.FORBIDDEN, "packager_not_choosable"),
    errors.PackagerMissing: ErrorRule(ErrorKind.CONFLICT, "packager_missing"),
    errors.InvalidUploadIds: ErrorRule(ErrorKind.INVALID, "bad_upload_id"),
    errors.NotVideo: ErrorRule(ErrorKind.INVALID, "invalid_kind"),
    errors.NotExport: ErrorRule(ErrorKind.INVALID, "not_export"),
    errors.SourceUploadNotFound: ErrorRule(ErrorKind.NOT_FOUND, "upload_not_found"),
    errors.SourceUploadNotReady: ErrorRule(ErrorKind.CONFLICT, "upload_not_ready"),
    errors.SourceFileMissing: ErrorRule(ErrorKind.CONFLICT, "source_deleted"),
    errors.InvalidCaptions: ErrorRule(ErrorKind.INVALID, "invalid_captions"),
    errors.InvalidChapters: ErrorRule(ErrorKind.INVALID, "invalid_chapters"),
    errors.InvalidLanguage: ErrorRule(ErrorKind.INVALID, "invalid_language"),
    errors.TooManyCaptions: ErrorRule(ErrorKind.CONFLICT, "too_many_captions"),
    errors.NoTimelineTexts: ErrorRule(ErrorKind.CONFLICT, "no_timeline_texts"),
    errors.CaptionsNotFound: ErrorRule(ErrorKind.NOT_FOUND, "captions_not_found"),
    errors.RenditionNotFound: ErrorRule(ErrorKind.NOT_FOUND, "rendition_not_found"),
    errors.RenditionNotDownloadable: ErrorRule(ErrorKind.CONFLICT, "rendition_not_downloadable"),
    errors.RenditionNotDroppable: ErrorRule(ErrorKind.CONFLICT, "rendition_not_droppable"),
    errors.LastRendition: ErrorRule(ErrorKind.CONFLICT, "last_rendition"),
    errors.ProductionNotCompleted: ErrorRule(ErrorKind.CONFLICT, "production_not_completed"),
    errors.ReplacementInProgress: ErrorRule(ErrorKind.CONFLICT, "replacement_in_progress"),
    errors.ReplacementNotFound: ErrorRule(ErrorKind.NOT_FOUND, "replacement_not_found"),
    errors.ExportPackagedElsewhere: ErrorRule(ErrorKind.CONFLICT, "export_packaged_elsewhere"),
    errors.NotImage: ErrorRule(ErrorKind.INVALID, "invalid_kind"),
    errors.MomentBeyondEnd: ErrorRule(ErrorKind.INVALID, "beyond_end"),
    errors.FrameNotReadable: ErrorRule(ErrorKind.CONFLICT, "frame_not_readable"),
    errors.NotOwnedByCaller: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.ProductionNotFound: ErrorRule(ErrorKind.NOT_FOUND, "production_not_found"),
    errors.ProductionHasPublications: ErrorRule(ErrorKind.CONFLICT, "production_has_publications"),
    errors.RequestIdReused: ErrorRule(ErrorKind.UNPROCESSABLE, "request_id_reused"),
    errors.NothingToProduce: ErrorRule(ErrorKind.INVALID, "nothing_to_produce"),
    errors.NotSealedYet: ErrorRule(ErrorKind.UNAVAILABLE, "not_sealed_yet"),
    errors.BadPlaybackSignature: ErrorRule(ErrorKind.FORBIDDEN, "bad_signature"),
    errors.PlaybackExpired: ErrorRule(ErrorKind.FORBIDDEN, "playback_expired"),
    errors.StreamFileNotFound: ErrorRule(ErrorKind.NOT_FOUND, "not_found"),
    ObjectMissing: ErrorRule(ErrorKind.NOT_FOUND, "not_found"),
}
