# SPDX-License-Identifier: Apache-2.0
"""A batch of videos or stories made from a list of ideas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = Mapping[str, Any]  # Any: JSON members of several types


class Kind(StrEnum):
    """What a campaign makes."""

    VIDEO = "video"
    STORY = "story"


class Status(StrEnum):
    """Where a campaign is in its life."""

    DRAFT = "draft"
    GENERATING = "generating"
    PAUSED = "paused"
    REVIEW = "review"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When and where a campaign publishes what it made."""

    automation_mode: str = "manual"
    start_date: dt.datetime | None = None
    end_date: dt.datetime | None = None
    preferred_hours: Sequence[int] = ()
    most_per_day: int = 1
    platforms: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Campaign:
    """A batch of videos or stories."""

    campaign_id: str
    kind: Kind
    user_id: int
    workspace_id: str
    name: str
    status: Status
    style: str
    """The mode of its videos, or the template of its stories."""
    created_at: dt.datetime
    updated_at: dt.datetime
    subjects: Sequence[Json] = ()
    """Its ideas or topics, in their order."""
    item_statuses: Json = field(default_factory=dict)
    item_schedules: Json = field(default_factory=dict)
    generated_ids: Sequence[str] = ()
    settings: Json = field(default_factory=dict)
    schedule: Schedule = field(default_factory=Schedule)
