# SPDX-License-Identifier: Apache-2.0
"""Views that answer the same POST with the same Idempotency-Key once."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from typing import Any, ParamSpec

from flask import Response, request

from chassis import idempotency
from chassis.database import Database
from chassis.errors import ApiError, ErrorKind
from chassis.rest import caller

P = ParamSpec("P")
Json = tuple[dict[str, Any], int]  # Any: JSON of whatever shape the route answers


def idempotent(database: Database) -> Callable[[Callable[P, Json]], Callable[P, Response]]:
    """Make a view that returns (JSON, status) honour `Idempotency-Key`.

    Everything the view writes to this database, and the remembered answer, are one transaction.
    """

    def decorate(view: Callable[P, Json]) -> Callable[P, Response]:
        @functools.wraps(view)
        def answer_once(*args: P.args, **kwargs: P.kwargs) -> Response:
            def act() -> idempotency.Reply:
                body, status = view(*args, **kwargs)
                return idempotency.Reply(status, body)

            key = request.headers.get("Idempotency-Key")
            reply = act() if key is None else idempotency.once(database, _request(key), act)
            return _response(reply)

        # The annotation is what flask-openapi3 reads the body's and the path's models from.
        answer_once.__annotations__ = {**view.__annotations__, "return": Response}
        return answer_once

    return decorate


def _request(key: str) -> idempotency.Request:
    if not 1 <= len(key) <= 200 or not key.isprintable():
        raise ApiError(
            ErrorKind.INVALID, "invalid_idempotency_key", "1 to 200 printable characters."
        )
    found = caller()
    digest = hashlib.sha256(request.get_data()).hexdigest()
    route = f"{request.method} {request.path}"[:200]
    return idempotency.Request(found.user_id if found else 0, route, key, digest)


def _response(reply: idempotency.Reply) -> Response:
    return Response(json.dumps(reply.body), reply.status, mimetype="application/json")
