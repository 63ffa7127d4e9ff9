# SPDX-License-Identifier: Apache-2.0
"""Numbers as a client sends them: stored as they came, read as the decimals they are."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

MAX_NUMBER = 1_000_000_000
MAX_DURATION = Fraction(1200)
TOUCH_TOLERANCE = Fraction(1, 1000)


def as_number(value: Fraction) -> int | float:
    """Write an exact number the way JSON holds it."""
    return value.numerator if value.denominator == 1 else float(value)


def within(low: float, high: float) -> tuple[Any, Any]:  # Any: pydantic's own annotations.
    """A JSON number in a range; an integer stays one, and a truth value is none."""
    needed = f"A number from {low} to {high} is needed."

    def read(value: object) -> int | float:
        number = float(value) if isinstance(value, Decimal) else value
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise PydanticCustomError("number", needed)
        if not low <= number <= high:
            raise PydanticCustomError("number", needed)
        return number

    return PlainValidator(read), WithJsonSchema({"type": "number", "minimum": low, "maximum": high})


def one_of(*numbers: float) -> tuple[Any, Any]:  # Any: pydantic's own annotations.
    """One of a few JSON numbers; a truth value is none."""
    needed = f"One of {', '.join(map(str, numbers))} is needed."

    def read(value: object) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise PydanticCustomError("number", needed)
        if value not in numbers:
            raise PydanticCustomError("number", needed)
        return float(value) if isinstance(value, Decimal) else value

    return PlainValidator(read), WithJsonSchema({"enum": list(numbers)})


Seconds = Annotated[int | float, *within(0, MAX_NUMBER)]
SpeedPct = Annotated[int | float, *within(25, 400)]
Percent = Annotated[int | float, *within(0, 100)]
