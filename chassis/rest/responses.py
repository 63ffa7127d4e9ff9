# SPDX-License-Identifier: Apache-2.0
"""Answers: models as JSON, and errors as RFC 9457 problems."""

from __future__ import annotations

import json
from typing import Any

from flask import Response
from pydantic import BaseModel
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from chassis import logging, standard_errors
from chassis.errors import ErrorKind, ErrorResponse
from chassis.rest.answers import Answer

PROBLEM_TYPE = "application/problem+json"

_OF_HTTP = {
    404: standard_errors.NOT_FOUND,
    405: standard_errors.METHOD_NOT_ALLOWED,
    413: standard_errors.TOO_LARGE,
    415: standard_errors.UNSUPPORTED_MEDIA_TYPE,
}


def to_response(result: Any, *, success_status: int) -> Any:  # Any: what Flask takes
    """Make a response of what a view returned: a model, or an Answer; the rest is Flask's."""
    if isinstance(result, BaseModel):
        result = Answer(result)
    if not isinstance(result, Answer):
        return result
    text = result.body.model_dump_json(by_alias=True)
    status = success_status if result.status is None else result.status
    response = Response(text, status, mimetype="application/json")
    response.headers.update(result.all_headers())
    return response


def problem(found: ErrorResponse) -> Response:
    """Write an error as RFC 9457 problem+json."""
    body: dict[str, Any] = {  # Any: JSON members of several types
        "type": f"urn:reelmill:error:{found.code}",
        "title": found.code.replace("_", " ").capitalize(),
        "status": found.kind.http_status,
        "detail": found.detail,
        "error": found.code,
        "requestId": logging.request_id(),
        **found.extra,
    }
    if found.problems:
        body["errors"] = [
            {"pointer": one.pointer, "error": one.code, "detail": one.detail}
            for one in found.problems
        ]
    response = Response(json.dumps(body), found.kind.http_status, mimetype=PROBLEM_TYPE)
    if found.kind is ErrorKind.RATE_LIMITED:
        response.headers["Retry-After"] = str(found.extra.get("retryAfter", 60))
    if found.kind is ErrorKind.UNAUTHENTICATED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def http_problem(error: HTTPException) -> Response:
    """Answer an error that Flask or werkzeug raised."""
    rule = _OF_HTTP.get(error.code or 500, standard_errors.BAD_REQUEST)
    response = problem(ErrorResponse(rule.kind, rule.code, error.description or rule.meaning))
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response
