# SPDX-License-Identifier: Apache-2.0
"""Values checked against the model of an operation; every fault is a sentence with a pointer."""

from __future__ import annotations

import re
from typing import Any, Final, TypeVar

import pydantic
from pydantic import BaseModel

from chassis.errors import ApiError, ErrorKind, FieldError
from chassis.storable import pointer_to

Model = TypeVar("Model", bound=BaseModel)

_OBJECT, _ARRAY, _STRING = "must be a JSON object", "must be a JSON array", "must be a string"
_WHOLE, _NUMBER, _BOOLEAN = "must be a whole number", "must be a number", "must be true or false"
_KINDS: Final = {
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "dict_type": _OBJECT,
    "list_type": _ARRAY,
    "tuple_type": _ARRAY,
    "string_type": _STRING,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "bool_type": _BOOLEAN,
    "bool_parsing": _BOOLEAN,
}
_SUBJECT: Final = re.compile(r"^\w+ should ")


def validate(model: type[Model], given: object, invalid: str) -> Model:
    """Read a value as a model, or raise ApiError with each fault.

    The code of a fault is `unknown_field`, `missing_fields`, or `invalid`.
    """
    try:
        return model.model_validate(given)
    except pydantic.ValidationError as error:
        found = [_field_error(one, invalid) for one in error.errors(include_url=False)]
        raise _input_error(found, invalid) from error


def _input_error(found: list[FieldError], invalid: str) -> ApiError:
    code = found[0].code if len({one.code for one in found}) == 1 else invalid
    return ApiError(ErrorKind.INVALID, code, found[0].detail, problems=found)


def _field_error(error: Any, invalid: str) -> FieldError:  # Any: pydantic's ErrorDetails
    kind, pointer = str(error["type"]), pointer_to(error["loc"])
    if kind == "extra_forbidden":
        detail = f"There is no field {pointer}; leave it out."
        return FieldError("unknown_field", pointer, detail)
    if kind == "missing":
        return FieldError("missing_fields", pointer, f"{pointer} is required.")
    return FieldError(invalid, pointer, _sentence(kind, str(error["msg"]), pointer))


def _sentence(kind: str, message: str, pointer: str) -> str:
    """Say a fault in the words of JSON, not in those of pydantic and Python."""
    subject = pointer or "The body"
    must, count = _SUBJECT.subn("must ", message.replace(" after validation", ""))
    if kind in _KINDS or count:
        return f"{subject} {_KINDS.get(kind, must)}."
    detail = message.removeprefix("Value error, ")
    return f"{pointer}: {detail}." if pointer else detail
