# SPDX-License-Identifier: Apache-2.0
"""Why the library refuses a request: one class for each reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.library.domain.upload import Rejection


@dataclass(frozen=True, slots=True)
class EditProblem:
    """Why a member of an edit is refused: a code, the place of the member, and a sentence."""

    code: str
    pointer: str
    detail: str


class LibraryError(Exception):
    """The library refuses a request about an upload."""


class BadFilename(LibraryError):
    """The file name is empty or longer than 512 characters: send the name of the file."""


class InvalidFileType(LibraryError):
    """This kind of upload does not accept the type of the file: send another file or kind."""


class InvalidImageRole(LibraryError):
    """An image role is title_page, lower_third or overlay, and only an image has one: change it."""


class InvalidUploadKind(LibraryError):
    """The kind of an upload is video, logo, image or audio: change it."""


class UploadTooLarge(LibraryError):
    """The file is larger than the limit: send a smaller one."""


class AudioTooLarge(LibraryError):
    """The audio file is larger than the limit: send a smaller one."""


class EmptyFile(LibraryError):
    """The file has no bytes: send another one."""


class InvalidUploadName(LibraryError):
    """A display name has 1 to 512 characters: change it."""


class InvalidUploadDescription(LibraryError):
    """A description has at most 2,000 characters, 4,000 when signing: shorten it."""


class InvalidTags(LibraryError):
    """An upload has at most 20 tags of 1 to 40 characters without commas: correct them."""


class AudioTrackNotFound(LibraryError):
    """The upload has no audio track of this index: choose one of its `audioTracks`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.problems = (EditProblem("audio_track_not_found", "/audioTrack", reason),)


class AudioTrackNotDecodable(LibraryError):
    """The audio track cannot be decoded: choose one of which `isDecodable` is true."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.problems = (EditProblem("audio_track_not_decodable", "/audioTrack", reason),)


class UploadAccessDenied(LibraryError):
    """The upload belongs to another user: sign in as its owner."""


class UploadNotFound(LibraryError):
    """No upload has this id: check the id."""


class FileNotUploaded(LibraryError):
    """No file has been sent for this upload: send the signed form first."""


class EmptyFileStored(LibraryError):
    """The stored file has no bytes, so it was rejected: upload another one."""


class FileSizeDiffers(LibraryError):
    """The stored file has another size than declared, so it was rejected: upload it again."""


class FileChanged(LibraryError):
    """The stored file has another ETag than declared, so it was rejected: upload it again."""


class UploadRejected(LibraryError):
    """The upload was rejected, for the reason in `rejection`: delete it, then try again."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(rejection.reason)
        self.extra = {"rejection": {"code": rejection.code, "reason": rejection.reason}}


class UploadNotReady(LibraryError):
    """The upload is not ready: wait for its state `ready`; a rejected one must be sent again."""


class UploadFileDeleted(LibraryError):
    """The file of this upload was deleted: upload it again."""


class DerivativeUnavailable(LibraryError):
    """The upload has no such file and none can be made of it: do without."""


class VideosExist(LibraryError):
    """Samples are for an account without videos: use the videos that are there."""


class NotAVideo(LibraryError):
    """Only a video can be used here: choose a video."""


class TimeAfterEnd(LibraryError):
    """The time is after the end of the video: choose an earlier one."""


class NotAnExport(LibraryError):
    """The upload is not an export: delete it as an upload, or choose an export."""


class FileDeletionFailed(LibraryError):
    """The storage did not delete the files: try again; the upload is still there."""


class UploadInUse(LibraryError):
    """What `usedBy` lists uses the upload: delete that first, or delete it with `force=true`."""

    def __init__(self, uses: Sequence[tuple[str, int]]) -> None:
        super().__init__(f"The upload is used {len(uses)} times; delete it with force=true.")
        listed = [{"kind": kind, "id": document_id} for kind, document_id in uses[:100]]
        self.extra = {"usedBy": listed, "useCount": len(uses)}


class TooManyUploadIds(LibraryError):
    """The request names too many uploads: split it."""


class MultipartUploadNotFound(LibraryError):
    """This upload is not being sent in parts, or was given up: begin again."""


class InvalidPartNumber(LibraryError):
    """The file has no part of this number: count from 1 to `partCount`."""


class PartsMissing(LibraryError):
    """Parts of the file are missing, named in `missing`: send them, then complete again."""

    def __init__(self, missing: list[int]) -> None:
        super().__init__(f"{len(missing)} parts of the file are missing.")
        self.extra = {"missing": missing[:100], "missingCount": len(missing)}


class UploadFinished(LibraryError):
    """The file of this upload was received as a whole: delete the upload instead."""
