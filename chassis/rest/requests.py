# SPDX-License-Identifier: Apache-2.0
"""Requests read into the models of an operation; every fault is named by an RFC 6901 pointer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

import pydantic
from flask import Request
from pydantic import BaseModel, RootModel

from chassis import standard_errors
from chassis.errors import ApiError
from chassis.rest.operations import Operation
from chassis.rest.validation import Model, validate
from chassis.storable import reject_unstorable

MOST_BODY_BYTES = 2 * 2**20
"""How large the body of a request may be, of whatever media type; upload forms have their own."""


def read_arguments(
    operation: Operation, request: Request, variables: Mapping[str, object]
) -> dict[str, Any]:  # Any: models of path, query and body
    """Return what the view of an operation takes of a request, or raise ApiError."""
    models, arguments = operation.models, dict[str, Any]()
    reject_unstorable(dict(variables))
    reject_unstorable(_query_of(request))
    if "path" in models:
        arguments["path"] = _read_path(models["path"], variables)
    else:
        arguments |= variables
    if "query" in models:
        arguments["query"] = read_query(models["query"], request)
    elif operation.is_described and not operation.options.get("any_query", False):
        read_query(_NoQuery, request)
    if bodies := operation.bodies:
        body = bodies[_media_type(request, bodies)]
        found = validate(body, _read_body(body, request), "invalid_body")
        if "body" in models:
            arguments["body"] = found
    return arguments


def check_body(operation: Operation, request: Request) -> None:
    """Refuse a body that is larger or of another media type than an operation takes.

    It is called before anything of the body is read. A form, or a body of bytes, is bounded by what
    reads it.
    """
    if {"form", "content"} & operation.options.keys():
        return
    request.max_content_length = MOST_BODY_BYTES
    if (request.content_length or 0) > MOST_BODY_BYTES:
        raise _too_large()


def _too_large() -> ApiError:
    limit = f"A body has at most {MOST_BODY_BYTES >> 20} MiB; send less."
    return standard_errors.TOO_LARGE.error(limit)


def _media_type(request: Request, bodies: Mapping[str, object]) -> str:
    """Return the media type by which a body is read; a body without one, or none, is JSON."""
    if request.mimetype in bodies or not request.mimetype:
        return request.mimetype or "application/json"
    is_empty = request.content_length in {None, 0} and "Transfer-Encoding" not in request.headers
    if is_empty:
        return "application/json"
    raise standard_errors.UNSUPPORTED_MEDIA_TYPE.error(
        f"The body must be {' or '.join(bodies)}, not {request.mimetype[:80]}."
    )


def _read_path(model: type[Model], variables: Mapping[str, object]) -> Model:
    try:
        return model.model_validate(variables)
    except pydantic.ValidationError as error:
        raise standard_errors.NOT_FOUND.error("There is no such path.") from error


def read_query(model: type[Model], request: Request) -> Model:
    """Read the parameters of the query; one that is repeated is read as a list."""
    return validate(model, _query_of(request), "invalid_parameter")


def _query_of(request: Request) -> dict[str, object]:
    return {
        name: values[0] if len(values) == 1 else values for name, values in request.args.lists()
    }


def read_json(request: Request) -> dict[str, Any]:  # Any: decoded JSON
    """Read the body as a JSON object, no body is an empty one."""
    parsed = _read_json_value(request)
    if not isinstance(parsed, dict):
        raise standard_errors.INVALID_BODY.error("The body must be a JSON object.")
    return parsed


def _read_body(model: type[BaseModel], request: Request) -> Any:  # Any: decoded JSON
    """Read the body as a model expects it: an object, or what a root model says."""
    return _read_json_value(request) if issubclass(model, RootModel) else read_json(request)


def _read_json_value(request: Request) -> Any:  # Any: decoded JSON
    body = request.get_data()
    # A chunked body is cut off at the limit without an error.
    if request.content_length is None and len(body) >= MOST_BODY_BYTES:
        raise _too_large()
    if not body:
        return {}
    try:
        parsed = json.loads(body, parse_constant=_reject_constant)
    except (ValueError, RecursionError) as error:
        raise standard_errors.INVALID_JSON.error(f"The body is not JSON: {error}") from error
    reject_unstorable(parsed)
    return parsed


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


class _NoQuery(pydantic.BaseModel):
    """The query of an operation that takes none."""

    model_config = pydantic.ConfigDict(extra="forbid")
