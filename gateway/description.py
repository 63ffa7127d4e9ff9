# SPDX-License-Identifier: Apache-2.0
"""One OpenAPI document for the whole platform, merged of those of its services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chassis import health
from chassis.rest.document import COMPONENTS, SHARED_SCHEMAS
from chassis.rest.schemas import REFERENCE, Document

NAME = "gateway"
"""The name of the gateway among the services; its operations are those of the pages."""

Documents = Callable[[], Mapping[str, Document]]
"""Fetches the OpenAPI document of each service."""

_REFERENCE = REFERENCE.removesuffix("{model}")
_INFO = {
    "title": "Reelmill",
    "version": "1",
    "description": "Upload raw clips, cut them on a timeline, export an MP4, package it for"
    " streaming, and publish it into spaces. JSON is in camelCase, media times are seconds, moments"
    " are ISO 8601 in UTC. An error is `application/problem+json`, and its `error` is a stable"
    " code. Lists take `limit` and `cursor`, and answer `nextCursor`.",
}


def merge(documents: Mapping[str, Document]) -> Document:
    """Make one OpenAPI document of many; the schemas of each service get its name before theirs.

    Only the gateway's health is described, because the processes behind it are not reachable.
    """
    merged: Document = {
        "openapi": "3.1.0",
        "info": _INFO,
        "tags": [{"name": name} for name in documents],
        "paths": {},
        "components": {**COMPONENTS, "schemas": {}},
    }
    for service, document in documents.items():
        own = _with_prefix(document, f"{service}.")
        for path, item in own.get("paths", {}).items():
            if service == NAME or path not in health.PATHS:
                merged["paths"].setdefault(path, {}).update(_tagged(item, service))
        for name, schema in own.get("components", {}).get("schemas", {}).items():
            merged["components"]["schemas"][_prefixed_name(name, f"{service}.")] = schema
    return merged


def _tagged(item: Document, service: str) -> Document:
    return {method: {**operation, "tags": [service]} for method, operation in item.items()}


def _prefixed_name(name: str, prefix: str) -> str:
    return name if name in SHARED_SCHEMAS else prefix + name


def _with_prefix(value: Any, prefix: str) -> Any:  # Any: whatever JSON holds
    """Point every reference to a schema at the schema's new name."""
    if isinstance(value, list):
        return [_with_prefix(one, prefix) for one in value]
    if not isinstance(value, dict):
        return value
    reference = value.get("$ref")
    if isinstance(reference, str) and reference.startswith(_REFERENCE):
        name = reference.removeprefix(_REFERENCE)
        return {**value, "$ref": _REFERENCE + _prefixed_name(name, prefix)}
    return {key: _with_prefix(one, prefix) for key, one in value.items()}
