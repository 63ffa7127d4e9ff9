# SPDX-License-Identifier: Apache-2.0
"""The problems of a timeline document, and the error that reports them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

NO_OBJECT = "This must be a JSON object."
_NO_ARRAY, _NO_NUMBER = "This must be a JSON array.", "This must be a number."
_DETAILS = {
    "model_type": NO_OBJECT,
    "model_attributes_type": NO_OBJECT,
    "dict_type": NO_OBJECT,
    "list_type": _NO_ARRAY,
    "tuple_type": _NO_ARRAY,
    "string_type": "This must be a string.",
    "bool_type": "This must be true or false.",
    "int_type": _NO_NUMBER,
    "float_type": _NO_NUMBER,
}
_SUBJECT: Final = re.compile(r"^(?:Input|String|List|Tuple|Dictionary|Value) should ")


@dataclass(frozen=True, slots=True)
class TimelineProblem:
    """One problem: a stable code, its place (RFC 6901) and a sentence for people."""

    code: str
    pointer: str
    detail: str


class InvalidTimeline(Exception):
    """The document is not valid; all of its problems are listed, so correct them together."""

    def __init__(self, problems: tuple[TimelineProblem, ...]) -> None:
        super().__init__("; ".join(f"{p.code} at {p.pointer or '/'}" for p in problems))
        self.problems = problems


def detail_of(error: Mapping[str, Any]) -> str:  # Any: a pydantic ErrorDetails
    """Return what pydantic found wrong as a sentence that names no type of Python."""
    known = _DETAILS.get(error["type"])
    if known is not None:
        return known
    found = str(error["msg"]).removeprefix("Value error, ").replace(" after validation", "")
    sentence, count = _SUBJECT.subn("This must ", found)
    return f"{sentence}." if count else found


def pointer(*steps: str | int) -> str:
    """Return a place in a document as an RFC 6901 pointer."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
