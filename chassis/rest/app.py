# SPDX-License-Identifier: Apache-2.0
"""The Flask app of a service: its routes, and around them what all services do alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter

from chassis import health, logging, standard_errors
from chassis.authentication import Authenticator, identify
from chassis.errors import ErrorRules, error_response
from chassis.rest.blueprint import ApiBlueprint
from chassis.rest.document import ServiceApi, describe
from chassis.rest.models import LARGEST_ID
from chassis.rest.process_routes import description_blueprint, health_blueprint
from chassis.rest.responses import http_problem, problem

API = "reelmill_api"
"""The name under which an app keeps its `ServiceApi` among its extensions."""


def create_app(
    service: str,
    *,
    blueprints: Iterable[ApiBlueprint],
    authenticator: Authenticator,
    error_rules: ErrorRules,
    readiness: health.Checks,
) -> Flask:
    """Make a service's Flask app: routes, authentication, errors, health, its description."""
    description = description_blueprint(
        f"/api/{service}/openapi.json", lambda: describe(app.extensions[API])
    )
    app = app_of(
        service,
        [*blueprints, health_blueprint(readiness), description],
        authenticator=authenticator,
        error_rules=error_rules,
    )
    return app


def app_of(
    service: str,
    blueprints: Sequence[ApiBlueprint],
    *,
    authenticator: Authenticator | None,
    error_rules: ErrorRules,
) -> Flask:
    """Make an app of exactly these blueprints; without an authenticator nobody is identified."""
    app = Flask(service, static_folder=None)
    app.url_map.converters["int"] = _IdConverter
    app.before_request(lambda: _begin(authenticator))
    app.after_request(_finish(service))
    app.teardown_request(_end)
    app.register_error_handler(Exception, _error_handler(service, error_rules))
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    operations = [one for blueprint in blueprints for one in blueprint.operations]
    has_callers = authenticator is not None
    app.extensions[API] = ServiceApi(service, operations, error_rules, has_callers=has_callers)
    return app


class _IdConverter(IntegerConverter):
    """An id in a path: one that is too large for a row is read as the largest, which no row has."""

    def to_python(self, value: str) -> int:
        """Read an id; a converter that refused it would make werkzeug answer 405 instead of 404."""
        return min(int(value), LARGEST_ID) if len(value) < 20 else LARGEST_ID


def _begin(authenticator: Authenticator | None) -> None:
    """Begin a request: its id, its time, its caller."""
    context = logging.following(request.headers.get("X-Request-Id"))
    g.request_context = context
    g.request_id = context.__enter__()
    g.started = time.perf_counter()
    g.caller = None if authenticator is None else identify(authenticator)


def _finish(service: str) -> Callable[[Response], Response]:
    def finish(response: Response) -> Response:
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Request-Id"] = logging.request_id()
        seconds = time.perf_counter() - g.get("started", time.perf_counter())
        route = request.url_rule.rule if request.url_rule else "unknown"
        labels = (service, request.method, route, response.status_code)
        health.REQUESTS.labels(*labels).observe(seconds)
        return response

    return finish


def _end(_error: BaseException | None) -> None:
    context = g.pop("request_context", None)
    if context is not None:
        context.__exit__(None, None, None)


def _error_handler(service: str, error_rules: ErrorRules) -> Callable[[Exception], Response]:
    log = logging.get_logger(service)

    def answer(error: Exception) -> Response:
        if isinstance(error, HTTPException):
            return http_problem(error)
        found = error_response(error, error_rules)
        if found is None:
            log.exception("rest.failed", path=request.path)
            found = standard_errors.INTERNAL.error().response
        return problem(found)

    return answer
