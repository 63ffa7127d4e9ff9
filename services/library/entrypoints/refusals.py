# SPDX-License-Identifier: Apache-2.0
"""How each condition of the library, and of the storage behind it, is answered."""

from __future__ import annotations

from chassis import storage
from chassis.refusals import Kind, Refusal, Refusals
from services.library.domain import errors

REFUSALS: Refusals = {
    errors.BadFilename: Refusal(Kind.INVALID, "bad_filename"),
    errors.InvalidFileType: Refusal(Kind.INVALID, "invalid_file_type"),
    errors.InvalidImageRole: Refusal(Kind.INVALID, "invalid_image_role"),
    errors.InvalidLibraryKind: Refusal(Kind.INVALID, "invalid_library_kind"),
    errors.UploadTooLarge: Refusal(Kind.TOO_LARGE, "upload_too_large"),
    errors.SoundTooLarge: Refusal(Kind.TOO_LARGE, "file_too_large"),
    errors.EmptyFile: Refusal(Kind.INVALID, "empty_file"),
    errors.InvalidName: Refusal(Kind.INVALID, "invalid_name"),
    errors.InvalidDescription: Refusal(Kind.INVALID, "invalid_description"),
    errors.NotAllowed: Refusal(Kind.FORBIDDEN, "forbidden"),
    errors.UploadNotFound: Refusal(Kind.NOT_FOUND, "upload_not_found"),
    errors.NothingUploaded: Refusal(Kind.CONFLICT, "object_missing"),
    errors.UploadUnusable: Refusal(Kind.UNPROCESSABLE, "upload_unusable"),
    errors.UploadNotReady: Refusal(Kind.CONFLICT, "upload_not_ready"),
    errors.SourceIsDeleted: Refusal(Kind.CONFLICT, "source_deleted"),
    errors.ThumbNotReady: Refusal(Kind.NOT_FOUND, "thumb_not_ready"),
    errors.NotAVideo: Refusal(Kind.INVALID, "invalid_kind"),
    errors.NoSuchMoment: Refusal(Kind.INVALID, "invalid_at_seconds"),
    errors.NotAnExport: Refusal(Kind.INVALID, "not_export"),
    errors.FilesNotDeleted: Refusal(Kind.BAD_UPSTREAM, "s3_delete_failed"),
    errors.TooManyIds: Refusal(Kind.INVALID, "too_many_ids"),
    storage.StorageUnavailable: Refusal(Kind.UNAVAILABLE, "storage_unavailable"),
    storage.ObjectMissing: Refusal(Kind.NOT_FOUND, "object_missing"),
    storage.BadSignature: Refusal(Kind.FORBIDDEN, "bad_signature"),
    storage.Expired: Refusal(Kind.FORBIDDEN, "upload_expired"),
    storage.TooLarge: Refusal(Kind.TOO_LARGE, "upload_too_large"),
    storage.EmptyUpload: Refusal(Kind.INVALID, "empty_file"),
    storage.WrongType: Refusal(Kind.INVALID, "invalid_file_type"),
    storage.AlreadyStored: Refusal(Kind.CONFLICT, "already_stored"),
}
