# SPDX-License-Identifier: Apache-2.0
"""One spelling for each plan, so that equal work has equal keys on every machine."""

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
    # Loaded when first needed: the child that draws a text knows its plan without it.
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def encode(value: object) -> str:
    """Write a plan's dataclass as canonical JSON: sorted keys, no spaces, integers and text."""
    kind: Any = type(value)
    data = _adapter(kind).dump_python(value, mode="json")
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def decode(kind: type[T], text: str) -> T:
    """Read back what encode has written."""
    chosen: Any = kind
    value: T = _adapter(chosen).validate_json(text)
    return value


def digest(value: object) -> str:
    """The sha256 of the canonical JSON, in lower-case hexadecimal."""
    return hashlib.sha256(encode(value).encode()).hexdigest()


class Spec:
    """A plan that travels as JSON and is known by the digest of it."""

    __slots__ = ()

    def to_json(self) -> str:
        """The canonical JSON of this plan."""
        return encode(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a plan that to_json has written."""
        return decode(cls, text)
