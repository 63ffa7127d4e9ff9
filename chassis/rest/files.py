# SPDX-License-Identifier: Apache-2.0
"""Send a stored file over HTTP, whole or in part."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request

from chassis.rest.answers import Content
from chassis.storage import Storage, StoredObject, Unsatisfiable, parse_range

_HEADERS = {"Accept-Ranges": "Always bytes.", "ETag": "The version of the file."}
_RANGE = "Content-Range"


def file_answers(*media_types: str) -> dict[int, Content]:
    """Describe the answers of `send_stored_file` for files of these media types or ranges."""
    part = {**_HEADERS, _RANGE: "The range and the size of the file."}
    size = {**_HEADERS, _RANGE: "The size of the file."}
    return {
        200: Content("The whole file.", media_types, _HEADERS),
        206: Content("The requested range of the file.", media_types, part),
        304: Content("The file has the entity tag of `If-None-Match`.", headers=_HEADERS),
        416: Content("The file does not have the requested range.", headers=size),
    }


def send_stored_file(
    storage: Storage, stored: StoredObject, headers: Mapping[str, str]
) -> Response:
    """Return 200, 206, 304 or 416 with a stored file, by the conditions and range of the request.

    `headers` are sent besides those of the length, the range and the entity tag.
    """
    all_headers = {**headers, "Accept-Ranges": "bytes", "ETag": f'"{stored.etag}"'}
    if request.if_none_match.contains(stored.etag):
        return Response(status=304, headers=all_headers)
    part = parse_range(_requested_range(stored.etag), stored.size_bytes)
    if isinstance(part, Unsatisfiable):
        all_headers["Content-Range"] = f"bytes */{part.size}"
        return Response(status=416, headers=all_headers)
    is_head = request.method == "HEAD"
    place = None if is_head else storage.nginx_path(stored.key)
    if place is not None:
        return _sent_by_nginx(place, all_headers, is_whole=part is None)
    start, length = part or (0, stored.size_bytes)
    if part is not None:
        end = start + length - 1
        all_headers["Content-Range"] = f"bytes {start}-{end}/{stored.size_bytes}"
    all_headers["Content-Length"] = str(length)
    body = iter(()) if is_head else storage.open(stored.key, start, length)
    return Response(body, 200 if part is None else 206, headers=all_headers)


def _sent_by_nginx(place: str, headers: Mapping[str, str], *, is_whole: bool) -> Response:
    """Have nginx send a file; a range that was judged is one that nginx reads alike."""
    judged = f"/.stored/{'whole' if is_whole else 'part'}{place}"
    return Response(status=200, headers={**headers, "X-Accel-Redirect": judged})


def _requested_range(etag: str) -> str | None:
    """Return the Range header, None when its If-Range names a file that was replaced."""
    expected = request.if_range.etag
    is_dated = request.if_range.date is not None
    is_outdated = is_dated or (expected is not None and expected != etag)
    return None if is_outdated else request.headers.get("Range")
