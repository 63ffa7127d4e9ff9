# SPDX-License-Identifier: Apache-2.0
"""Values of an OpenTimelineIO file, read with their places; a wrong one is a problem."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from media.timecode import LISTED_RATES
from timeline.document.numbers import MAX_NUMBER
from timeline.document.problems import InvalidTimeline, TimelineProblem, pointer
from timeline.interchange.otio_objects import NAMESPACE, Json

CODE: Final = "invalid_interchange"
_RATE_TOLERANCE: Final = Fraction(1, 100)
_HIGHEST_RATE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class OtioValue:
    """A value of the file and its place as a pointer (RFC 6901)."""

    value: Any  # Any: decoded JSON.
    pointer: str

    def problem(self, detail: str) -> InvalidTimeline:
        """Return the error that this value is not what it must be."""
        return InvalidTimeline((TimelineProblem(CODE, self.pointer, detail),))

    def get(self, name: str) -> OtioValue:
        """Return a member of an object; one that is missing is None."""
        return OtioValue(self.object().get(name), self.pointer + pointer(name))

    def object(self) -> Json:
        """Return the value as a JSON object."""
        if not isinstance(self.value, dict):
            raise self.problem("This must be a JSON object.")
        return self.value

    def items(self) -> list[OtioValue]:
        """Return the items of a list; a missing list is empty."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            raise self.problem("This must be a list.")
        return [
            OtioValue(each, self.pointer + pointer(index)) for index, each in enumerate(self.value)
        ]

    def text(self) -> str:
        """Return a text; anything else is empty."""
        return self.value if isinstance(self.value, str) else ""

    def schema(self) -> str:
        """Return the name of the object's class without its version."""
        return OtioValue(self.object().get("OTIO_SCHEMA"), "").text().partition(".")[0]

    def number(self) -> Fraction:
        """Return a number from -1000000000 to 1000000000 exactly."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.problem("This must be a number.")
        if not -MAX_NUMBER <= value <= MAX_NUMBER:
            raise self.problem(f"This must be a number from -{MAX_NUMBER} to {MAX_NUMBER}.")
        return Fraction(value)

    def seconds(self) -> Fraction:
        """Return a RationalTime in seconds; the rates of NTSC are taken exactly."""
        rate = self.rate()
        return self.get("value").number() / rate

    def rate(self) -> Fraction:
        """Return the rate of a RationalTime: a listed one where it is meant."""
        rate = self.get("rate").number()
        if not 0 < rate <= _HIGHEST_RATE:
            raise self.get("rate").problem("A rate must be a positive number.")
        nearest = min(LISTED_RATES, key=lambda listed: abs(listed.fps - rate))
        return nearest.fps if abs(nearest.fps - rate) < _RATE_TOLERANCE else rate

    def own_metadata(self) -> Json:
        """Return what lies below our name in the metadata, else nothing."""
        metadata = self.object().get("metadata")
        found = metadata.get(NAMESPACE) if isinstance(metadata, dict) else None
        return found if isinstance(found, dict) else {}


def decoded(text: object) -> Any:  # Any: decoded JSON.
    """Return the JSON of a text in the metadata, None for anything that is no such text."""
    if not isinstance(text, str):
        return None
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None
