# SPDX-License-Identifier: Apache-2.0
"""The doors of bytes: files and thumbnails of uploads, and the signed forms and links of disk."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from flask import Response, jsonify, request
from flask_openapi3.blueprint import APIBlueprint
from pydantic import BaseModel
from werkzeug.exceptions import RequestEntityTooLarge

from chassis.errors import ApiError, ErrorKind
from chassis.storage import FILES_PATH, DiskStorage, Expired
from services.library.api.rest import person
from services.library.api.schemas import FileQuery, UploadPath
from services.library.api.streaming import serve
from services.library.bootstrap import Library
from services.library.domain.errors import UploadTooLarge
from services.library.domain.upload import Upload
from services.library.usecases import finding

OPEN_FORMS = frozenset({FILES_PATH})
_FORM_BYTES = 2**20
"""Room for the fields of a form, and for a file that is over its limit by a little."""


class SignedPath(BaseModel):
    """A link that carries its own permission."""

    token: str
    key: str


def blueprint(library: Library) -> APIBlueprint:
    """Make the routes of bytes; those of signed files only where files lie on disk."""
    api = APIBlueprint("library_files", __name__)
    _add_uploads(api, library)
    if isinstance(library.storage, DiskStorage):
        _add_signed(api, library, library.storage)
    return api


def _add_uploads(api: APIBlueprint, library: Library) -> None:
    @api.get("/api/uploads/<int:upload_id>/file")
    def get_file(path: UploadPath, query: FileQuery) -> Response:
        upload = finding.get_upload(library.deps, person=person(), upload_id=path.upload_id)
        return serve(
            library.storage,
            upload.file_key(),
            content_type=upload.content_type,
            filename=_filename(upload),
            is_attachment=query.download,
        )

    @api.get("/api/uploads/<int:upload_id>/thumb")
    def get_thumb(path: UploadPath) -> Response:
        upload = finding.get_upload(library.deps, person=person(), upload_id=path.upload_id)
        return serve(library.storage, upload.thumbnail_key(), content_type="image/jpeg")


def _add_signed(api: APIBlueprint, library: Library, storage: DiskStorage) -> None:
    @api.post(FILES_PATH)
    def receive() -> tuple[Response, int, dict[str, str]]:
        request.max_content_length = library.deps.max_bytes + _FORM_BYTES
        try:
            fields, file = request.form.to_dict(), request.files.get("file")
        except RequestEntityTooLarge as error:
            raise UploadTooLarge("The file is over the limit.") from error
        if file is None:
            raise ApiError(ErrorKind.INVALID, "missing_fields", "The form has no file.")
        stored = storage.receive_form(fields, cast(BinaryIO, file.stream), dt.datetime.now(dt.UTC))
        answer = jsonify(key=stored.key, etag=stored.etag, sizeBytes=stored.size_bytes)
        return answer, 201, {"ETag": f'"{stored.etag}"'}

    @api.get(f"{FILES_PATH}/<token>/<path:key>")
    def read(path: SignedPath) -> Response:
        try:
            granted = storage.verify_get(
                path.token, path.key, request.args.to_dict(), dt.datetime.now(dt.UTC)
            )
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
    """Give a downloaded file the extension it has, whatever it was renamed to."""
    suffix = PurePosixPath(upload.storage_key).suffix
    return upload.name if upload.name.lower().endswith(suffix) else upload.name + suffix
