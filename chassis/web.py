# SPDX-License-Identifier: Apache-2.0
"""Runs a WSGI app under gunicorn, set up in code rather than by a file."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from gunicorn import util
from gunicorn.app.base import BaseApplication
from gunicorn.config import Config

MakeApp = Callable[[], Any]  # Any: a WSGI callable


class _Host(BaseApplication):  # type: ignore[misc] # gunicorn is not typed
    """A gunicorn arbiter whose app is made in each worker, after the fork."""

    cfg: Config

    def __init__(self, make_app: MakeApp, settings: dict[str, Any]) -> None:
        self._make_app = make_app
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Pass the settings to gunicorn."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # Any: a WSGI callable
        """Make the app; gRPC servers and threads may only be started here, after the fork."""
        return self._make_app()


def write_problem(sock: Any, status: int, reason: str, message: str) -> None:
    """Answer a request that is no HTTP as problem+json, as every other error is answered.

    It stands for the function of gunicorn that answers HTML; `sock` is the connection.
    """
    code, detail = _PROBLEMS.get(status, _PROBLEMS[500 if status >= 500 else 400])
    body = {
        "type": f"urn:reelmill:error:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "error": code,
        "requestId": uuid.uuid4().hex,
    }
    text = json.dumps(body).encode()
    head = (
        f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\n"
        f"Content-Type: application/problem+json\r\nX-Request-Id: {body['requestId']}\r\n"
        f"Content-Length: {len(text)}\r\n\r\n"
    )
    util.write_nonblock(sock, head.encode() + text)


_PROBLEMS = {
    400: ("bad_request", "The request is not valid HTTP; correct it."),
    414: ("uri_too_long", "The address is longer than 8,190 bytes; shorten it."),
    431: ("headers_too_large", "The headers are too large; send fewer or shorter ones."),
    500: ("internal", "The service has a fault; report it with the request id."),
}
"""The code and the detail of each status that gunicorn itself answers."""


def serve(
    make_app: MakeApp,
    *,
    listen: str = "",
    threads: int = 16,
    workers: int = 1,
    on_exit: Callable[[], None] = lambda: None,
) -> None:
    """Serve until a signal ends it; `on_exit` is called in each worker that ends.

    Without an address it listens at the sockets that were inherited as systemd hands them over.
    """
    settings = {
        "bind": [listen] if listen else [],
        "workers": workers,
        "worker_class": "gthread",
        "threads": threads,
        "timeout": 0,
        "graceful_timeout": 3,
        "keepalive": 5,
        # As long as nginx allows by default; gunicorn answers longer lines 414, without JSON.
        "limit_request_line": 8190,
        "loglevel": "warning",
        "control_socket_disable": True,
        "worker_exit": lambda _server, _worker: on_exit(),
    }
    util.write_error = write_problem
    _Host(make_app, settings).run()
