# SPDX-License-Identifier: Apache-2.0
"""The conditions under which the library refuses."""

from __future__ import annotations


class LibraryError(Exception):
    """Something about an upload is not as it must be."""


class BadFilename(LibraryError):
    """The file name is empty or too long: give the name the file has."""


class InvalidFileType(LibraryError):
    """This kind of upload takes no such file: choose another file or kind."""


class InvalidImageRole(LibraryError):
    """An image is used as title_page, lower_third or overlay, and only images have a role."""


class InvalidLibraryKind(LibraryError):
    """An upload is a video, a logo, an image or audio."""


class UploadTooLarge(LibraryError):
    """The file is over the limit: make it smaller."""


class SoundTooLarge(LibraryError):
    """The audio file is over the limit: make it smaller."""


class EmptyFile(LibraryError):
    """The file has no bytes: ask for it again."""


class InvalidName(LibraryError):
    """A display name has 1 to 512 characters."""


class InvalidDescription(LibraryError):
    """A description has up to 2,000 characters, 4,000 when signing."""


class NotAllowed(LibraryError):
    """This upload is somebody else's."""


class UploadNotFound(LibraryError):
    """There is no such upload."""


class NothingUploaded(LibraryError):
    """No bytes have arrived for this upload: send the form first."""


class UploadUnusable(LibraryError):
    """What arrived is not what was announced; `code` says how."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class UploadNotReady(LibraryError):
    """The upload has not been looked into yet, or was rejected."""


class SourceIsDeleted(LibraryError):
    """The bytes of this upload were deleted; only its row is left."""


class ThumbNotReady(LibraryError):
    """There is no thumbnail (yet)."""


class NotAVideo(LibraryError):
    """This is done with videos only: choose an upload that is one."""


class NoSuchMoment(LibraryError):
    """The video is over before this moment: choose an earlier one."""


class NotAnExport(LibraryError):
    """This upload is no export."""


class FilesNotDeleted(LibraryError):
    """The storage did not delete the files: try again, nothing is lost."""


class TooManyIds(LibraryError):
    """More uploads were asked for at once than is allowed."""
