# SPDX-License-Identifier: Apache-2.0
"""Whether a process lives, whether it is ready, and what it measured."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from wsgiref.simple_server import WSGIRequestHandler, make_server

from flask import Flask, Response
from prometheus_client import CONTENT_TYPE_LATEST, Histogram, generate_latest

REQUESTS = Histogram(
    "reelmill_request_seconds", "REST requests.", ["service", "method", "route", "status"]
)

Checks = Mapping[str, Callable[[], None]]


def add_routes(app: Flask, readiness: Checks) -> None:
    """Serve `/healthz`, `/readyz` and `/metrics` on an app."""
    app.add_url_rule("/healthz", "healthz", lambda: {"ok": True})
    app.add_url_rule("/readyz", "readyz", lambda: _ready(readiness))
    app.add_url_rule(
        "/metrics", "metrics", lambda: Response(generate_latest(), mimetype=CONTENT_TYPE_LATEST)
    )


def serve(port: int, readiness: Checks, *, host: str = "127.0.0.1") -> Callable[[], None]:
    """Serve the three routes from a thread, for processes without a web door; return a stop."""
    app = Flask("health")
    add_routes(app, readiness)
    server = make_server(host, port, app, handler_class=_Silent)
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
    return server.shutdown


def _ready(readiness: Checks) -> tuple[dict[str, object], int]:
    failing = {}
    for name, check in readiness.items():
        try:
            check()
        except Exception as error:
            failing[name] = type(error).__name__
    return {"ok": not failing, "failing": failing}, 503 if failing else 200


class _Silent(WSGIRequestHandler):
    """Handles a request without a line of log."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
