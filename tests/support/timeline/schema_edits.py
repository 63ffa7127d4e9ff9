# SPDX-License-Identifier: Apache-2.0
"""Edits of a timeline document derived from its JSON Schema, one leaf field at a time."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.document.unsupported import UNSUPPORTED

Json = dict[str, Any]
Steps = tuple[str | int, ...]
FAR = 1_000_000
COLORS = ("#112233", "#445566", "#778899")
TEXTS = ("words", "other words", "x")
FIXED = {"version", "lowerThirds[].configSnapshot.position"}
"""Leaf fields with a single valid value: every edit of them is rejected."""


@dataclass(frozen=True)
class Edit:
    """A document with another value of one leaf field; in its name, list indexes are []."""

    leaf: str
    value: object
    document: Json


def edits(document: Json, schema: Json, *, accept: Callable[[str], bool]) -> Iterator[Edit]:
    """Yield the edits of every leaf field of a normalised document whose name is accepted."""
    for steps, leaf in _leaves(document, schema, schema, ()):
        name = name_of(steps)
        for value in _others(leaf, _at(document, steps)):
            if accept(name):
                edited = copy.deepcopy(document)
                _at(edited, steps[:-1])[steps[-1]] = value
                yield Edit(name, value, edited)


def leaf_names(schema: Json) -> set[str]:
    """Return the names of all leaf fields of the language."""
    return set(_names(schema, schema, ""))


def rendered(leaf: str) -> bool:
    """Return whether this version renders a leaf field."""
    whole = {each.track for each in UNSUPPORTED if not each.field}
    parts = {(each.track, each.field) for each in UNSUPPORTED}
    track, _, rest = leaf.partition("[].")
    return track not in whole and (track, rest.partition(".")[0]) not in parts


def name_of(steps: Steps) -> str:
    """Return the name of a leaf field, without the indexes of lists."""
    return "".join("[]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


def _resolved(node: Json, schema: Json) -> Json:
    """Return the schema of a field's value when it is not null."""
    if "anyOf" in node:
        return _resolved(next(one for one in node["anyOf"] if one.get("type") != "null"), schema)
    if "$ref" in node:
        found: Json = schema["$defs"][node["$ref"].rpartition("/")[2]]
        return found
    return node


def _names(node: Json, schema: Json, name: str) -> Iterator[str]:
    node = _resolved(node, schema)
    if node.get("type") == "object":
        for key, field in node["properties"].items():
            yield from _names(field, schema, f"{name}.{key}".lstrip("."))
    elif node.get("type") == "array":
        yield from _names(node["items"], schema, f"{name}[]")
    else:
        yield name


def _leaves(value: Any, node: Json, schema: Json, steps: Steps) -> Iterator[tuple[Steps, Json]]:
    node = _resolved(node, schema)
    if node.get("type") == "object":
        if isinstance(value, dict):
            for key, field in node["properties"].items():
                if key in value:
                    yield from _leaves(value[key], field, schema, (*steps, key))
    elif node.get("type") == "array":
        for index, item in enumerate(value or ()):
            yield from _leaves(item, node["items"], schema, (*steps, index))
    else:
        yield steps, node


def _at(document: Any, steps: Steps) -> Any:
    for step in steps:
        document = document[step]
    return document


def _others(leaf: Json, value: object) -> Sequence[object]:
    return [other for other in _values(leaf, value) if other != value]


def _values(leaf: Json, value: object) -> Sequence[object]:
    if "enum" in leaf:
        return list(leaf["enum"])
    if leaf.get("type") == "boolean":
        return [True, False]
    if leaf.get("type") in ("number", "integer"):
        return _numbers(leaf, value)
    if leaf.get("type") == "string":
        return COLORS if "pattern" in leaf and "#" in leaf["pattern"] else TEXTS
    return [leaf["const"], *TEXTS]


def _numbers(leaf: Json, value: object) -> Sequence[object]:
    low, high = leaf["minimum"], leaf["maximum"]
    if leaf["type"] == "integer":
        first = value if isinstance(value, int) else 0
        return [first + 1000, first + 2000, first + 3000]
    if high <= FAR:
        return [low, high, (low + high) / 2, low + (high - low) / 4]
    seconds = value if isinstance(value, int | float) else 1
    return [seconds + 0.5, seconds + 0.25, max(low, seconds - 0.25), seconds + 1]
