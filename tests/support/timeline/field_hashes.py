# SPDX-License-Identifier: Apache-2.0
"""Hashes of specs by field, to compute what a key would be without any one field."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

Field = str
"""A field of a dataclass, for example `Crop.rect`."""


def fields_of(*kinds: type) -> set[Field]:
    """Return all fields of these dataclasses and of those that they contain."""
    waiting, known = list(kinds), set[type]()
    while waiting:
        kind = waiting.pop()
        if kind not in known:
            known.add(kind)
            waiting += [each for hint in _hints(kind).values() for each in _dataclasses(hint)]
    return {f"{kind.__name__}.{name}" for kind in known for name in _hints(kind)}


@dataclasses.dataclass(frozen=True, slots=True)
class FieldHashes:
    """The hash of a spec, and the part of it that each field contributes."""

    total: int
    parts: Mapping[Field, int]

    def without(self, field: Field) -> int:
        """Return the hash without a field."""
        return self.total - self.parts.get(field, 0)


def field_hashes(spec: object, named: Mapping[str, object]) -> FieldHashes:
    """Return the hashes of a spec; a key in `named` is replaced by what it was made from."""
    total, parts = 0, Counter[Field]()
    for path, place, value in _leaves(spec, named, (), ""):
        # A string, because sums of the hashes of tuples of numbers are often equal.
        part = hash(f"{place}={value!r}")
        total += part
        for field in path:
            parts[field] += part
    return FieldHashes(total, dict(parts))


Leaf = tuple[frozenset[Field], str, object]


def _leaves(
    value: object, named: Mapping[str, object], path: tuple[Field, ...], place: str
) -> Iterator[Leaf]:
    if isinstance(value, str) and value in named:
        value = named[value]
    if isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _leaves(each, named, path, f"{place}/{index}")
    elif dataclasses.is_dataclass(value):
        kind = type(value).__name__
        for name in _names(type(value)):
            field = f"{kind}.{name}"
            yield from _leaves(getattr(value, name), named, (*path, field), f"{place}/{field}")
    else:
        yield frozenset(path), place, value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(_hints(kind))


@cache
def _hints(kind: type) -> dict[str, Any]:  # Any: what an annotation may be.
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _dataclasses(hint: Any) -> Iterator[type]:  # Any: what an annotation may be.
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    for part in get_args(hint):
        yield from _dataclasses(part)
