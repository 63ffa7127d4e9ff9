# SPDX-License-Identifier: Apache-2.0
"""Check requests by botocore's own description of MediaConvert, and name members as it does."""

from __future__ import annotations

from functools import cache
from typing import Any

import botocore.session
from botocore.model import ServiceModel, Shape
from botocore.validate import ParamValidator

Json = dict[str, Any]


class BadRequest(Exception):
    """A request that MediaConvert would answer with 400."""


def checked(operation: str, body: Json) -> Json:
    """Return a body as the parameters of an operation; BadRequest names what is wrong."""
    shape = _model().operation_model(operation).input_shape
    parameters = _parameters(shape, body, operation)
    report = ParamValidator().validate(parameters, shape)
    if report.has_errors():
        raise BadRequest(report.generate_report())
    found: Json = parameters
    return found


@cache
def _model() -> ServiceModel:
    return botocore.session.get_session().get_service_model("mediaconvert")


def _parameters(shape: Shape, value: Any, place: str) -> Any:
    """Rename members from the wire to parameters; unknown members and enum values are refused."""
    if shape.type_name == "structure":
        return _structure(shape, value, place)
    if shape.type_name == "list":
        return [
            _parameters(shape.member, one, f"{place}/{number}") for number, one in enumerate(value)
        ]
    if shape.type_name == "map":
        return {key: _parameters(shape.value, one, f"{place}/{key}") for key, one in value.items()}
    allowed = getattr(shape, "enum", None)
    if allowed and value not in allowed:
        raise BadRequest(f"{place}: {value!r} is not one of {allowed[:9]}")
    return value


def _structure(shape: Any, value: Any, place: str) -> Json:
    if not isinstance(value, dict):
        raise BadRequest(f"{place}: an object is expected")
    names = {one.serialization.get("name", key): key for key, one in shape.members.items()}
    unknown = value.keys() - names.keys()
    if unknown:
        raise BadRequest(f"{place}: unknown members {sorted(unknown)}")
    return {
        names[key]: _parameters(shape.members[names[key]], one, f"{place}/{key}")
        for key, one in value.items()
    }
