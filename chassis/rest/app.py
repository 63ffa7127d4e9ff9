# SPDX-License-Identifier: Apache-2.0
"""The Flask app of a service: its routes, and around them what all services do alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import IntegerConverter

from chassis import health, logging, standard_errors
from chassis.authentication import Authenticator, identify
from chassis.errors import ErrorRules, error_response
from chassis.ids import LARGEST_ID
from chassis.rest.blueprint import ApiBlueprint
from chassis.rest.document import ServiceApi, describe
from chassis.rest.once import IDEMPOTENCY_SECRET
from chassis.rest.process_routes import description_blueprint, health_blueprint
from chassis.rest.responses import http_problem, problem

API = "reelmill_api"
"""The name under which an app keeps its `ServiceApi` among its extensions."""

_MOST_DIGITS = len(str(LARGEST_ID))


@dataclass(frozen=True, slots=True)
class AppSecrets:
    """What an app knows beside the keys of identity."""

    idempotency: bytes = field(default=b"", repr=False)
    """The key of the digests of bodies that were sent with an `Idempotency-Key`."""
    metrics_token: str = field(default="", repr=False)
    """What other machines send to read `/metrics`; empty for none."""


def create_app(
    service: str,
    *,
    blueprints: Iterable[ApiBlueprint],
    authenticator: Authenticator,
    error_rules: ErrorRules,
    readiness: health.Checks,
    secrets: AppSecrets = AppSecrets(),
) -> Flask:
    """Make a service's Flask app: routes, authentication, errors, health, its description."""
    description = description_blueprint(
        f"/api/{service}/openapi.json", lambda: describe(app.extensions[API])
    )
    app = app_of(
        service,
        [
            *blueprints,
            health_blueprint(readiness, secrets.metrics_token, authenticator.public_url),
            description,
        ],
        authenticator=authenticator,
        error_rules=error_rules,
    )
    app.extensions[IDEMPOTENCY_SECRET] = secrets.idempotency
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
    app.url_map.merge_slashes = False
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
    """An id in a path; one that no row can have is answered 404, whatever the method."""

    regex = "[0-9]+"

    def to_python(self, value: str) -> int:
        """Return the id, or raise NotFound."""
        if len(value) > _MOST_DIGITS or not 1 <= int(value) <= LARGEST_ID:
            raise NotFound
        return int(value)


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
