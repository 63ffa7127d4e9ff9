# SPDX-License-Identifier: Apache-2.0
"""Examples of JSON values, put together from the examples that the fields of a schema give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]  # Any: JSON Schema keywords of several types

_OF_TYPE: Mapping[str, object] = {
    "boolean": True,
    "integer": 1,
    "number": 1.5,
    "string": "text",
    "null": None,
    "object": {},
}


def example_of(schema: Schema, definitions: Mapping[str, Schema]) -> Any:  # Any: a JSON value
    """Return a value that fits a schema; `definitions` are those that `$ref` leads to by name."""
    if schema.get("examples"):
        return schema["examples"][0]
    if "$ref" in schema:
        return example_of(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    for keyword in ("const", "default"):
        if keyword in schema:
            return schema[keyword]
    if "enum" in schema:
        return schema["enum"][0]
    for keyword in ("anyOf", "allOf", "oneOf"):
        if keyword in schema:
            return example_of(_first(schema[keyword]), definitions)
    return _of_type(schema, definitions)


def _of_type(schema: Schema, definitions: Mapping[str, Schema]) -> Any:  # Any: a JSON value
    kind = schema.get("type", "object")
    if kind == "array":
        return [example_of(schema.get("items", {}), definitions)]
    if "properties" in schema:
        members = schema["properties"].items()
        return {name: example_of(member, definitions) for name, member in members}
    if kind == "integer" and "minimum" in schema:
        return schema["minimum"]
    return _OF_TYPE[kind]


def _first(options: list[Schema]) -> Schema:
    """Return the first of several schemas that is not null."""
    return next((one for one in options if one.get("type") != "null"), options[0])
