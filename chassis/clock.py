# SPDX-License-Identifier: Apache-2.0
"""The current moment, and the one way to write a moment as text."""

from __future__ import annotations

import datetime as dt
from typing import overload


def now() -> dt.datetime:
    """Return the current moment, with the time zone UTC."""
    return dt.datetime.now(dt.UTC)


@overload
def to_iso(moment: dt.datetime) -> str: ...
@overload
def to_iso(moment: None) -> None: ...
@overload
def to_iso(moment: dt.datetime | None) -> str | None: ...


def to_iso(moment: dt.datetime | None) -> str | None:
    """Write a moment as ISO 8601 in UTC, such as `2026-03-01T12:00:00+00:00`; None stays None.

    ValueError when the moment has no time zone.
    """
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(dt.UTC).isoformat()
