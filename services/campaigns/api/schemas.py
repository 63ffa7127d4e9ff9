# SPDX-License-Identifier: Apache-2.0
"""The requests and responses of the REST routes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel, Field

from chassis.clock import to_iso
from services.campaigns.domain import (
    Campaign,
    CampaignKind,
    CampaignPosition,
    CampaignStatus,
    InvalidCursor,
)

Json = dict[str, Any]  # Any: JSON members of several types

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


class CampaignPageQuery(BaseModel):
    """The query of a list of campaigns."""

    status: CampaignStatus | None = None
    limit: int = Field(50, ge=1, le=100)
    cursor: str = Field("", max_length=80)


def campaign(one: Campaign) -> Json:
    """Return a campaign as JSON."""
    return {
        "id": one.campaign_id,
        "userId": one.user_id,
        "workspaceId": one.workspace_id,
        "name": one.name,
        "status": one.status,
        **_members_of_kind(one),
        "itemStatuses": dict(one.item_statuses),
        "itemSchedules": dict(one.item_schedules),
        "campaignSettings": dict(one.settings),
        "automationMode": one.schedule.automation_mode,
        "scheduleStartDate": to_iso(one.schedule.start_date),
        "scheduleEndDate": to_iso(one.schedule.end_date),
        "preferredPublishHours": list(one.schedule.preferred_hours),
        "selectedPlatforms": list(one.schedule.platforms),
        "createdAt": to_iso(one.created_at),
        "updatedAt": to_iso(one.updated_at),
    }


def _members_of_kind(one: Campaign) -> Json:
    ideas, generated_ids = [dict(each) for each in one.ideas], list(one.generated_ids)
    max_per_day = one.schedule.max_per_day
    if one.kind is CampaignKind.VIDEO:
        return {
            "videoIdeas": ideas,
            "generatedVideoIds": generated_ids,
            "videoMode": one.style,
            "maxVideosPerDay": max_per_day,
        }
    return {
        "storyTopics": ideas,
        "generatedStoryIds": generated_ids,
        "template": one.style,
        "maxStoriesPerDay": max_per_day,
    }


def write_cursor(position: CampaignPosition | None) -> str | None:
    """Return the position as an opaque text; None on the last page."""
    if position is None:
        return None
    return f"{(position.created_at - _EPOCH) // _MICROSECOND}_{position.campaign_id}"


def read_cursor(cursor: str) -> CampaignPosition | None:
    """Return the position that a cursor stands for; None for the first page."""
    if not cursor:
        return None
    microseconds, _, campaign_id = cursor.partition("_")
    try:
        return CampaignPosition(_EPOCH + int(microseconds) * _MICROSECOND, campaign_id)
    except (ValueError, OverflowError) as error:
        detail = "This cursor was not returned by this list; begin at the first page."
        raise InvalidCursor(detail) from error
