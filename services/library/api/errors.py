# SPDX-License-Identifier: Apache-2.0
"""The HTTP status and the code of every error of the library and of its storage."""

from __future__ import annotations

from chassis import storage
from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from chassis.standard_errors import QUOTA_EXCEEDED, STORAGE_FULL
from services.library.domain import errors

ERROR_RULES: ErrorRules = {
    errors.BadFilename: ErrorRule(ErrorKind.INVALID, "bad_filename"),
    errors.InvalidFileType: ErrorRule(ErrorKind.INVALID, "invalid_file_type"),
    errors.InvalidImageRole: ErrorRule(ErrorKind.INVALID, "invalid_image_role"),
    errors.InvalidUploadKind: ErrorRule(ErrorKind.INVALID, "invalid_library_kind"),
    errors.UploadTooLarge: ErrorRule(ErrorKind.TOO_LARGE, "upload_too_large"),
    errors.UploadInUse: ErrorRule(ErrorKind.CONFLICT, "upload_in_use"),
    errors.AudioTooLarge: ErrorRule(ErrorKind.TOO_LARGE, "file_too_large"),
    errors.EmptyFile: ErrorRule(ErrorKind.INVALID, "empty_file"),
    errors.InvalidUploadName: ErrorRule(ErrorKind.INVALID, "invalid_name"),
    errors.InvalidUploadDescription: ErrorRule(ErrorKind.INVALID, "invalid_description"),
    errors.InvalidTags: ErrorRule(ErrorKind.INVALID, "invalid_tags"),
    errors.AudioTrackNotFound: ErrorRule(ErrorKind.UNPROCESSABLE, "audio_track_not_found"),
    errors.AudioTrackNotDecodable: ErrorRule(ErrorKind.UNPROCESSABLE, "audio_track_not_decodable"),
    errors.UploadAccessDenied: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.UploadNotFound: ErrorRule(ErrorKind.NOT_FOUND, "upload_not_found"),
    errors.FileNotUploaded: ErrorRule(ErrorKind.CONFLICT, "object_missing"),
    errors.EmptyFileStored: ErrorRule(ErrorKind.UNPROCESSABLE, "empty_file"),
    errors.FileSizeDiffers: ErrorRule(ErrorKind.UNPROCESSABLE, "size_mismatch"),
    errors.FileChanged: ErrorRule(ErrorKind.UNPROCESSABLE, "object_changed"),
    errors.UploadRejected: ErrorRule(ErrorKind.UNPROCESSABLE, "upload_rejected"),
    errors.UploadNotReady: ErrorRule(ErrorKind.CONFLICT, "upload_not_ready"),
    errors.UploadFileDeleted: ErrorRule(ErrorKind.CONFLICT, "source_deleted"),
    errors.DerivativeUnavailable: ErrorRule(ErrorKind.NOT_FOUND, "derivative_unavailable"),
    errors.VideosExist: ErrorRule(ErrorKind.CONFLICT, "videos_exist"),
    errors.NotAVideo: ErrorRule(ErrorKind.INVALID, "invalid_kind"),
    errors.TimeAfterEnd: ErrorRule(ErrorKind.INVALID, "invalid_at_seconds"),
    errors.NotAnExport: ErrorRule(ErrorKind.INVALID, "not_export"),
    errors.FileDeletionFailed: ErrorRule(ErrorKind.BAD_UPSTREAM, "s3_delete_failed"),
    errors.TooManyUploadIds: ErrorRule(ErrorKind.INVALID, "too_many_ids"),
    errors.MultipartUploadNotFound: ErrorRule(ErrorKind.NOT_FOUND, "multipart_not_found"),
    errors.InvalidPartNumber: ErrorRule(ErrorKind.INVALID, "invalid_part_number"),
    errors.PartsMissing: ErrorRule(ErrorKind.CONFLICT, "parts_missing"),
    errors.UploadFinished: ErrorRule(ErrorKind.CONFLICT, "upload_finished"),
    storage.StorageFull: STORAGE_FULL,
    storage.StorageUnavailable: ErrorRule(ErrorKind.UNAVAILABLE, "storage_unavailable"),
    storage.ObjectMissing: ErrorRule(ErrorKind.NOT_FOUND, "object_missing"),
    storage.BadSignature: ErrorRule(ErrorKind.FORBIDDEN, "bad_signature"),
    storage.Expired: ErrorRule(ErrorKind.FORBIDDEN, "upload_expired"),
    storage.TooLarge: ErrorRule(ErrorKind.TOO_LARGE, "upload_too_large"),
    storage.EmptyUpload: ErrorRule(ErrorKind.INVALID, "empty_file"),
    storage.WrongType: ErrorRule(ErrorKind.INVALID, "invalid_file_type"),
    storage.WrongSize: ErrorRule(ErrorKind.INVALID, "part_size_mismatch"),
    storage.MultipartUploadMissing: ErrorRule(ErrorKind.NOT_FOUND, "multipart_not_found"),
    storage.PartsDiffer: ErrorRule(ErrorKind.CONFLICT, "parts_changed"),
    storage.AlreadyStored: ErrorRule(ErrorKind.CONFLICT, "already_stored"),
}

READING = (errors.UploadNotFound, errors.UploadAccessDenied)
"""The errors of an operation on one upload."""

DERIVING = (
    *READING,
    errors.UploadNotReady,
    errors.UploadFileDeleted,
    errors.DerivativeUnavailable,
    storage.StorageUnavailable,
)
"""The errors of reading a file that is derived from an upload."""

SIGNING = (
    QUOTA_EXCEEDED,
    errors.BadFilename,
    errors.InvalidFileType,
    errors.InvalidUploadName,
    errors.InvalidUploadDescription,
    errors.EmptyFile,
    storage.StorageUnavailable,
)
"""The errors of signing an upload of any kind."""

ACCEPTING = (
    *SIGNING,
    errors.InvalidImageRole,
    errors.InvalidUploadKind,
    errors.UploadAccessDenied,
    errors.UploadTooLarge,
)
"""The errors of beginning an upload of a kind that the request names."""

COMPLETING = (
    errors.UploadFileDeleted,
    errors.FileNotUploaded,
    errors.UploadTooLarge,
    errors.EmptyFileStored,
    errors.FileSizeDiffers,
    errors.FileChanged,
)
"""The errors of completing an upload, besides those of reading it."""

EDITING = (*READING, errors.InvalidUploadName, errors.InvalidUploadDescription)
"""The errors of changing the texts of an upload."""

CHOOSING = (errors.AudioTrackNotFound, errors.AudioTrackNotDecodable)
"""The errors of choosing the sound of an upload."""

UNUSED = (errors.UploadInUse,)
"""The error of deleting an upload that is used."""

DELETING = (*READING, errors.FileDeletionFailed)
"""The errors of deleting files."""
