# SPDX-License-Identifier: Apache-2.0
"""The REST route by which the owner of a production downloads a rendition."""

from __future__ import annotations

from flask import Response

from chassis.caller import Caller
from chassis.rest import ApiBlueprint
from chassis.rest.files import ReadableFile, file_answers, send_readable_file
from chassis.storage import serving_headers
from services.hls.coordinator.api.extras import RenditionPath
from services.hls.coordinator.domain import errors
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.downloading import open_rendition

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
        headers = serving_headers(_MP4, found.filename, attachment=True)
        file = ReadableFile(found.size_bytes, found.etag, found.read)
        return send_readable_file(file, {**headers, "Cache-Control": "private"})

    return api
