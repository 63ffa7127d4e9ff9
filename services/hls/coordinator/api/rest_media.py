# SPDX-License-Identifier: Apache-2.0
"""Playback: the files of packaged streams, for whoever has a signed link."""

from __future__ import annotations

import hashlib

from flask import Response, request

from chassis.rest import ApiBlueprint, Content
from chassis.rest.files import send_stored_file
from services.hls.coordinator.api.requests import (
    StreamFilePath,
)
from services.hls.coordinator.domain import errors
from services.hls.coordinator.domain.playback import FILE_TYPES, is_immutable
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.serving import StreamText, find_stream_file

_ETAG = {"ETag": "The entity tag of the file."}
_RANGE = {"Content-Range": "Which bytes of the file these are."}
_DESCRIBED = {
    "Access-Control-Allow-Methods": "The methods that may be used.",
    "Access-Control-Allow-Headers": "The headers that may be sent.",
    "Access-Control-Max-Age": "For how many seconds this holds.",
}
_ANSWERS = {
    200: Content("The file.", FILE_TYPES, headers=_ETAG),
    206: Content("A part of the file.", FILE_TYPES, headers={**_ETAG, **_RANGE}),
    304: Content("The file is the one that `If-None-Match` names.", headers=_ETAG),
    416: Content("The file has no such bytes.", headers=_RANGE),
}


_STREAM_FILE = "/media/hls/<token>/<ulid>/<path:name>"
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Range, If-None-Match, If-Modified-Since, If-Range",
    "Access-Control-Max-Age": "86400",
}
_POLICY = "sandbox; default-src 'none'"


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the route of playback; it needs no session, the link is the permission."""
    api = ApiBlueprint("playback", __name__)

    @api.get(
        _STREAM_FILE,
        answers=_ANSWERS,
        errors=[errors.BadPlaybackSignature, errors.PlaybackExpired, errors.StreamFileNotFound],
        any_query=True,
    )
    def get_stream_file(path: StreamFilePath) -> Response:
        """Get a file of a stream.

        The link is its own permission until it expires. `Range` and `If-None-Match` are looked at,
        and pages of any origin may play it.
        """
        found = find_stream_file(deps, token=path.token, ulid=path.ulid, name=path.name)
        if isinstance(found, StreamText):
            return _send_text(found)
        stored = deps.storage.head(found.key)
        if stored is None:
            raise errors.StreamFileNotFound("This stream does not exist any more.")
        headers = {
            "Content-Type": found.content_type,
            "Content-Security-Policy": _POLICY,
            "Cache-Control": _caching(path.name, found.seconds_left),
        }
        return send_stored_file(deps.storage, stored, headers)

    _add_preflight(api)

    @api.after_request
    def allow_every_origin(response: Response) -> Response:
        # Players on other pages must also be able to read the error of a link.
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Content-Length, Content-Range"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return api


def _add_preflight(api: ApiBlueprint) -> None:
    @api.options(
        _STREAM_FILE,
        answers={204: Content("What pages of any origin may ask for.", headers=_DESCRIBED)},
        any_query=True,
    )
    def ask_for_stream_file(path: StreamFilePath) -> Response:
        """Ask whether a page of another origin may get a file of a stream.

        Every link is answered alike: whether it is good is said by the file itself.
        """
        del path
        return Response(status=204, headers=_PREFLIGHT)


def _caching(name: str, seconds_left: int) -> str:
    """Return how long a file may be cached; one that may change is asked for by its entity tag."""
    return f"public, max-age={seconds_left}, immutable" if is_immutable(name) else "no-cache"


def _send_text(found: StreamText) -> Response:
    """Send a file that was written for this request, or 304 when the client has it."""
    response = Response(found.text, content_type=f"{found.content_type}; charset=utf-8")
    response.set_etag(hashlib.sha256(found.text.encode()).hexdigest()[:32])
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = _POLICY
    response.make_conditional(request)
    return response
