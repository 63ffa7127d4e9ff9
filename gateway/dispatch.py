# SPDX-License-Identifier: Apache-2.0
"""Dispatches each request to the service that its path belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chassis import logging, rest
from chassis.errors import ErrorKind, ErrorResponse
from chassis.standard_errors import NOT_FOUND
from gateway.routes import Route

Environ = dict[str, Any]  # Any: WSGI puts values of all types in here
App = Any  # Any: a WSGI callable, which Flask and the server type differently

_WILD = ("*", "**")


@dataclass(slots=True)
class _Node:
    """A node in the tree of path templates."""

    children: dict[str, _Node] = field(default_factory=dict)
    services: dict[str, str] = field(default_factory=dict)
    """The service that answers here, by method."""

    def add(self, segments: Sequence[str]) -> _Node:
        """Return the node at these segments, which is made when it is missing."""
        node = self
        for segment in segments:
            node = node.children.setdefault(segment, _Node())
        return node

    def find(self, segments: Sequence[str]) -> _Node | None:
        """Return the most literal node that fits a path."""
        if not segments:
            return self if self.services else None
        first, *rest = segments
        for name in _names(first):
            child = self.children.get(name)
            if child is not None and (found := child.find(rest)) is not None:
                return found
        return self.children.get("**") if first else None


def _names(segment: str) -> tuple[str, ...]:
    """Name the children that a segment of a path may lead to, the literal one first."""
    if not segment:
        return ("",)
    return ("*",) if segment in _WILD else (segment, "*")


class Dispatcher:
    """A WSGI app that dispatches to others by the route list."""

    def __init__(self, routes: Iterable[Route], apps: Mapping[str, App]) -> None:
        self._apps = apps
        self._root = _Node()
        for route in routes:
            node = self._root.add(route.segments)
            node.services |= dict.fromkeys(route.methods, route.service)

    def __call__(self, environ: Environ, start_response: App) -> Iterable[bytes]:
        """Answer one request."""
        return self.app_for(environ)(environ, start_response)  # type: ignore[no-any-return] # WSGI

    def app_for(self, environ: Environ) -> App:
        """Return the app that answers a request, or one that answers an error."""
        path, method = environ.get("PATH_INFO", ""), environ.get("REQUEST_METHOD", "GET")
        node = self._root.find(path.split("/")[1:])
        if node is None:
            return error_app(
                environ, ErrorResponse(ErrorKind.NOT_FOUND, "not_found", NOT_FOUND.meaning)
            )
        looked_up = "GET" if method == "HEAD" else method
        service = node.services.get(looked_up)
        if service is None:
            answer = ErrorResponse(
                ErrorKind.METHOD, "method_not_allowed", "The path does not take this method."
            )
            allowed = {*node.services, *(["HEAD"] if "GET" in node.services else [])}
            return error_app(environ, answer, {"Allow": ", ".join(sorted(allowed))})
        return self._apps[service]


def error_app(
    environ: Environ, answer: ErrorResponse, headers: Mapping[str, str] | None = None
) -> App:
    """Return an app that answers a request with an error."""
    with logging.following(environ.get("HTTP_X_REQUEST_ID")) as request_id:
        response = rest.problem(answer)
    response.headers.update({"X-Request-Id": request_id, **(headers or {})})
    return response
