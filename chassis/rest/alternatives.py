# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema of a body that takes exactly one of several members."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Schema = dict[str, Any]  # Any: JSON Schema keywords of several types


def with_alternatives(schema: Schema, names: Sequence[str]) -> Schema:
    """Return the schema of an object as `oneOf`: in each, one member is there and the others not.

    A member that is not there is left out or null. `names` are those of members that may be null.
    """
    shared = {key: one for key, one in schema.items() if key in {"title", "description"}}
    branches = [_branch(schema, name, names) for name in names]
    return {**shared, "oneOf": branches}


def _branch(schema: Schema, chosen: str, names: Sequence[str]) -> Schema:
    members: Schema = dict(schema["properties"])
    for name in names:
        text = {"description": members[name]["description"]}
        members[name] = _of_value(members[name]) if name == chosen else {"type": "null"} | text
    return {
        "type": "object",
        "properties": members,
        "required": [*schema.get("required", ()), chosen],
        "additionalProperties": False,
    }


def _of_value(member: Schema) -> Schema:
    """Return the schema of a member that may be null, without null."""
    (value,) = (one for one in member["anyOf"] if one.get("type") != "null")
    rest = {key: one for key, one in member.items() if key not in {"anyOf", "default"}}
    return {**value, **rest}
