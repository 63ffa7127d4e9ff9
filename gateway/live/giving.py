# SPDX-License-Identifier: Apache-2.0
"""The route of live events in a web server: it gives the connection away."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from chassis import logging, rest
from chassis.errors import ErrorResponse
from chassis.standard_errors import UNAVAILABLE
from gateway.live.handoff import give
from gateway.live.http import LiveRequest

Environ = dict[str, Any]  # Any: WSGI puts values of all types in here
StartResponse = Any  # Any: a callable that WSGI servers type differently


class HandOff:
    """A WSGI app that gives the connection of its request to the process at a Unix socket."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Give the connection away; the server is told that its client has left, and closes it."""
        connection: socket.socket = environ["gunicorn.socket"]
        try:
            give(self._path, connection, request_of(environ))
        except OSError:
            return _unavailable(environ, start_response)
        _let_go(connection)
        raise BrokenPipeError(errno.EPIPE, "the connection was given to another process")


def _let_go(connection: socket.socket) -> None:
    """Put a closed socket in the place of the connection, which the server may shut down."""
    ours, other = socket.socketpair()
    with ours, other:
        os.dup2(ours.fileno(), connection.fileno(), inheritable=False)


def request_of(environ: Environ) -> LiveRequest:
    """Return the head of a WSGI request."""
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    query = environ.get("QUERY_STRING", "")
    target = environ["PATH_INFO"] + (f"?{query}" if query else "")
    return LiveRequest(environ["REQUEST_METHOD"], target, headers)


def _unavailable(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    answer = ErrorResponse(UNAVAILABLE.kind, UNAVAILABLE.code, UNAVAILABLE.meaning)
    with logging.following(environ.get("HTTP_X_REQUEST_ID")) as request_id:
        response = rest.problem(answer)
    response.headers["X-Request-Id"] = request_id
    body: Iterable[bytes] = response(environ, start_response)
    return body
