# SPDX-License-Identifier: Apache-2.0
"""Views that answer the same POST with the same Idempotency-Key once."""

from __future__ import annotations

import functools
import hashlib
import hmac
import json
import re
from collections.abc import Callable
from typing import Any, ParamSpec

from flask import Response, current_app, g, request

from chassis import idempotency
from chassis.database import Database
from chassis.rest.callers import caller
from chassis.rest.responses import to_response
from chassis.standard_errors import INVALID_IDEMPOTENCY_KEY

P = ParamSpec("P")

IDEMPOTENCY_KEY = re.compile(r"^[!-~]([ -~]{0,198}[!-~])?$")
"""What a key looks like: 1 to 200 printable characters of ASCII."""

IDEMPOTENCY_SECRET = "reelmill_idempotency_secret"
"""The name under which an app keeps the key of digests of bodies among its extensions."""

_STORED_HEADERS = ("ETag", "Location")


def idempotent(database: Database) -> Callable[[Callable[P, Any]], Callable[P, Response]]:
    """Make a view that returns JSON honour `Idempotency-Key`.

    With a key, everything the view writes to this database and the stored answer are one
    transaction: the view joins it and does not commit by itself.
    """

    def decorate(view: Callable[P, Any]) -> Callable[P, Response]:  # Any: what Flask takes
        @functools.wraps(view)
        def answer_once(*args: P.args, **kwargs: P.kwargs) -> Response:
            def act() -> Response:
                status = g.operation.success_status
                return current_app.make_response(
                    to_response(view(*args, **kwargs), success_status=status)
                )

            identified = idempotency_request()
            if identified is None:
                return act()
            return _restored(idempotency.once(database, identified, lambda: _stored(act())))

        answer_once.is_idempotent = True  # type: ignore[attr-defined] # `is_idempotent` reads it
        return answer_once

    return decorate


def idempotency_request() -> idempotency.Request | None:
    """Return what identifies the current request, None when it has no `Idempotency-Key`.

    A view whose effect takes several transactions asks for it, instead of being `@idempotent`.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not IDEMPOTENCY_KEY.fullmatch(key):
        raise INVALID_IDEMPOTENCY_KEY.error()
    found = caller()
    # A digest without a key would tell a password to whoever reads the table.
    secret: bytes = current_app.extensions.get(IDEMPOTENCY_SECRET, b"")
    digest = hmac.new(secret, request.get_data(), hashlib.sha256).hexdigest()
    route = f"{request.method} {request.path}"[:200]
    return idempotency.Request(found.user_id if found else 0, route, key, digest)


def _stored(response: Response) -> idempotency.Reply:
    headers = {name: response.headers[name] for name in _STORED_HEADERS if name in response.headers}
    return idempotency.Reply(response.status_code, response.get_json(), headers)


def _restored(reply: idempotency.Reply) -> Response:
    text = json.dumps(reply.body)
    response = Response(text, reply.status, mimetype="application/json")
    response.headers.update(reply.headers)
    return response
