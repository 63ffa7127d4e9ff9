# SPDX-License-Identifier: Apache-2.0
"""Times of a draft's configuration, which lie on a grid of tenths of a second."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from media.timecode import as_fraction, round_half_up
from timeline.document.numbers import as_number

LONGEST_SOURCE_SECONDS = 3600
STEPS_PER_SECOND = 10
GRID_TOLERANCE = Fraction(1, 2 * STEPS_PER_SECOND)
"""By how many seconds rounding to the grid moves a time at most."""


def _on_grid() -> tuple[Any, Any]:  # Any: pydantic's own annotations.
    """Return the annotations of a time, which is rounded half up to the grid."""
    message = f"This must be a number of seconds from 0 to {LONGEST_SOURCE_SECONDS}."

    def read(value: object) -> int | float:
        number = float(value) if isinstance(value, Decimal) else value
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise PydanticCustomError("seconds", message)
        if not 0 <= number <= LONGEST_SOURCE_SECONDS:
            raise PydanticCustomError("seconds", message)
        return as_number(Fraction(round_half_up(as_fraction(number) * STEPS_PER_SECOND), 10))

    schema = {"type": "number", "minimum": 0, "maximum": LONGEST_SOURCE_SECONDS}
    return PlainValidator(read), WithJsonSchema(schema)


GridSeconds = Annotated[int | float, *_on_grid()]
