# SPDX-License-Identifier: Apache-2.0
"""Send a file over HTTP, whole or in part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from flask import Response, request

from chassis.rest.answers import Content
from chassis.storage import Storage, StoredObject, Unsatisfiable, parse_range

_HEADERS = {"Accept-Ranges": "Always bytes.", "ETag": "The version of the file."}
_RANGE = "Content-Range"


@dataclass(frozen=True, slots=True)
class ReadableFile:
    """A file to be sent: its size, its version, and what reads `length` bytes from `start`."""

    size_bytes: int
    etag: str
    read: Callable[[int, int], Iterator[bytes]]


def file_answers(*media_types: str) -> dict[int, Content]:
    """Describe the answers with a file of one of these media types, whole or in part."""
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
    file = ReadableFile(stored.size_bytes, stored.etag, partial(storage.open, stored.key))
    return _answer(file, headers, lambda: storage.nginx_path(stored.key))


def send_readable_file(file: ReadableFile, headers: Mapping[str, str]) -> Response:
    """Return a file that is made while it is sent, as `send_stored_file` does for a stored one."""
    return _answer(file, headers, lambda: None)


def _answer(
    file: ReadableFile, headers: Mapping[str, str], nginx_path: Callable[[], str | None]
) -> Response:
    all_headers = {**headers, "Accept-Ranges": "bytes", "ETag": f'"{file.etag}"'}
    if request.if_none_match.contains(file.etag):
        return Response(status=304, headers=all_headers)
    part = parse_range(_requested_range(file.etag), file.size_bytes)
    if isinstance(part, Unsatisfiable):
        all_headers[_RANGE] = f"bytes */{part.size}"
        return Response(status=416, headers=all_headers)
    is_head = request.method == "HEAD"
    place = None if is_head else nginx_path()
    if place is not None:
        return _sent_by_nginx(place, all_headers, is_whole=part is None)
    start, length = part or (0, file.size_bytes)
    if part is not None:
        all_headers[_RANGE] = f"bytes {start}-{start + length - 1}/{file.size_bytes}"
    all_headers["Content-Length"] = str(length)
    body = iter(()) if is_head else file.read(start, length)
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
