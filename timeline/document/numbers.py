# SPDX-License-Identifier: Apache-2.0
"""Validators of JSON numbers, which are kept as they were sent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

MAX_NUMBER = 1_000_000_000
MAX_DURATION = Fraction(1200)
"""The length of a timeline in seconds; what lies after it is cut off."""

TOUCH_TOLERANCE = Fraction(1, 1000)
"""Items whose ends are so many seconds apart, or less, touch."""


def as_number(value: Fraction) -> int | float:
    """Return an exact number as JSON has it: an integer where it is one, else a float."""
    return value.numerator if value.denominator == 1 else float(value)


def within(low: float, high: float) -> tuple[Any, Any]:  # Any: pydantic's own annotations.
    """Return the annotations of a number in a range; a boolean is not a number."""
    message = f"This must be a number from {low} to {high}."

    def read(value: object) -> int | float:
        number = float(value) if isinstance(value, Decimal) else value
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise PydanticCustomError("number", message)
        if not low <= number <= high:
            raise PydanticCustomError("number", message)
        return number

    return PlainValidator(read), WithJsonSchema({"type": "number", "minimum": low, "maximum": high})


def one_of(*numbers: float) -> tuple[Any, Any]:  # Any: pydantic's own annotations.
    """Return the annotations of a number that is one of a few; a boolean is not a number."""
    message = f"This must be one of {', '.join(map(str, numbers))}."

    def read(value: object) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise PydanticCustomError("number", message)
        if value not in numbers:
            raise PydanticCustomError("number", message)
        return float(value) if isinstance(value, Decimal) else value

    return PlainValidator(read), WithJsonSchema({"enum": list(numbers)})


Seconds = Annotated[int | float, *within(0, MAX_NUMBER)]
SpeedPct = Annotated[int | float, *within(25, 400)]
Percent = Annotated[int | float, *within(0, 100)]
