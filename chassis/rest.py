# SPDX-License-Identifier: Apache-2.0
"""The REST door every service has: identity, CSRF, problem+json, request ids, OpenAPI."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pydantic
from flask import Flask, Request, Response, g, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from chassis import health, logging
from chassis.identity import (
    AccessTokens,
    Caller,
    InvalidToken,
    TokenResolver,
    csrf_matches,
    origin_is_ours,
)
from chassis.refusals import Answer, Kind, Problem, Refusals, Refused, answer

ACCESS_COOKIE = "access"
CSRF_COOKIE = "csrf"
CSRF_HEADER = "x-csrf-token"
_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
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


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """What a REST door needs to know its callers."""

    access_tokens: AccessTokens
    resolve_token: TokenResolver
    public_url: str = ""
    open_forms: frozenset[str] = field(default_factory=frozenset)
    """Paths whose POST carries its own signature (upload forms): no cookie, no CSRF."""
    credential_paths: frozenset[str] = field(default_factory=frozenset)
    """Paths that take a password or refresh token: the access cookie is not looked at there."""


def create_app(
    service: str,
    *,
    blueprints: Iterable[APIBlueprint],
    doorkeeper: Doorkeeper,
    refusals: Refusals,
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
    app.before_request(lambda: _enter(doorkeeper))
    app.after_request(_leave(service))
    app.teardown_request(_forget)
    app.register_error_handler(Exception, _refuse(service, refusals))
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
        raise Refused(Kind.UNAUTHENTICATED, "unauthenticated", "Sign in first.")
    return found


def require_admin() -> Caller:
    """Return the site administrator who calls, or refuse."""
    found = require_user()
    if not found.is_admin:
        raise Refused(Kind.FORBIDDEN, "forbidden", "Only site administrators may do this.")
    return found


def problem(found: Answer) -> Response:
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
    if found.kind is Kind.RATE_LIMITED:
        response.headers["Retry-After"] = str(found.extra.get("retryAfter", 60))
    return response


def _enter(doorkeeper: Doorkeeper) -> None:
    context = logging.following(request.headers.get("X-Request-Id"))
    g.request_context = context
    g.request_id = context.__enter__()
    g.started = time.perf_counter()
    g.caller = _identify(doorkeeper)
    _check_json()


def _identify(doorkeeper: Doorkeeper) -> Caller | None:
    if request.path in doorkeeper.open_forms:
        return None
    authorization = request.headers.get("Authorization")
    if authorization is not None:
        return _bearer(authorization, doorkeeper)
    if request.method in _UNSAFE:
        _check_origin(doorkeeper)
    cookie = request.cookies.get(ACCESS_COOKIE)
    if not cookie or request.path in doorkeeper.credential_paths:
        return None
    try:
        found = doorkeeper.access_tokens.verify(cookie)
    except InvalidToken:
        return None
    if request.method in _UNSAFE and not csrf_matches(
        found, request.headers.get(CSRF_HEADER), request.cookies.get(CSRF_COOKIE)
    ):
        raise Refused(Kind.FORBIDDEN, "csrf_invalid", "The x-csrf-token header does not match.")
    return found


def _bearer(authorization: str, doorkeeper: Doorkeeper) -> Caller:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() == "bearer" and token.startswith("rm_"):
        if (found := doorkeeper.resolve_token(token)) is not None:
            return found
    elif scheme.lower() == "bearer":
        try:
            return doorkeeper.access_tokens.verify(token)
        except InvalidToken:
            pass
    raise Refused(Kind.UNAUTHENTICATED, "invalid_token", "This token is not valid (any more).")


def _check_origin(doorkeeper: Doorkeeper) -> None:
    ours = (request.host_url, doorkeeper.public_url or request.host_url)
    if not origin_is_ours(
        origin=request.headers.get("Origin"),
        fetch_site=request.headers.get("Sec-Fetch-Site"),
        allowed=ours,
    ):
        raise Refused(Kind.FORBIDDEN, "foreign_origin", "This page may not call us.")


def _check_json() -> None:
    """Refuse a body that is not a JSON object before any route sees it."""
    if request.method not in _UNSAFE or request.mimetype == "multipart/form-data":
        return
    request.max_content_length = _MOST_JSON_BYTES
    body = request.get_data()
    if not body:
        return
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(Kind.INVALID, "invalid_json", f"The body is not JSON: {error}") from error
    if not isinstance(parsed, dict):
        raise Refused(Kind.INVALID, "invalid_body", "The body must be a JSON object.")


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


def _refuse(service: str, refusals: Refusals) -> Callable[[Exception], Response]:
    log = logging.get_logger(service)

    def refuse(error: Exception) -> Response:
        if isinstance(error, HTTPException):
            return problem(_of_werkzeug(error))
        found = answer(error, refusals)
        if found is None:
            log.exception("rest.failed", path=request.path)
            found = Answer(Kind.INTERNAL, "internal", "Something went wrong on our side.")
        return problem(found)

    return refuse


def _of_werkzeug(error: HTTPException) -> Answer:
    codes = {404: Kind.NOT_FOUND, 405: Kind.METHOD, 413: Kind.TOO_LARGE}
    kind = codes.get(error.code or 500, Kind.INVALID)
    code = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}.get(
        error.code or 500, "bad_request"
    )
    return Answer(kind, code, error.description or code)


def _invalid_request(error: pydantic.ValidationError) -> Response:
    problems = [
        Problem(
            code=_code_of(one),
            pointer="".join(f"/{part}" for part in one["loc"]),
            detail=one["msg"],
        )
        for one in error.errors(include_url=False)
    ]
    code = problems[0].code if len({one.code for one in problems}) == 1 else "invalid_body"
    return problem(Answer(Kind.INVALID, code, problems[0].detail, problems))


def _code_of(error: Any) -> str:  # Any: pydantic's ErrorDetails
    """Name a field error: a custom code when the model raised one, else by the field."""
    if error["type"] in {"missing", "extra_forbidden"} or not error["loc"]:
        return "missing_fields" if error["type"] == "missing" else "invalid_body"
    if "_" in error["type"] and error["type"].startswith("rm_"):
        return str(error["type"]).removeprefix("rm_")
    return "invalid_body"
