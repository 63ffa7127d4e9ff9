# SPDX-License-Identifier: Apache-2.0
"""How each condition of the library, and of the storage behind it, is answered."""

from __future__ import annotations

from chassis import storage
from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from services.library.domain import errors

ERROR_RULES: ErrorRules = {
    errors.BadFilename: ErrorRule(ErrorKind.INVALID, "bad_filename"),
    errors.InvalidFileType: ErrorRule(ErrorKind.INVALID, "invalid_file_type"),
    errors.InvalidImageRole: ErrorRule(ErrorKind.INVALID, "invalid_image_role"),
    errors.InvalidLibraryKind: ErrorRule(ErrorKind.INVALID, "invalid_library_kind"),
    errors.UploadTooLarge: ErrorRule(ErrorKind.TOO_LARGE, "upload_too_large"),
    errors.SoundTooLarge: ErrorRule(ErrorKind.TOO_LARGE, "file_too_large"),
    errors.EmptyFile: ErrorRule(ErrorKind.INVALID, "empty_file"),
    errors.InvalidName: ErrorRule(ErrorKind.INVALID, "invalid_name"),
    errors.InvalidDescription: ErrorRule(ErrorKind.INVALID, "invalid_description"),
    errors.NotAllowed: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.UploadNotFound: ErrorRule(ErrorKind.NOT_FOUND, "upload_not_found"),
    errors.NothingUploaded: ErrorRule(ErrorKind.CONFLICT, "object_missing"),
    errors.UploadUnusable: ErrorRule(ErrorKind.UNPROCESSABLE, "upload_unusable"),
    errors.UploadNotReady: ErrorRule(ErrorKind.CONFLICT, "upload_not_ready"),
    errors.SourceIsDeleted: ErrorRule(ErrorKind.CONFLICT, "source_deleted"),
    errors.ThumbNotReady: ErrorRule(ErrorKind.NOT_FOUND, "thumb_not_ready"),
    errors.NotAVideo: ErrorRule(ErrorKind.INVALID, "invalid_kind"),
    errors.NoSuchMoment: ErrorRule(ErrorKind.INVALID, "invalid_at_seconds"),
    errors.NotAnExport: ErrorRule(ErrorKind.INVALID, "not_export"),
    errors.FilesNotDeleted: ErrorRule(ErrorKind.BAD_UPSTREAM, "s3_delete_failed"),
    errors.TooManyIds: ErrorRule(ErrorKind.INVALID, "too_many_ids"),
    storage.StorageUnavailable: ErrorRule(ErrorKind.UNAVAILABLE, "storage_unavailable"),
    storage.ObjectMissing: ErrorRule(ErrorKind.NOT_FOUND, "object_missing"),
    storage.BadSignature: ErrorRule(ErrorKind.FORBIDDEN, "bad_signature"),
    storage.Expired: ErrorRule(ErrorKind.FORBIDDEN, "upload_expired"),
    storage.TooLarge: ErrorRule(ErrorKind.TOO_LARGE, "upload_too_large"),
    storage.EmptyUpload: ErrorRule(ErrorKind.INVALID, "empty_file"),
    storage.WrongType: ErrorRule(ErrorKind.INVALID, "invalid_file_type"),
    storage.AlreadyStored: ErrorRule(ErrorKind.CONFLICT, "already_stored"),
}
