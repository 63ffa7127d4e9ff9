# SPDX-License-Identifier: Apache-2.0
"""The few routes of the gateway itself: health, the API description, the web client."""

from __future__ import annotations

import functools
from collections.abc import Callable

from flask import Flask, Response
from pydantic import Field

from chassis import health
from chassis.rest import ApiBlueprint, Content, RequestQuery
from chassis.rest.app import API, app_of
from chassis.rest.document import ServiceApi, describe
from chassis.rest.process_routes import description_blueprint, health_blueprint
from chassis.rest.schemas import Document
from chassis.standard_errors import (
    INSUFFICIENT_SCOPE,
    INVALID_TOKEN,
    RATE_LIMITED,
    UNAUTHENTICATED,
    UNAVAILABLE,
)
from gateway import web_client
from gateway.description import NAME, Documents, merge
from gateway.docs_page import docs_page
from gateway.routes import Route

_DOCUMENT_PATH = "/api/openapi.json"
LIVE_PATH = "/api/events"
_PATHS = (*health.PATHS, _DOCUMENT_PATH, "/api/docs", LIVE_PATH)
ROUTES = (*(Route(("GET",), path, NAME) for path in _PATHS), *web_client.ROUTES)

DOCS_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
"""The Content-Security-Policy of the page that describes the API."""
_PAGE = Content("A page.", ("text/html",), {"Content-Security-Policy": "What it may load."})


def create_app(
    documents: Documents,
    readiness: health.Checks,
    *,
    metrics_token: str = "",
    public_url: str = "",
) -> Flask:
    """Make the app that serves `ROUTES`; `documents` fetches those of the services."""

    # Merging takes a while and most processes are never asked.
    @functools.cache
    def merged() -> Document:
        return merge({**documents(), NAME: describe(app.extensions[API])})

    blueprints = [
        health_blueprint(readiness, metrics_token, public_url),
        description_blueprint(_DOCUMENT_PATH, merged),
        _docs_blueprint(merged),
        _live_blueprint(),
        web_client.blueprint(),
    ]
    app = app_of(NAME, blueprints, authenticator=None, error_rules={})
    return app


def own_document() -> Document:
    """Write the description of the gateway's own routes."""
    api: ServiceApi = create_app(dict, {}).extensions[API]
    return describe(api)


class LiveQuery(RequestQuery):
    """Where a stream continues."""

    last_event_id: str | None = Field(
        None,
        description="The id of the last event received, for clients that cannot send the header"
        " `Last-Event-ID`.",
        examples=["9f1c2a3b-17"],
    )
    follow: bool = Field(
        True,
        description="Whether the stream stays open; without, it ends after what was missed.",
        examples=[False],
    )


def _live_blueprint() -> ApiBlueprint:
    """Describe live events; a process of their own answers them."""
    api = ApiBlueprint("live", __name__)
    stream = Content("Server-sent events.", ("text/event-stream",))

    @api.get(
        LIVE_PATH,
        answers={200: stream},
        errors=[UNAUTHENTICATED, INVALID_TOKEN, INSUFFICIENT_SCOPE, RATE_LIMITED, UNAVAILABLE],
    )
    def stream_events(query: LiveQuery) -> Response:
        """Listen to what happens to the caller's things.

        Each event is JSON with a `type` such as `render.progress` and the ids it is about. An event
        named `ready` says that nothing was missed since `Last-Event-ID`, one named `reset` that
        what is shown must be read again. A stream ends with the access token that opened it, after
        ten minutes at most; browsers reconnect by themselves.
        """
        raise UNAVAILABLE.error()

    return api


def _docs_blueprint(merged: Callable[[], Document]) -> ApiBlueprint:
    api = ApiBlueprint("docs", __name__)

    @api.get("/api/docs", answers={200: _PAGE}, any_query=True)
    def show_docs() -> Response:
        """Show the description of the API to people.

        It lists every operation with what it takes and what it answers.
        """
        response = Response(docs_page(merged()), mimetype="text/html")
        response.headers["Content-Security-Policy"] = DOCS_POLICY
        return response

    return api
