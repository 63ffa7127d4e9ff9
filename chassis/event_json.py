# SPDX-License-Identifier: Apache-2.0
"""Read an event from JSON: a value of the wrong kind is an error, never an empty message."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.json_format import ParseDict, ParseError
from google.protobuf.message import Message

Event = TypeVar("Event", bound=Message)

_WELL_KNOWN = "google.protobuf."


def read_event(text: str | bytes, message: type[Event]) -> Event:
    """Return the message of a JSON text, or raise ValueError; unknown fields are left out."""
    value = json.loads(text)
    # ParseDict iterates over whatever it gets, so that a string becomes a message without fields.
    _check(message.DESCRIPTOR, value, "event")
    try:
        return ParseDict(value, message(), ignore_unknown_fields=True)
    except (ParseError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


def _check(descriptor: Any, value: Any, place: str) -> None:  # Any: a descriptor, decoded JSON
    """Raise ValueError where a value that is no object stands for a message."""
    if descriptor.full_name.startswith(_WELL_KNOWN):
        return
    if not isinstance(value, dict):
        raise ValueError(f"{place} is {type(value).__name__}, not a {descriptor.full_name}")
    fields = {name: one for one in descriptor.fields for name in (one.json_name, one.name)}
    for name, found in value.items():
        field = fields.get(name)
        if field is not None and found is not None:
            _check_field(field, found, f"{place}.{name}")


def _check_field(field: FieldDescriptor, value: Any, place: str) -> None:  # Any: decoded JSON
    kind = field.message_type
    if kind is not None and kind.GetOptions().map_entry:
        if not isinstance(value, dict):
            raise ValueError(f"{place} is no object")
        entry = kind.fields_by_name["value"]
        for key, one in value.items():
            _check_field(entry, one, f"{place}.{key}")
        return
    if field.is_repeated:
        if not isinstance(value, list):
            raise ValueError(f"{place} is no list")
        values = value
    else:
        values = [value]
    if kind is not None:
        for one in values:
            _check(kind, one, place)
