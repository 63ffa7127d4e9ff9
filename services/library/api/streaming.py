# SPDX-License-Identifier: Apache-2.0
"""Send a stored file over HTTP, whole or in part, so that browsers cannot run it."""

from __future__ import annotations

from flask import Response, request

from chassis.storage import (
    ObjectMissing,
    Storage,
    Unsatisfiable,
    parse_range,
    serving_headers,
)


def serve(
    storage: Storage,
    key: str,
    *,
    content_type: str | None = None,
    filename: str | None = None,
    is_attachment: bool = False,
) -> Response:
    """Return 200, 206, 304 or 416 with a stored file, by the conditions and range of the request.

    Raises ObjectMissing when the storage has no such file.
    """
    found = storage.head(key)
    if found is None:
        raise ObjectMissing("The stored file does not exist.")
    headers = serving_headers(content_type or found.content_type, filename, is_attachment)
    headers |= {
        "Accept-Ranges": "bytes",
        "ETag": f'"{found.etag}"',
        # Cached but revalidated each time: permission may end, a thumbnail may change.
        "Cache-Control": "private, no-cache",
    }
    if request.if_none_match.contains(found.etag):
        return Response(status=304, headers=headers)
    part = parse_range(_requested_range(found.etag), found.size_bytes)
    if isinstance(part, Unsatisfiable):
        headers["Content-Range"] = f"bytes */{part.size}"
        return Response(status=416, headers=headers)
    start, length = part or (0, found.size_bytes)
    if part is not None:
        end = start + length - 1
        headers["Content-Range"] = f"bytes {start}-{end}/{found.size_bytes}"
    headers["Content-Length"] = str(length)
    is_head = request.method == "HEAD"
    body = iter(()) if is_head else storage.open(key, start, length)
    return Response(body, 200 if part is None else 206, headers=headers)


def _requested_range(etag: str) -> str | None:
    """Return the Range header, None when its If-Range names a file that was replaced."""
    expected = request.if_range.etag
    is_dated = request.if_range.date is not None
    is_outdated = is_dated or (expected is not None and expected != etag)
    return None if is_outdated else request.headers.get("Range")
