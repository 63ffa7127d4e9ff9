# SPDX-License-Identifier: Apache-2.0
"""The few pages of the gateway itself: health, the merged API description, a front page."""

from __future__ import annotations

import functools
import html
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from flask import Flask, Response

from chassis import health
from gateway.routes import Route

NAME = "gateway"
_PATHS = ("/", "/healthz", "/readyz", "/metrics", "/api/openapi.json", "/api/docs")
ROUTES = tuple(Route(("GET",), path, NAME) for path in _PATHS)

Document = dict[str, Any]  # Any: a part of an OpenAPI document
Documents = Callable[[], Mapping[str, Document]]
"""Fetches the OpenAPI document of each service."""

_METHODS = ("get", "post", "put", "patch", "delete")
_PAGES = Path(__file__).parent / "html"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"


def create_app(documents: Documents, readiness: health.Checks) -> Flask:
    """Make the app that serves `ROUTES`."""
    app = Flask(NAME, static_folder=None)
    health.add_routes(app, readiness)

    # Merging takes a while and most processes are never asked.
    @functools.cache
    def merged() -> Document:
        return merge(documents())

    app.add_url_rule("/", "front", lambda: _page(front_page()))
    app.add_url_rule("/api/docs", "docs", lambda: _page(docs_page(merged())))
    app.add_url_rule(
        "/api/openapi.json",
        "openapi",
        lambda: Response(json.dumps(merged()), mimetype="application/json"),
    )
    return app


def merge(documents: Mapping[str, Document]) -> Document:
    """Make one OpenAPI document of many; each service's schemas get its name before theirs."""
    merged: Document = {
        "openapi": "3.1.0",
        "info": {"title": "Reelmill", "version": "1"},
        "tags": [{"name": name} for name in documents],
        "paths": {},
        "components": {"schemas": {}},
    }
    for service, document in documents.items():
        own = _prefixed(document, f"{service}.")
        for path, item in own.get("paths", {}).items():
            known = merged["paths"].setdefault(path, {})
            known |= {key: _tagged(value, service) for key, value in item.items()}
        schemas = own.get("components", {}).get("schemas", {})
        merged["components"]["schemas"] |= {f"{service}.{key}": schemas[key] for key in schemas}
    return merged


def front_page() -> str:
    """Write the page at the root."""
    return (_PAGES / "front.html").read_text()


def docs_page(document: Document) -> str:
    """Write the page that lists every operation, which needs nothing from anywhere else."""
    sections = []
    for tag in document["tags"]:
        rows = "".join(
            _operation_row(method, path, operation, document["components"]["schemas"])
            for method, path, operation in _operations(document)
            if operation["tags"] == [tag["name"]]
        )
        name = html.escape(tag["name"])
        sections.append(f'<h2 id="{name}">{name}</h2>\n<table>\n{rows}</table>\n')
    template = (_PAGES / "docs.html").read_text()
    return template.replace("@OPERATIONS@", "".join(sections))


def _operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, item in sorted(document["paths"].items()):
        for method in _METHODS:
            if method in item:
                yield method.upper(), path, item[method]


def _operation_row(method: str, path: str, operation: Document, schemas: Document) -> str:
    summary = html.escape(operation.get("summary", ""))
    takes = html.escape("\n".join(_takes(operation, schemas)))
    more = f"<pre>{takes}</pre>" if takes else ""
    return (
        f"<tr><td><b>{method}</b></td><td><code>{html.escape(path)}</code></td>"
        f"<td>{summary}{more}</td></tr>\n"
    )


def _takes(operation: Document, schemas: Document) -> Iterator[str]:
    """Name what an operation takes: parameters by their place, then the members of its body."""
    for parameter in operation.get("parameters", []):
        yield f"{parameter['in']} {parameter['name']}: {_kind(parameter.get('schema', {}))}"
    for content_type, content in operation.get("requestBody", {}).get("content", {}).items():
        schema = content.get("schema", {})
        schema = schemas.get(str(schema.get("$ref", "")).rpartition("/")[2], schema)
        for name, member in schema.get("properties", {}).items():
            mark = "" if name in schema.get("required", []) else "?"
            yield f"{content_type} {name}{mark}: {_kind(member)}"


def _kind(schema: Document) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition(".")[2]
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("type", "anything"))


def _tagged(value: Any, service: str) -> Any:  # Any: an operation, or a list of parameters
    return {**value, "tags": [service]} if isinstance(value, dict) else value


def _prefixed(value: Any, prefix: str) -> Any:  # Any: whatever JSON holds
    """Point every reference at the schema's new name."""
    if isinstance(value, dict):
        return {
            key: one.replace("#/components/schemas/", f"#/components/schemas/{prefix}")
            if key == "$ref"
            else _prefixed(one, prefix)
            for key, one in value.items()
        }
    return [_prefixed(one, prefix) for one in value] if isinstance(value, list) else value


def _page(text: str) -> Response:
    response = Response(text, mimetype="text/html")
    response.headers["Content-Security-Policy"] = _POLICY
    return response
