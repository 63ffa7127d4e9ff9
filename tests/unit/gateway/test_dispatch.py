# SPDX-License-Identifier: Apache-2.0
"""Every path reaches its service, and what has none is refused like everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from werkzeug.test import Client

from gateway.dispatch import Dispatcher
from gateway.routes import ROUTES, Route


def app_named(name: str) -> Callable[..., Iterable[bytes]]:
    def app(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [name.encode()]

    return app


def gateway(routes: Iterable[Route] = ROUTES) -> Client:
    rows = list(routes)
    return Client(Dispatcher(rows, {row.service: app_named(row.service) for row in rows}))


@pytest.mark.parametrize(
    ("method", "path", "service"),
    [
        ("POST", "/api/register", "accounts"),
        ("GET", "/api/uploads", "library"),
        ("GET", "/api/uploads/7", "library"),
        ("GET", "/api/uploads/7/publish-options", "publish"),
        ("GET", "/api/exports", "library"),
        ("GET", "/api/exports/hls-status", "hls"),
        ("GET", "/api/exports/7/hls-status", "hls"),
        ("DELETE", "/api/exports/7", "library"),
        ("GET", "/api/productions/7/publications", "publish"),
        ("GET", "/api/productions/7", "hls"),
        ("GET", "/media/files/123.abc/videos/2026-01/02/u/video.mp4", "library"),
        ("GET", "/media/hls/123.abc/01J/720p/seg_1.m4s", "hls"),
        ("GET", "/api/drafts/openapi.json", "drafts"),
        ("GET", "/watch/7", "publish"),
    ],
)
def test_a_path_reaches_its_service(method: str, path: str, service: str) -> None:
    assert gateway().open(path, method=method).get_data(as_text=True) == service


NOWHERE = (
    "/",
    "/api",
    "/api/",
    "/api/uploads/",
    "/api/uploads/7/",
    "/api//uploads",
    "/api/uploads/*/x",
    "/media/files/123.abc",
    "/media/files/123.abc/",
    "/nothing/here",
    "/api/accounts",
)


@pytest.mark.parametrize("path", NOWHERE)
def test_a_path_nobody_has_is_not_found(path: str) -> None:
    response = gateway().get(path)

    assert response.status_code == 404
    assert response.content_type == "application/problem+json"
    assert response.get_json()["error"] == "not_found"


def test_a_star_in_a_path_is_just_a_character() -> None:
    assert gateway().get("/api/uploads/*").get_data(as_text=True) == "library"
    assert gateway().get("/api/uploads/**").get_data(as_text=True) == "library"


def test_another_method_is_refused_with_those_the_path_takes() -> None:
    response = gateway().put("/api/tokens")

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, POST"
    assert response.get_json()["error"] == "method_not_allowed"


def test_head_goes_where_get_goes() -> None:
    assert gateway().head("/api/uploads/7").status_code == 200


def test_the_more_literal_path_wins_and_the_other_is_the_way_back() -> None:
    routes = [
        Route(("GET",), "/a/{x}/c", "general"),
        Route(("GET",), "/a/b/d", "literal"),
        Route(("GET",), "/a/{rest...}", "rest"),
    ]
    client = gateway(routes)

    assert client.get("/a/b/d").get_data(as_text=True) == "literal"
    assert client.get("/a/b/c").get_data(as_text=True) == "general"
    assert client.get("/a/b/e").get_data(as_text=True) == "rest"


def test_an_error_has_the_request_id_of_the_caller() -> None:
    response = gateway().get("/nope", headers={"X-Request-Id": "from-afar"})

    assert response.headers["X-Request-Id"] == "from-afar"
    assert response.get_json()["requestId"] == "from-afar"
