# SPDX-License-Identifier: Apache-2.0
"""Values that no part of the platform can hold: they are refused where a request is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from chassis.errors import ApiError, FieldError
from chassis.ids import LARGEST_ID
from chassis.standard_errors import INVALID_BODY, INVALID_NUMBER, INVALID_TEXT

LARGEST_NUMBER = 2**53 - 1
"""The largest number that every reader of JSON holds exactly (RFC 7493)."""

MOST_LEVELS = 100
"""How deeply objects and lists of JSON may lie in one another."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_TEXT = "NUL and half surrogates are not allowed."
_NUMBER = f"A number lies between -{LARGEST_NUMBER} and {LARGEST_NUMBER}."
_LEVELS = f"Objects and lists lie at most {MOST_LEVELS} deep in one another."
_ID = f"An id is at most {LARGEST_ID}."

_Found = tuple[str, str, tuple[object, ...]]
"""The code of a fault, a sentence about it, and the steps that lead to it, the last first."""


def pointer_to(place: Iterable[object]) -> str:
    """Write the names and indices that lead to a value as an RFC 6901 pointer."""
    names = (str(one).replace("~", "~0").replace("/", "~1") for one in place)
    return "".join(f"/{name}" for name in names)


def reject_unstorable(value: Any) -> None:  # Any: decoded JSON
    """Raise ApiError for the first text, number or level that cannot be stored.

    A text, or a name of a member, with NUL or half a surrogate pair is `invalid_text`; a number
    that is not finite or beyond LARGEST_NUMBER is `invalid_number`; what lies deeper than
    MOST_LEVELS is `invalid_body`.
    """
    if _is_sound((value,), MOST_LEVELS):
        return
    if (found := _fault(value, MOST_LEVELS)) is not None:
        code, detail, steps = found
        raise _error(code, pointer_to(reversed(steps)), detail)


def reject_unstorable_message(message: Message, at: tuple[object, ...] = ()) -> None:
    """Raise ApiError for the first text with NUL, or id beyond LARGEST_ID, of a gRPC request."""
    for field, value in message.ListFields():
        for place, one in _values(field, value):
            if isinstance(one, Message):
                reject_unstorable_message(one, (*at, *place))
            elif isinstance(one, str) and _UNSTORABLE.search(one):
                raise _error(INVALID_TEXT.code, pointer_to((*at, *place)), _TEXT)
            elif isinstance(one, int) and one > LARGEST_ID and _is_id(field):
                raise _error(INVALID_NUMBER.code, pointer_to((*at, *place)), _ID)


def _error(code: str, pointer: str, detail: str) -> ApiError:
    problem = FieldError(code, pointer, detail)
    return ApiError(INVALID_TEXT.kind, code, detail, problems=[problem])


def _is_sound(members: Iterable[Any], levels: int) -> bool:  # Any: decoded JSON
    """Return True for members without a fault, several times as fast as a fault is looked for."""
    if levels < 0:
        return False
    for one in members:
        kind = type(one)
        if kind is str:
            is_sound = "\0" not in one if one.isascii() else not _UNSTORABLE.search(one)
        elif kind is int or kind is float:
            is_sound = -LARGEST_NUMBER <= one <= LARGEST_NUMBER
        elif kind is dict:
            is_sound = _is_sound(one, levels) and _is_sound(one.values(), levels - 1)
        elif kind is list:
            is_sound = _is_sound(one, levels - 1)
        else:
            is_sound = one is None or kind is bool
        if not is_sound:
            return False
    return True


def _fault(value: Any, levels: int) -> _Found | None:  # Any: decoded JSON
    if isinstance(value, str):
        return (INVALID_TEXT.code, _TEXT, ()) if _UNSTORABLE.search(value) else None
    if isinstance(value, int | float):
        is_small = -LARGEST_NUMBER <= value <= LARGEST_NUMBER
        return None if is_small else (INVALID_NUMBER.code, _NUMBER, ())
    if isinstance(value, Mapping):
        if any(_UNSTORABLE.search(name) for name in value):
            return (INVALID_TEXT.code, _TEXT, ())
        return _fault_of_members(value.items(), levels - 1)
    if isinstance(value, list):
        return _fault_of_members(enumerate(value), levels - 1)
    return None


def _fault_of_members(members: Iterable[tuple[object, Any]], levels: int) -> _Found | None:
    if levels < 0:
        return (INVALID_BODY.code, _LEVELS, ())
    for step, member in members:
        if (found := _fault(member, levels)) is not None:
            return (found[0], found[1], (*found[2], step))
    return None


def _values(field: FieldDescriptor, value: Any) -> Iterable[tuple[tuple[object, ...], Any]]:
    """Yield each value of a field of a message, with the steps that lead to it."""
    if not field.is_repeated:
        yield (field.name,), value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield (field.name,), key
            yield (field.name, key), one
    else:
        for index, one in enumerate(value):
            yield (field.name, index), one


def _is_id(field: FieldDescriptor) -> bool:
    return field.name.endswith(("_id", "_ids"))
