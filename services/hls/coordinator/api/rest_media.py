# SPDX-License-Identifier: Apache-2.0
"""Playback: the files of packaged streams, for whoever has a signed link."""

from __future__ import annotations

from flask import Response
from pydantic import BaseModel

from chassis.rest import ApiBlueprint
from chassis.rest.files import send_stored_file
from services.hls.coordinator.domain.errors import StreamFileNotFound
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.playing import find_stream_file


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
        stored = deps.storage.head(found.key)
        if stored is None:
            raise StreamFileNotFound("This stream does not exist any more.")
        headers = {
            "Content-Type": found.content_type,
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": f"public, max-age={found.seconds_left}, immutable",
        }
        return send_stored_file(deps.storage, stored, headers)

    @api.after_request
    def allow_every_origin(response: Response) -> Response:
        # Players on other pages must also be able to read the error of a link.
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Content-Length, Content-Range"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return api
