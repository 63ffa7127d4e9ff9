# SPDX-License-Identifier: Apache-2.0
"""Apply a JSON Patch (RFC 6902) or a JSON Merge Patch (RFC 7396) to a timeline document."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jsonpatch

from services.drafts.domain.errors import PatchNotApplicable
from timeline.document.validation import MAX_BYTES

Json = Any  # Any: decoded JSON
Patch = Callable[[Json], Json]
"""Returns the patched document; the given one may be changed by it."""

_FAULTS = (
    jsonpatch.JsonPatchException,
    jsonpatch.JsonPointerException,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
)


def json_patch(operations: Sequence[Mapping[str, Json]]) -> Patch:
    """Return the patch of these operations, which raises PatchNotApplicable for one that fails.

    What `copy` adds is limited to the size of a document, because it could double one each time.
    """

    def apply(document: Json) -> Json:
        copied = 0
        for index, operation in enumerate(operations):
            try:
                if operation["op"] == "copy":
                    copied += _size(_value_at(document, operation["from"]))
                if copied > MAX_BYTES:
                    raise ValueError("it copies more than a document may have")
                document = jsonpatch.JsonPatch([operation]).apply(document, in_place=True)
            except _FAULTS as error:
                raise PatchNotApplicable(index, _sentence(operation, error)) from error
        return document

    return apply


def merge_patch(value: Mapping[str, Json]) -> Patch:
    """Return the patch that sets the members of an object, and removes those that are null."""

    def apply(document: Json) -> Json:
        return _merged(document, value)

    return apply


def _merged(document: Json, value: Json) -> Json:
    if not isinstance(value, Mapping):
        return value
    merged = dict(document) if isinstance(document, dict) else {}
    for name, member in value.items():
        if member is None:
            merged.pop(name, None)
        else:
            merged[name] = _merged(merged.get(name), member)
    return merged


def _value_at(document: Json, pointer: str) -> Json:
    return jsonpatch.JsonPointer(pointer).resolve(document)


def _size(value: Json) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass"))


def _sentence(operation: Mapping[str, Json], error: Exception) -> str:
    path = str(operation["path"])[:200]
    return f"The operation {operation['op']} at {path!r} fails: {_reason(error)}."


def _reason(error: Exception) -> str:
    if isinstance(error, jsonpatch.JsonPatchTestFailed):
        return "the value there is another"
    if type(error) is ValueError:
        return str(error)
    return "the document has no such place"
