# SPDX-License-Identifier: Apache-2.0
"""Campaigns: batches of videos or stories made from a list of ideas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Json = Mapping[str, Any]  # Any: JSON members of several types


class CampaignKind(StrEnum):
    """What a campaign makes."""

    VIDEO = "video"
    STORY = "story"


class CampaignStatus(StrEnum):
    """The statuses of a campaign."""

    DRAFT = "draft"
    GENERATING = "generating"
    PAUSED = "paused"
    REVIEW = "review"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class CampaignSchedule:
    """When and on which platforms a campaign publishes; hours are of the day, 0 to 23."""

    automation_mode: str
    start_date: dt.datetime | None
    end_date: dt.datetime | None
    preferred_hours: Sequence[int]
    max_per_day: int
    platforms: Sequence[str]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A batch of videos or stories."""

    campaign_id: str
    kind: CampaignKind
    user_id: int
    workspace_id: str
    name: str
    status: CampaignStatus
    style: str
    """The mode of its videos, or the template of its stories."""
    created_at: dt.datetime
    updated_at: dt.datetime
    ideas: Sequence[Json]
    """The ideas of its videos, or the topics of its stories, in order."""
    item_statuses: Json
    """The status of each item by its index."""
    item_schedules: Json
    """The schedule of each item by its index."""
    generated_ids: Sequence[str]
    settings: Json
    schedule: CampaignSchedule


@dataclass(frozen=True, slots=True)
class CampaignPosition:
    """The last campaign of a page; the next page begins after it."""

    created_at: dt.datetime
    campaign_id: str


@dataclass(frozen=True, slots=True)
class CampaignQuery:
    """One page of the campaigns of a user, of one kind and, unless None, of one status."""

    kind: CampaignKind
    user_id: int
    status: CampaignStatus | None
    after: CampaignPosition | None
    limit: int
