# SPDX-License-Identifier: Apache-2.0
"""Has every answer that a test receives compared with the API description.

Answers of Flask test clients are compared with the description of their app, answers of platforms
over HTTP with the description that the platform itself serves.
"""

from __future__ import annotations

import functools
from typing import Any

import httpx
from flask import Flask
from flask.testing import FlaskClient

from chassis.rest.app import API
from chassis.rest.document import ServiceApi, describe
from tests.support.api.checker import ApiChecker

_platforms: dict[str, ApiChecker | None] = {}


def install() -> None:
    """Begin to check; once a test run."""
    FlaskClient.open = _checking_flask(FlaskClient.open)  # type: ignore[method-assign]
    httpx.Client.send = _checking_http(httpx.Client.send)  # type: ignore[method-assign]


def watch_platform(url: str) -> None:
    """Check the answers of the platform at an address from now on."""
    _platforms.setdefault(url.rstrip("/"), None)


def _checking_flask(open_: Any) -> Any:  # Any: Flask's signature has many overloads
    @functools.wraps(open_)
    def opened(client: FlaskClient, *arguments: Any, **options: Any) -> Any:
        response = open_(client, *arguments, **options)
        checker = _checker_of(client.application)
        if checker is not None:
            is_json = (response.mimetype or "").endswith("json")
            body = response.get_data() if is_json else b""
            request = response.request
            checker.check(
                request.method, request.path, response.status_code, response.headers, body
            )
        return response

    return opened


def _checking_http(send: Any) -> Any:  # Any: httpx's signature
    @functools.wraps(send)
    def sent(client: httpx.Client, request: httpx.Request, **options: Any) -> httpx.Response:
        response: httpx.Response = send(client, request, **options)
        base = f"{request.url.scheme}://{request.url.netloc.decode()}"
        if base in _platforms and request.url.path != "/api/openapi.json":
            is_json = response.headers.get("Content-Type", "").partition(";")[0].endswith("json")
            body = response.read() if is_json else b""
            path = request.url.path
            _of_platform(base).check(
                request.method, path, response.status_code, response.headers, body
            )
        return response

    return sent


def _of_platform(base: str) -> ApiChecker:
    checker = _platforms[base]
    if checker is None:
        document = httpx.get(f"{base}/api/openapi.json", timeout=60, trust_env=False).json()
        checker = _platforms[base] = ApiChecker(document)
    return checker


def _checker_of(app: Flask) -> ApiChecker | None:
    api = app.extensions.get(API)
    if not isinstance(api, ServiceApi):
        return None
    key = (api.service, tuple((one.method, one.rule) for one in api.operations))
    if key not in _checkers:
        _checkers[key] = ApiChecker(describe(api))
    return _checkers[key]


_checkers: dict[tuple[str, tuple[tuple[str, str], ...]], ApiChecker] = {}
