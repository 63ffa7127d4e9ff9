# SPDX-License-Identifier: Apache-2.0
"""The REST door every service has: identity, CSRF, problem+json, request ids, OpenAPI."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pydantic
from flask import Flask, Request, Response, g, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from chassis import health, logging
from chassis.authentication import UNSAFE_METHODS, Authenticator, identify
from chassis.errors import (
    ApiError,
    ErrorKind,
    ErrorResponse,
    ErrorRules,
    FieldError,
    error_response,
)
from chassis.identity import Caller

_PROBLEM = "application/problem+json"
_MOST_JSON_BYTES = 2 * 2**20


class _JsonRequest(Request):
    """A request whose body is read as JSON whatever its type says, as command lines send it."""

    @property
    def is_json(self) -> bool:
        """Say that the body is JSON unless it is a form of parts."""
        return self.mimetype != "multipart/form-data"

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        """Read the body, and no body at all as an object without members."""
        if not self.get_data():
            return {}
        return super().get_json(force=force, silent=silent, cache=cache)


class _Id(IntegerConverter):
    """An id in a path: no table has a row beyond 31 bits, so a larger one is not found."""

    def __init__(self, rules: Map) -> None:
        super().__init__(rules, max=2**31 - 1)


def create_app(
    service: str,
    *,
    blueprints: Iterable[APIBlueprint],
    authenticator: Authenticator,
    error_rules: ErrorRules,
    readiness: Mapping[str, Callable[[], None]],
) -> Flask:
    """Make a service's Flask app: its routes, and around them what all services do alike."""
    app = OpenAPI(
        service,
        info=Info(title=f"Reelmill {service}", version="1"),
        doc_ui=False,
        static_folder=None,
        validation_error_callback=_invalid_request,
        validation_error_status=400,
    )
    app.request_class = _JsonRequest
    app.url_map.converters["int"] = _Id
    app.json.sort_keys = False  # type: ignore[attr-defined] # the default provider has it
    app.before_request(lambda: _enter(authenticator))
    app.after_request(_leave(service))
    app.teardown_request(_forget)
    app.register_error_handler(Exception, _refuse(service, error_rules))
    for blueprint in blueprints:
        app.register_api(blueprint)
    health.add_routes(app, readiness)
    document = json.dumps({**app.api_doc, "openapi": "3.1.0"})
    app.add_url_rule(
        f"/api/{service}/openapi.json",
        "openapi_document",
        lambda: Response(document, mimetype="application/json"),
    )
    return app


def caller() -> Caller | None:
    """Return who calls, None when anonymous."""
    found: Caller | None = g.get("caller")
    return found


def require_user() -> Caller:
    """Return who calls, or refuse an anonymous request."""
    found = caller()
    if found is None:
        raise ApiError(ErrorKind.UNAUTHENTICATED, "unauthenticated", "Sign in first.")
    return found


def require_admin() -> Caller:
    """Return the site administrator who calls, or refuse."""
    found = require_user()
    if not found.is_admin:
        raise ApiError(ErrorKind.FORBIDDEN, "forbidden", "Only site administrators may do this.")
    return found


def problem(found: ErrorResponse) -> Response:
    """Write a refusal as RFC 9457 problem+json."""
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
    response = Response(json.dumps(body), found.kind.http_status, mimetype=_PROBLEM)
    if found.kind is ErrorKind.RATE_LIMITED:
        response.headers["Retry-After"] = str(found.extra.get("retryAfter", 60))
    return response


def _enter(authenticator: Authenticator) -> None:
    context = logging.following(request.headers.get("X-Request-Id"))
    g.request_context = context
    g.request_id = context.__enter__()
    g.started = time.perf_counter()
    g.caller = identify(authenticator)
    _check_json()


def _check_json() -> None:
    """Refuse a body that is not a JSON object before any route sees it."""
    if request.method not in UNSAFE_METHODS or request.mimetype == "multipart/form-data":
        return
    request.max_content_length = _MOST_JSON_BYTES
    body = request.get_data()
    if not body:
        return
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ApiError(
            ErrorKind.INVALID, "invalid_json", f"The body is not JSON: {error}"
        ) from error
    if not isinstance(parsed, dict):
        raise ApiError(ErrorKind.INVALID, "invalid_body", "The body must be a JSON object.")


def _leave(service: str) -> Callable[[Response], Response]:
    def leave(response: Response) -> Response:
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Request-Id"] = logging.request_id()
        seconds = time.perf_counter() - g.get("started", time.perf_counter())
        route = request.url_rule.rule if request.url_rule else "unknown"
        health.REQUESTS.labels(service, request.method, route, response.status_code).observe(
            seconds
        )
        return response

    return leave


def _forget(_error: BaseException | None) -> None:
    context = g.pop("request_context", None)
    if context is not None:
        context.__exit__(None, None, None)


def _refuse(service: str, error_rules: ErrorRules) -> Callable[[Exception], Response]:
    log = logging.get_logger(service)

    def refuse(error: Exception) -> Response:
        if isinstance(error, HTTPException):
            return problem(_of_werkzeug(error))
        found = error_response(error, error_rules)
        if found is None:
            log.exception("rest.failed", path=request.path)
            found = ErrorResponse(
                ErrorKind.INTERNAL, "internal", "Something went wrong on our side."
            )
        return problem(found)

    return refuse


def _of_werkzeug(error: HTTPException) -> ErrorResponse:
    codes = {404: ErrorKind.NOT_FOUND, 405: ErrorKind.METHOD, 413: ErrorKind.TOO_LARGE}
    kind = codes.get(error.code or 500, ErrorKind.INVALID)
    code = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}.get(
        error.code or 500, "bad_request"
    )
    return ErrorResponse(kind, code, error.description or code)


def _invalid_request(error: pydantic.ValidationError) -> Response:
    problems = [
        FieldError(
            code=_code_of(one),
            pointer="".join(f"/{part}" for part in one["loc"]),
            detail=one["msg"],
        )
        for one in error.errors(include_url=False)
    ]
    code = problems[0].code if len({one.code for one in problems}) == 1 else "invalid_body"
    return problem(ErrorResponse(ErrorKind.INVALID, code, problems[0].detail, problems))


def _code_of(error: Any) -> str:  # Any: pydantic's ErrorDetails
    """Name a field error: a custom code when the model raised one, else by the field."""
    if error["type"] in {"missing", "extra_forbidden"} or not error["loc"]:
        return "missing_fields" if error["type"] == "missing" else "invalid_body"
    if "_" in error["type"] and error["type"].startswith("rm_"):
        return str(error["type"]).removeprefix("rm_")
    return "invalid_body"
