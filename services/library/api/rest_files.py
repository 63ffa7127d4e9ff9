# SPDX-License-Identifier: Apache-2.0
"""The REST routes of files: uploads, thumbnails, and the signed forms and links of disk."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from flask import Response, request
from pydantic import BaseModel, ConfigDict, Field

from chassis import clock, storage
from chassis.caller import Caller
from chassis.errors import ErrorKind, ErrorRule
from chassis.rest import Answer, ApiBlueprint, Content, RequestPath, RequestQuery, ResponseBody
from chassis.rest.files import file_answers, send_stored_file
from chassis.rest.upload_forms import read_upload_form
from chassis.storage import FILES_PATH, DiskStorage, Storage, StoredObject, serving_headers
from services.library.api import upload_permission
from services.library.api.errors import READING
from services.library.api.placeholder import placeholder
from services.library.api.schemas import UploadIdPath
from services.library.domain import errors
from services.library.domain.upload import Upload
from services.library.usecases import reading, signing, thumbnails
from services.library.usecases.dependencies import Dependencies

OPEN_FORMS = frozenset({FILES_PATH})

_FILE = file_answers("video/*", "image/*", "audio/*")
_THUMB = Content("The thumbnail, or a drawing in its place.", ("image/jpeg", "image/svg+xml"))
_NO_FILE = ErrorRule(
    ErrorKind.INVALID, "missing_fields", "The form has no file; send it as `file`."
)
_LINK_EXPIRED = ErrorRule(
    ErrorKind.FORBIDDEN, "link_expired", "The link is no longer valid; ask for a new one."
)


class FileQuery(RequestQuery):
    """How a browser shows a file."""

    download: bool = Field(False, description="Whether a browser saves the file.")


class SignedPath(RequestPath):
    """A signed link to a stored file."""

    token: str = Field(description="The expiry and the signature.", examples=["1772366400.9f1c2a"])
    key: str = Field(description="The storage key.", examples=["renders/9f1c2a/video.mp4"])


class SignedQuery(RequestQuery):
    """How a signed link is answered; all of it is signed."""

    disposition: str = Field("inline", description="inline or attachment.", examples=["inline"])
    type: str | None = Field(None, description="The media type.", examples=["video/mp4"])
    filename: str | None = Field(None, description="The file name.", examples=["beach.mp4"])


class UploadFormFields(BaseModel):
    """The fields of a signed form, and the file as the last of them; what is behind is ignored."""

    model_config = ConfigDict(populate_by_name=True)

    key: str = Field(description="The storage key.", examples=["videos/9f1c2a/video.mp4"])
    content_type: str = Field(
        alias="Content-Type", description="The media type.", examples=["video/mp4"]
    )
    success_action_status: str = Field("201", description="Always 201.")
    policy: str = Field(description="What was signed.", examples=["eyJrZXkiOiJ2aWRlb3MifQ"])
    signature: str = Field(description="The signature.", examples=["9f1c2a"])
    file: bytes = Field(description="The file.")


class FormQuery(RequestQuery):
    """What the address of a form was signed for; nginx has it verified before the body is read."""

    key: str | None = Field(None, description="The storage key.", examples=["videos/9f/video.mp4"])
    size: int | None = Field(None, description="The most bytes of the file.", examples=[1048576])
    token: str | None = Field(
        None, description="The expiry and the signature.", examples=["1772366400.9f1c2a"]
    )


class StoredFileAnswer(ResponseBody):
    """A file was stored."""

    key: str = Field(description="The storage key.", examples=["videos/9f1c2a/video.mp4"])
    etag: str = Field(description="The entity tag.", examples=["9f1c2a"])
    size_bytes: int = Field(description="The size.", examples=[1048576])


class PartQuery(RequestQuery):
    """Which part of which file a URL was signed for; all of it is signed."""

    upload: str = Field(description="The unfinished file.", examples=["9f1c2a"])
    number: int = Field(ge=1, le=10_000, description="The number of the part.", examples=[1])
    size: int = Field(ge=1, le=2**53 - 1, description="The size of the part.", examples=[8388608])
    part_bytes: int = Field(
        ge=1, le=2**53 - 1, description="The size of other parts.", examples=[8388608]
    )


class StoredPartAnswer(ResponseBody):
    """A part was stored."""

    number: int = Field(description="The number of the part.", examples=[1])
    size_bytes: int = Field(description="The size.", examples=[8388608])
    etag: str = Field(description="The entity tag.", examples=["9f1c2a"])


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of files; those of signed files only when the storage is a disk."""
    api = ApiBlueprint("files", __name__)
    _add_upload_files(api, deps)
    if isinstance(deps.storage, DiskStorage):
        upload_permission.add(api, deps.storage)
        _add_signed_forms(api, deps, deps.storage)
        _add_signed_parts(api, deps.storage)
        _add_signed_links(api, deps.storage)
    return api


def _add_upload_files(api: ApiBlueprint, deps: Dependencies) -> None:
    missing = [*READING, storage.ObjectMissing, storage.StorageUnavailable]

    @api.get(
        "/api/uploads/<int:upload_id>/file",
        answers=_FILE,
        errors=[*missing, errors.UploadNotReady, errors.UploadFileDeleted],
    )
    def get_file(path: UploadIdPath, query: FileQuery, caller: Caller) -> Response:
        """Read the file of an upload.

        It has the probed media type; ranges and conditional requests are answered.
        """
        upload = reading.get_upload(deps, caller=caller, upload_id=path.upload_id)
        return _send(
            deps.storage,
            upload.require_file_key(),
            content_type=upload.content_type,
            filename=_filename(upload),
            is_attachment=query.download,
        )

    @api.get(
        "/api/uploads/<int:upload_id>/thumb",
        answers={**_FILE, 200: _THUMB},
        errors=[*READING, storage.StorageUnavailable],
    )
    def get_thumbnail(path: UploadIdPath, caller: Caller) -> Response:
        """Read the thumbnail of an upload.

        It is a JPEG. While there is none, a drawing is answered that may be cached for 5 seconds,
        and the thumbnail of a ready upload is made.
        """
        upload, stored = thumbnails.find_thumbnail(deps, caller=caller, upload_id=path.upload_id)
        if stored is None:
            return placeholder(upload.kind)
        return _send_stored(deps.storage, stored, serving_headers("image/jpeg"))


def _add_signed_forms(api: ApiBlueprint, deps: Dependencies, disk: DiskStorage) -> None:
    possible: list[type[Exception] | ErrorRule] = [
        errors.UploadTooLarge,
        errors.UploadNotFound,
        _NO_FILE,
        upload_permission.LENGTH_REQUIRED,
        storage.BadSignature,
        storage.Expired,
        storage.TooLarge,
        storage.EmptyUpload,
        storage.WrongType,
        storage.AlreadyStored,
        storage.StorageUnavailable,
    ]

    @api.post(
        FILES_PATH,
        form=UploadFormFields,
        answers={201: StoredFileAnswer, 204: upload_permission.PERMITTED},
        etag=True,
        errors=possible,
    )
    def receive_file(query: FormQuery) -> Answer[StoredFileAnswer]:
        """Upload a file with a signed form.

        The form comes from signing an upload; it stores one file of at most the size that was
        announced, and needs no other credentials. Its fields stand before its file, and are
        verified before the file is read.
        """
        form = read_upload_form(request)
        if form.file is None:
            raise _NO_FILE.error("The form has no file.")
        key = disk.verify_form(form.fields, clock.now())
        signing.require_expected(deps, storage_key=key)
        stored = disk.receive_form(form.fields, form.file, clock.now())
        signing.discard_unexpected(deps, storage_key=key)
        body = StoredFileAnswer(key=stored.key, etag=stored.etag, size_bytes=stored.size_bytes)
        return Answer(body, etag=stored.etag)


def _add_signed_parts(api: ApiBlueprint, disk: DiskStorage) -> None:
    possible: list[type[Exception] | ErrorRule] = [
        upload_permission.LENGTH_REQUIRED,
        storage.BadSignature,
        storage.Expired,
        storage.WrongSize,
        storage.MultipartUploadMissing,
        storage.StorageUnavailable,
    ]

    @api.put(
        f"{FILES_PATH}/<token>/<path:key>",
        content="application/octet-stream",
        answers={200: StoredPartAnswer, 204: upload_permission.PERMITTED},
        etag=True,
        errors=possible,
    )
    def receive_part(path: SignedPath, query: PartQuery) -> Answer[StoredPartAnswer]:
        """Send one part of a file.

        The URL comes from signing the parts of an upload and needs no other credentials. Sending a
        part again replaces it.
        """
        request.max_content_length = query.size + 1
        stored = disk.multipart.receive_part(
            path.token,
            path.key,
            request.args.to_dict(),
            cast(BinaryIO, request.stream),
            length=request.content_length,
        )
        return Answer(StoredPartAnswer(**asdict(stored)), etag=stored.etag)


def _add_signed_links(api: ApiBlueprint, disk: DiskStorage) -> None:
    possible: list[type[Exception] | ErrorRule] = [
        storage.BadSignature,
        _LINK_EXPIRED,
        storage.ObjectMissing,
        storage.StorageUnavailable,
    ]

    @api.get(f"{FILES_PATH}/<token>/<path:key>", answers=_FILE, errors=possible)
    def read_file(path: SignedPath, query: SignedQuery) -> Response:
        """Read a file with a signed link.

        The link needs no other credentials; ranges and conditional requests are answered.
        """
        try:
            granted = disk.verify_get(path.token, path.key, request.args.to_dict(), clock.now())
        except storage.Expired as error:
            raise _LINK_EXPIRED.error("The link is no longer valid.") from error
        return _send(
            disk,
            granted.key,
            content_type=granted.content_type,
            filename=granted.filename,
            is_attachment=granted.attachment,
        )


def _send(
    store: Storage,
    key: str,
    *,
    content_type: str | None = None,
    filename: str | None = None,
    is_attachment: bool = False,
) -> Response:
    """Send a stored file so that browsers cannot run it; ObjectMissing when there is none."""
    stored = store.head(key)
    if stored is None:
        raise storage.ObjectMissing("The stored file does not exist.")
    headers = serving_headers(content_type or stored.content_type, filename, is_attachment)
    return _send_stored(store, stored, headers)


def _send_stored(store: Storage, stored: StoredObject, headers: dict[str, str]) -> Response:
    # Cached but revalidated each time: permission may end, a thumbnail may change.
    headers["Cache-Control"] = "private, no-cache"
    return send_stored_file(store, stored, headers)


def _filename(upload: Upload) -> str:
    """Return the display name, ending in the extension of the stored file."""
    suffix = PurePosixPath(upload.storage_key).suffix
    return upload.name if upload.name.lower().endswith(suffix) else upload.name + suffix
