# SPDX-License-Identifier: Apache-2.0
"""A row of the table of who may do what by REST."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.authorisation.prepared import PreparedPlatform, Values


@dataclass(frozen=True, slots=True)
class Row:
    """A route, the answers to the four callers, its precondition and the body that is sent."""

    route: str
    answers: str
    precondition: Callable[[PreparedPlatform], Values] = field(default=lambda _: {})
    body: Mapping[str, Any] | None = None  # Any: JSON members, or names in braces


def everybody(answer: str) -> str:
    """Return the answers of a route that answers every caller alike."""
    return f"{answer} {answer} {answer} {answer}"
