# SPDX-License-Identifier: Apache-2.0
"""The image that stands for a thumbnail that is not there yet."""

from __future__ import annotations

from flask import Response

_SHAPES = {
    "video": '<path d="M148 62v56l46-28z"/>',
    "audio": '<path d="M176 52v58a16 16 0 1 1-10-15V70l-30 8v42a16 16 0 1 1-10-15V64z"/>',
}
_PICTURE = '<path d="M112 122l34-44 24 30 14-16 26 30z"/><circle cx="192" cy="68" r="9"/>'
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, max-age=5",
}


def placeholder(kind: str) -> Response:
    """Return a drawing for a kind of upload, which browsers ask for again after 5 seconds."""
    shape = _SHAPES.get(kind, _PICTURE)
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180" width="320" height="180">'
        f'<rect width="320" height="180" fill="#23262d"/><g fill="#5b6270">{shape}</g></svg>'
    )
    return Response(drawing, mimetype="image/svg+xml", headers=_HEADERS)
