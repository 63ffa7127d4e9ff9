# SPDX-License-Identifier: Apache-2.0
"""What is to be done with the publication of a production in a space at a moment to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from services.publish.domain.errors import InvalidMoment
from services.publish.domain.publication import Visibility

_LONGEST_WAIT = dt.timedelta(days=730)
MAX_PENDING = 100
"""How many schedules of a production may be pending at once."""


class ScheduledAction(StrEnum):
    """What a schedule does with a publication when its moment comes."""

    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    CHANGE_VISIBILITY = "change_visibility"


class ScheduleState(StrEnum):
    """What became of it: it waits, was done, could not be done, or was cancelled."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PublicationSchedule:
    """An action that is due at a moment, done with the rights that its user has then."""

    schedule_id: int
    production_id: int
    space_id: int
    action: ScheduledAction
    user_id: int
    due_at: dt.datetime
    created_at: dt.datetime
    visibility: Visibility | None = None
    """The new visibility, for `change_visibility`; for `publish` that to begin with."""
    state: ScheduleState = ScheduleState.PENDING
    failure: str = ""
    """Why it could not be done."""
    ended_at: dt.datetime | None = None


def check_due(due_at: dt.datetime, now: dt.datetime) -> None:
    """Raise InvalidMoment unless a moment lies in the next two years."""
    if not now < due_at <= now + _LONGEST_WAIT:
        raise InvalidMoment("The moment has passed, or is more than two years away.")
