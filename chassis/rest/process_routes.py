# SPDX-License-Identifier: Apache-2.0
"""The routes that every process with an app has: health, metrics, and its own description."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable

from flask import Response, request
from pydantic import Field

from chassis import health
from chassis.identity import host_is_ours
from chassis.rest.answers import Content
from chassis.rest.blueprint import ApiBlueprint
from chassis.rest.models import ResponseBody
from chassis.rest.schemas import Document
from chassis.standard_errors import FOREIGN_ORIGIN, INVALID_TOKEN, NOT_FOUND


class Liveness(ResponseBody):
    """Whether a process runs."""

    ok: bool = Field(description="Always true.", examples=[True])


class Readiness(ResponseBody):
    """Whether a process can do its work."""

    ok: bool = Field(description="Whether nothing fails.", examples=[True])
    failing: dict[str, str] = Field(
        description="Why each thing that fails does, by its name.", examples=[{}]
    )
    notes: dict[str, str] = Field(
        description="What should be known although nothing fails, such as how `children` that "
        "decode are confined on this machine.",
        examples=[{"children": "confined: no network, no secrets, only scratch"}],
    )


def health_blueprint(
    readiness: health.Checks, metrics_token: str = "", public_url: str = ""
) -> ApiBlueprint:
    """Make the routes `/healthz`, `/readyz` and `/metrics`."""
    api = ApiBlueprint("health", __name__)

    def answer(path: str) -> Response:
        status, content_type, body = health.respond(path, readiness)
        return Response(body, status, content_type=content_type)

    @api.get("/healthz", answers={200: Liveness})
    def get_health() -> Response:
        """Ask whether the process runs.

        It is answered without looking at anything else.
        """
        return answer("/healthz")

    @api.get("/readyz", answers={200: Readiness, 503: Readiness}, errors=[FOREIGN_ORIGIN])
    def get_readiness() -> Response:
        """Ask whether the process can do its work.

        It looks at databases, the age of what waits in outboxes, loops, the bus, the storage and
        free disk; 503 names what fails. Ask by `PUBLIC_URL`, an IP address or `localhost`.
        """
        if not _is_own_host(public_url):
            raise FOREIGN_ORIGIN.error("Ask by PUBLIC_URL, an IP address or localhost.")
        return answer("/readyz")

    _add_metrics(api, readiness, metrics_token, public_url)
    return api


def _is_own_host(public_url: str) -> bool:
    return host_is_ours(request.headers.get("Host", ""), public_url=public_url)


def _add_metrics(
    api: ApiBlueprint, readiness: health.Checks, metrics_token: str, public_url: str
) -> None:
    @api.get(
        "/metrics",
        answers={200: Content("The metrics.", ("text/plain",))},
        errors=[INVALID_TOKEN, NOT_FOUND],
    )
    def get_metrics() -> Response:
        """Read the metrics of the process.

        They are in the text format of Prometheus, and those of this process only: nginx, in front
        of several machines, has none. Other machines, and whoever asks by another name than
        `PUBLIC_URL`, an IP address or `localhost`, send `Authorization: Bearer` with the
        `METRICS_TOKEN` of the installation.
        """
        authorization = request.headers.get("Authorization", "")
        is_ours = _is_own_host(public_url)
        if not health.may_read_metrics(
            _reader(), authorization, token=metrics_token, is_own_host=is_ours
        ):
            raise INVALID_TOKEN.error("Metrics are for this machine, or with the METRICS_TOKEN.")
        status, content_type, body = health.respond("/metrics", readiness)
        return Response(body, status, content_type=content_type)


def _reader() -> str:
    """Return the address of who asks for metrics, empty when a proxy asks for somebody."""
    forwarded = request.headers.get("X-Forwarded-For")
    if not request.remote_addr:
        # At a Unix socket only the nginx of this machine asks, and it says for whom.
        return forwarded or ""
    # Behind a proxy every request comes from an address of ours.
    return "" if forwarded is not None else request.remote_addr


def description_blueprint(path: str, describe: Callable[[], Document]) -> ApiBlueprint:
    """Make the route of an OpenAPI document, which is written when it is first asked for."""
    api = ApiBlueprint("description", __name__)

    @functools.cache
    def text() -> str:
        return json.dumps(describe())

    document = Content("An OpenAPI 3.1 document.", ("application/json",))

    @api.get(path, answers={200: document}, operation_id=_operation_id(path))
    def get_description() -> Response:
        """Read the description of the API.

        It lists every operation with what it takes, what it answers, and by which errors.
        """
        return Response(text(), mimetype="application/json")

    return api


def _operation_id(path: str) -> str:
    """Name the operation by the service in its path, because the documents are merged."""
    service = path.removeprefix("/api/").removesuffix("openapi.json").strip("/")
    return f"get{service.capitalize()}Description"
