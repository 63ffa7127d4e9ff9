# SPDX-License-Identifier: Apache-2.0
"""Playback: the files of packaged streams, for whoever has a signed link."""

from __future__ import annotations

from flask import Response, request, send_file
from pydantic import BaseModel
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from chassis.rest import ApiBlueprint
from chassis.storage import ObjectMissing, Storage, Unsatisfiable, parse_range
from services.hls.coordinator.domain.errors import StreamFileNotFound
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.playing import StreamFile, find_stream_file


class FilePath(BaseModel):
    """A file of a stream behind a signed link."""

    token: str
    ulid: str
    name: str


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the route of playback; it needs no session, the link is the permission."""
    api = ApiBlueprint("playback", __name__)

    @api.get("/media/hls/<token>/<ulid>/<path:name>")
    def play(path: FilePath) -> Response:
        found = find_stream_file(deps, token=path.token, ulid=path.ulid, name=path.name)
        response = _file_response(deps.storage, found)
        response.headers["Cache-Control"] = f"public, max-age={found.seconds_left}, immutable"
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return response

    @api.after_request
    def allow_every_origin(response: Response) -> Response:
        # Players on other pages must also be able to read the error of a link.
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Content-Length, Content-Range"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return api


def _file_response(storage: Storage, found: StreamFile) -> Response:
    path = storage.local_path(found.key)
    if path is None:
        return _streamed(storage, found)
    try:
        return send_file(path.absolute(), mimetype=found.content_type, conditional=True)
    except RequestedRangeNotSatisfiable as error:
        return _unsatisfiable_range(error.length or 0)


def _unsatisfiable_range(size: int) -> Response:
    return Response(status=416, headers={"Content-Range": f"bytes */{size}"})


def _streamed(storage: Storage, found: StreamFile) -> Response:
    stored = storage.head(found.key)
    if stored is None:
        raise StreamFileNotFound("This stream does not exist any more.")
    size = stored.size_bytes
    byte_range = parse_range(request.headers.get("Range"), size)
    headers = {"Accept-Ranges": "bytes", "ETag": f'"{stored.etag}"'}
    if isinstance(byte_range, Unsatisfiable):
        return _unsatisfiable_range(size)
    start, length = byte_range or (0, size)
    headers["Content-Length"] = str(length)
    if byte_range is not None:
        headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    try:
        body = () if request.method == "HEAD" else storage.open(found.key, start, length)
    except ObjectMissing as error:
        raise StreamFileNotFound("This stream does not exist any more.") from error
    status = 200 if byte_range is None else 206
    return Response(body, status, headers, mimetype=found.content_type)
