# SPDX-License-Identifier: Apache-2.0
"""The REST routes of files: uploads, thumbnails, and the signed forms and links of disk."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import BinaryIO, cast

from flask import Response, jsonify, request
from pydantic import BaseModel
from werkzeug.exceptions import RequestEntityTooLarge

from chassis import clock, rest
from chassis.errors import ApiError, ErrorKind
from chassis.rest import ApiBlueprint
from chassis.storage import FILES_PATH, DiskStorage, Expired
from services.library.api.schemas import FileQuery, UploadPath
from services.library.api.streaming import serve
from services.library.domain.errors import UploadTooLarge
from services.library.domain.upload import Upload
from services.library.usecases import reading
from services.library.usecases.dependencies import Dependencies

OPEN_FORMS = frozenset({FILES_PATH})
_FORM_BYTES = 2**20
"""Added to the limit of a file, for the other fields of the form and for reporting the excess."""


class SignedPath(BaseModel):
    """A signed link to a stored file."""

    token: str
    key: str


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of files; those of signed files only when the storage is a disk."""
    api = ApiBlueprint("library_files", __name__)
    _add_upload_files(api, deps)
    if isinstance(deps.storage, DiskStorage):
        _add_signed_files(api, deps, deps.storage)
    return api


def _add_upload_files(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/uploads/<int:upload_id>/file")
    def get_file(path: UploadPath, query: FileQuery) -> Response:
        upload = reading.get_upload(deps, caller=rest.require_user(), upload_id=path.upload_id)
        return serve(
            deps.storage,
            upload.require_file_key(),
            content_type=upload.content_type,
            filename=_filename(upload),
            is_attachment=query.download,
        )

    @api.get("/api/uploads/<int:upload_id>/thumb")
    def get_thumb(path: UploadPath) -> Response:
        upload = reading.get_upload(deps, caller=rest.require_user(), upload_id=path.upload_id)
        return serve(deps.storage, upload.require_thumb_key(), content_type="image/jpeg")


def _add_signed_files(api: ApiBlueprint, deps: Dependencies, storage: DiskStorage) -> None:
    @api.post(FILES_PATH)
    def receive() -> tuple[Response, int, dict[str, str]]:
        request.max_content_length = deps.max_bytes + _FORM_BYTES
        try:
            fields, file = request.form.to_dict(), request.files.get("file")
        except RequestEntityTooLarge as error:
            raise UploadTooLarge("The file is over the limit.") from error
        if file is None:
            raise ApiError(ErrorKind.INVALID, "missing_fields", "The form has no file.")
        stored = storage.receive_form(fields, cast(BinaryIO, file.stream), clock.now())
        answer = jsonify(key=stored.key, etag=stored.etag, sizeBytes=stored.size_bytes)
        return answer, 201, {"ETag": f'"{stored.etag}"'}

    @api.get(f"{FILES_PATH}/<token>/<path:key>")
    def read(path: SignedPath) -> Response:
        try:
            granted = storage.verify_get(path.token, path.key, request.args.to_dict(), clock.now())
        except Expired as error:
            raise ApiError(ErrorKind.FORBIDDEN, "link_expired", "Ask for a new link.") from error
        return serve(
            storage,
            granted.key,
            content_type=granted.content_type,
            filename=granted.filename,
            is_attachment=granted.attachment,
        )


def _filename(upload: Upload) -> str:
    """Return the display name, ending in the extension of the stored file."""
    suffix = PurePosixPath(upload.storage_key).suffix
    return upload.name if upload.name.lower().endswith(suffix) else upload.name + suffix
