# SPDX-License-Identifier: Apache-2.0
"""Canonical JSON of specs: equal specs have equal text, and so equal keys, on every machine."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # Any: adapters are chosen at run time.
    # Imported on first use: the child process that draws texts runs without pydantic.
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def encode(value: object) -> str:
    """Write a dataclass as canonical JSON: sorted keys, no spaces, only integers and text."""
    kind: Any = type(value)
    data = _adapter(kind).dump_python(value, mode="json")
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def decode(kind: type[T], text: str) -> T:
    """Read a dataclass from the JSON that encode wrote."""
    chosen: Any = kind
    value: T = _adapter(chosen).validate_json(text)
    return value


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON in lower-case hexadecimal."""
    return hashlib.sha256(encode(value).encode()).hexdigest()


class Spec:
    """A dataclass that is sent as JSON and whose digest can be a cache key."""

    __slots__ = ()

    def to_json(self) -> str:
        """Return the canonical JSON of this spec."""
        return encode(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a spec from the JSON that to_json wrote."""
        return decode(cls, text)
