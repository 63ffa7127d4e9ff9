# SPDX-License-Identifier: Apache-2.0
"""The answer to a save of a revision that is not the current one."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, after_this_request

from chassis.errors import ApiError, ErrorKind


def stale_error(stale: Exception, *, revision: int, members: Mapping[str, object]) -> ApiError:
    """Return a 412 with the current document in its members and the current revision as ETag."""
    after_this_request(lambda response: _with_etag(response, revision))
    return ApiError(ErrorKind.STALE, "stale_revision", str(stale), extra=members)


def _with_etag(response: Response, revision: int) -> Response:
    response.set_etag(str(revision))
    return response
