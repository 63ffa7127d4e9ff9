# SPDX-License-Identifier: Apache-2.0
"""The REST route by which the owner of a production downloads a rendition."""

from __future__ import annotations

from flask import Response, request

from chassis.caller import Caller
from chassis.rest import ApiBlueprint
from chassis.rest.files import file_answers
from chassis.storage import Unsatisfiable, parse_range, serving_headers
from services.hls.coordinator.api.extras import RenditionPath
from services.hls.coordinator.domain import errors
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.downloading import RenditionFile, open_rendition

_MP4 = "video/mp4"


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the route of downloads."""
    api = ApiBlueprint("rendition_downloads", __name__)

    @api.get(
        "/api/productions/<int:production_id>/renditions/<rendition>/download",
        answers=file_answers(_MP4),
        errors=[
            errors.ProductionNotFound,
            errors.NotOwnedByCaller,
            errors.ProductionNotCompleted,
            errors.RenditionNotFound,
            errors.RenditionNotDownloadable,
        ],
    )
    def download_rendition(path: RenditionPath, caller: Caller) -> Response:
        """Download a rendition as an MP4.

        It has the video of the rendition and its audio. It is made of the segments of the stream
        while it is sent, so that a part can be asked for by `Range`.
        """
        found = open_rendition(
            deps, caller=caller, production_id=path.production_id, name=path.rendition
        )
        return _sent(found)

    return api


def _sent(file: RenditionFile) -> Response:
    """Return 200, 206, 304 or 416 with a file, by the conditions and range of the request."""
    headers = serving_headers(_MP4, file.filename, attachment=True)
    headers |= {"Accept-Ranges": "bytes", "ETag": f'"{file.etag}"', "Cache-Control": "private"}
    if request.if_none_match.contains(file.etag):
        return Response(status=304, headers=headers)
    size = file.size_bytes
    is_other = request.if_range.etag not in (None, file.etag) or request.if_range.date is not None
    part = None if is_other else parse_range(request.headers.get("Range"), size)
    if isinstance(part, Unsatisfiable):
        return Response(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    start, length = part or (0, size)
    if part is not None:
        headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    headers["Content-Length"] = str(length)
    body = iter(()) if request.method == "HEAD" else file.read(start, length)
    return Response(body, 200 if part is None else 206, headers=headers)
