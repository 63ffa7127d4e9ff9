# SPDX-License-Identifier: Apache-2.0
"""Requests with a value that cannot be stored, one for each place that an API description names."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]  # Any: a part of an OpenAPI document

TEXTS = ("a\0b", "a\ud800b")
NUMBERS = (2**63, -(2**63) - 1, 1e308)
_VARIABLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class UnstorableRequest:
    """One request, and what stands where in it."""

    method: str
    path: str
    place: str
    value: object
    content: bytes | None = None
    media_type: str = ""

    @property
    def is_text(self) -> bool:
        """Whether the value is a text, not a number."""
        return isinstance(self.value, str)


def unstorable_requests(description: Document) -> Iterator[UnstorableRequest]:
    """Yield the requests of every operation: in its path, its query and its bodies."""
    for template, methods in description["paths"].items():
        for method, operation in methods.items():
            yield from _in_address(method.upper(), template, operation)
            for media_type, body in operation.get("requestBody", {}).get("content", {}).items():
                if media_type.endswith("json"):
                    path = _address(template, operation)
                    yield from _in_body(method.upper(), path, media_type, body["example"])


def _in_address(method: str, template: str, operation: Document) -> Iterator[UnstorableRequest]:
    path = _address(template, operation)
    for parameter in operation.get("parameters", ()):
        name, schema = parameter.get("name", ""), parameter.get("schema", {})
        if parameter.get("in") == "query":
            for text, value in (("%00", TEXTS[0]), (str(NUMBERS[0]), NUMBERS[0])):
                if isinstance(value, str) or "integer" in json.dumps(schema):
                    yield UnstorableRequest(method, f"{path}?{name}={text}", name, value)
        elif parameter.get("in") == "path" and schema.get("type") == "string":
            hostile = _address(template.replace(f"{{{name}}}", "a%00b"), operation)
            yield UnstorableRequest(method, hostile, name, TEXTS[0])
    yield UnstorableRequest(method, f"{path}?a%00b=1", "a name of the query", TEXTS[0])


def _address(template: str, operation: Document) -> str:
    """Fill the variables of a path: one of several words by its example, others with 1."""
    words = {
        one["name"]: one["schema"]["examples"][0]
        for one in operation.get("parameters", ())
        if one.get("in") == "path" and "$ref" in one["schema"]
    }
    return _VARIABLE.sub(lambda found: words.get(found[1], "1"), template)


def _in_body(method: str, path: str, media_type: str, example: Any) -> Iterator[UnstorableRequest]:
    for steps, value in _leaves(example):
        hostile = TEXTS if isinstance(value, str) else NUMBERS
        for one in hostile:
            body = json.dumps(_replaced(example, steps, one)).encode()
            place = "/".join(map(str, steps))
            yield UnstorableRequest(method, path, place, one, body, media_type)


def _leaves(value: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:  # Any: steps and values of JSON
    """Yield every text and number of a value, with the steps that lead to it."""
    if isinstance(value, dict | list):
        for step, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from (((step, *steps), leaf) for steps, leaf in _leaves(one))
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield (), value


def _replaced(value: Any, steps: tuple[Any, ...], leaf: object) -> Any:  # Any: JSON
    if not steps:
        return leaf
    changed = copy.copy(value)
    changed[steps[0]] = _replaced(value[steps[0]], steps[1:], leaf)
    return changed
