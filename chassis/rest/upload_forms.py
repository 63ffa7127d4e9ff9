# SPDX-License-Identifier: Apache-2.0
"""Read a multipart form whose last part is a file, which is read as it arrives and never stored."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from flask import Request
from werkzeug.sansio.multipart import (
    Data,
    Epilogue,
    Event,
    Field,
    File,
    MultipartDecoder,
    NeedData,
)

from chassis.standard_errors import BAD_REQUEST, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE
from chassis.storable import reject_unstorable

_CHUNK_BYTES = 64 << 10
_MOST_BYTES_OF_FIELDS = 64 << 10
_MOST_PARTS = 100
_MOST_BUFFERED_BYTES = 4 * _CHUNK_BYTES


@dataclass(frozen=True, slots=True)
class UploadedForm:
    """The fields before the file, and a stream of the file, None when the form has none."""

    fields: dict[str, str]
    file: BinaryIO | None


def read_upload_form(request: Request, *, file_field: str = "file") -> UploadedForm:
    """Read the fields of a form up to its file; what stands behind the file is ignored.

    ApiError when the request is no multipart form, or its fields are larger than 64 KiB or have
    NUL.
    """
    boundary = request.mimetype_params.get("boundary", "")
    if request.mimetype != "multipart/form-data" or not boundary:
        raise UNSUPPORTED_MEDIA_TYPE.error("The body must be a form: multipart/form-data.")
    events = _events(request, boundary)
    fields: dict[str, str] = {}
    size, name = 0, ""
    for event in events:
        if isinstance(event, File) and event.name == file_field:
            reject_unstorable(fields)
            return UploadedForm(fields, cast(BinaryIO, io.BufferedReader(_FileStream(events))))
        if isinstance(event, Field | File):
            name = event.name or ""
            fields[name] = ""
            size += len(name)
        if isinstance(event, Data):
            size += len(event.data)
            fields[name] += event.data.decode(errors="replace")
        if size > _MOST_BYTES_OF_FIELDS:
            raise TOO_LARGE.error("The fields of the form are larger than 64 KiB.")
    reject_unstorable(fields)
    return UploadedForm(fields, None)


def _events(request: Request, boundary: str) -> Iterator[Event]:
    """Yield what a form consists of, as it arrives."""
    # Only as much as the policy of the form allows is read, and the reader checks that.
    request.max_content_length = None
    decoder = MultipartDecoder(
        boundary.encode(errors="replace"),
        max_form_memory_size=_MOST_BUFFERED_BYTES,
        max_parts=_MOST_PARTS,
    )
    while True:
        try:
            event = decoder.next_event()
            if isinstance(event, NeedData):
                decoder.receive_data(request.stream.read(_CHUNK_BYTES) or None)
                continue
        except ValueError as error:
            raise BAD_REQUEST.error(f"The form is malformed: {error}.") from error
        yield event
        if isinstance(event, Epilogue):
            return


class _FileStream(io.RawIOBase):
    """The bytes of the file of a form, up to the end of its part."""

    def __init__(self, events: Iterator[Event]) -> None:
        self._events = events
        self._rest = b""
        self._has_more = True

    def readable(self) -> bool:
        """Always true."""
        return True

    # The interface is that of io.RawIOBase, whose stub names no writable buffer.
    def readinto(self, target: bytearray) -> int:  # type: ignore[override]
        """Read at most as many bytes as the target has; 0 at the end."""
        while not self._rest and self._has_more:
            event = next(self._events, None)
            if not isinstance(event, Data):
                self._has_more = False
                break
            self._rest, self._has_more = event.data, event.more_data
        count = min(len(target), len(self._rest))
        target[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count
