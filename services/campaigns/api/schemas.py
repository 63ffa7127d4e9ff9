# SPDX-License-Identifier: Apache-2.0
"""The requests and answers of the REST routes."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from chassis.rest import Id, Moment, PageQuery, ResponseBody
from services.campaigns.domain import Campaign, CampaignStatus

_ITEM_STATUSES = {"0": {"status": "completed", "videoId": "v1"}}
_ITEM_SCHEDULES = {"0": {"scheduledDate": "2026-03-01T09:00:00+00:00", "platforms": ["youtube"]}}


class CampaignPageQuery(PageQuery):
    """One page of a list of campaigns."""

    limit: int = Field(50, ge=1, le=100, description="How many items a page holds at most.")
    status: CampaignStatus | None = Field(
        None, description="Only campaigns of this status; by default of every status."
    )


class CampaignResource(ResponseBody):
    """What video campaigns and story campaigns have in common."""

    id: str = Field(
        description="The id of the campaign, a UUID.",
        examples=["3f2b8a1e-5a0b-4c55-9d58-0d5a1f9b6c11"],
    )
    user_id: Id = Field(description="The owner of the campaign.", examples=[7])
    workspace_id: str = Field(
        description="The workspace it belongs to.",
        examples=["a4a5f0a3-6d2e-4d0f-8a8c-6f0f2f9f6d10"],
    )
    name: str = Field(description="Its name.", examples=["Habits"])
    status: CampaignStatus = Field(description="Its status.")
    item_statuses: dict[str, Any] = Field(
        description="The status of each item by its index.", examples=[_ITEM_STATUSES]
    )
    item_schedules: dict[str, Any] = Field(
        description="The schedule of each item by its index.", examples=[_ITEM_SCHEDULES]
    )
    campaign_settings: dict[str, Any] = Field(
        description="Settings of the campaign.", examples=[{"language": "en"}]
    )
    automation_mode: str = Field(
        description="How it is published, such as manual.", examples=["manual"]
    )
    schedule_start_date: Moment | None = Field(description="When publishing begins.")
    schedule_end_date: Moment | None = Field(description="When publishing ends.")
    preferred_publish_hours: list[int] = Field(
        description="The hours of the day to publish at, 0 to 23.", examples=[[9, 18]]
    )
    selected_platforms: list[str] = Field(
        description="The platforms to publish on.", examples=[["youtube"]]
    )
    created_at: Moment = Field(description="When it was created.")
    updated_at: Moment = Field(description="When it changed last.")


class VideoCampaignResource(CampaignResource):
    """A batch of videos made from a list of ideas."""

    video_ideas: list[dict[str, Any]] = Field(
        description="The ideas of its videos, in order.",
        examples=[[{"idea": "Rise early", "index": 0}]],
    )
    generated_video_ids: list[str] = Field(
        description="The videos that were made.", examples=[["v1"]]
    )
    video_mode: str = Field(description="The mode its videos are made in.", examples=["narrative"])
    max_videos_per_day: int = Field(description="How many are published a day.", examples=[1])


class StoryCampaignResource(CampaignResource):
    """A batch of stories made from a list of topics."""

    story_topics: list[dict[str, Any]] = Field(
        description="The topics of its stories, in order.",
        examples=[[{"topic": "Tea", "index": 0}]],
    )
    generated_story_ids: list[str] = Field(
        description="The stories that were made.", examples=[["s1"]]
    )
    template: str = Field(description="The template of its stories.", examples=["narrative"])
    max_stories_per_day: int = Field(description="How many are published a day.", examples=[1])


def video_campaign_resource(one: Campaign) -> VideoCampaignResource:
    """Return a video campaign as it is answered."""
    return VideoCampaignResource(
        **_campaign_members(one),
        video_ideas=[dict(each) for each in one.ideas],
        generated_video_ids=list(one.generated_ids),
        video_mode=one.style,
        max_videos_per_day=one.schedule.max_per_day,
    )


def story_campaign_resource(one: Campaign) -> StoryCampaignResource:
    """Return a story campaign as it is answered."""
    return StoryCampaignResource(
        **_campaign_members(one),
        story_topics=[dict(each) for each in one.ideas],
        generated_story_ids=list(one.generated_ids),
        template=one.style,
        max_stories_per_day=one.schedule.max_per_day,
    )


def _campaign_members(one: Campaign) -> dict[str, Any]:  # Any: members of several types
    schedule = one.schedule
    return {
        "id": one.campaign_id,
        "user_id": one.user_id,
        "workspace_id": one.workspace_id,
        "name": one.name,
        "status": one.status,
        "item_statuses": dict(one.item_statuses),
        "item_schedules": dict(one.item_schedules),
        "campaign_settings": dict(one.settings),
        "automation_mode": schedule.automation_mode,
        "schedule_start_date": schedule.start_date,
        "schedule_end_date": schedule.end_date,
        "preferred_publish_hours": list(schedule.preferred_hours),
        "selected_platforms": list(schedule.platforms),
        "created_at": one.created_at,
        "updated_at": one.updated_at,
    }
