# SPDX-License-Identifier: Apache-2.0
"""Send a stored file over HTTP, so that browsers cannot run it."""

from __future__ import annotations

from flask import Response

from chassis.rest.files import send_stored_file
from chassis.storage import ObjectMissing, Storage, serving_headers


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
    stored = storage.head(key)
    if stored is None:
        raise ObjectMissing("The stored file does not exist.")
    headers = serving_headers(content_type or stored.content_type, filename, is_attachment)
    # Cached but revalidated each time: permission may end, a thumbnail may change.
    headers["Cache-Control"] = "private, no-cache"
    return send_stored_file(storage, stored, headers)
