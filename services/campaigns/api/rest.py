# SPDX-License-Identifier: Apache-2.0
"""The REST door of campaigns."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint
from pydantic import BaseModel, Field

from chassis import rest
from services.campaigns.bootstrap import Campaigns
from services.campaigns.domain.campaign import Campaign, Kind, Status
from services.campaigns.domain.errors import InvalidCursor
from services.campaigns.usecases import listing
from services.campaigns.usecases.dependencies import Position, Query

Json = dict[str, Any]  # Any: JSON members of several types

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_TICK = dt.timedelta(microseconds=1)


class CampaignsQuery(BaseModel):
    """Which campaigns, and which page of them."""

    status: Status | None = None
    limit: int | None = Field(None, ge=1, le=100)
    cursor: str = Field("", max_length=80)


def blueprint(campaigns: Campaigns) -> APIBlueprint:
    """Make the routes of campaigns."""
    api = APIBlueprint("campaigns", __name__)

    @api.get("/api/video-campaigns")
    def video_campaigns(query: CampaignsQuery) -> Response:
        return page(Kind.VIDEO, query)

    @api.get("/api/story-campaigns")
    def story_campaigns(query: CampaignsQuery) -> Response:
        return page(Kind.STORY, query)

    def page(kind: Kind, asked: CampaignsQuery) -> Response:
        user_id = rest.require_user().user_id
        before, limit = _read_cursor(asked.cursor), asked.limit or 0
        query = Query(kind, user_id, asked.status, before, limit)
        found = listing.list_campaigns(campaigns.deps, query=query)
        items = [_campaign(one) for one in found.items]
        return jsonify(items=items, nextCursor=_write_cursor(found.next))

    return api


def _campaign(one: Campaign) -> Json:
    return {
        "id": one.campaign_id,
        "userId": one.user_id,
        "workspaceId": one.workspace_id,
        "name": one.name,
        "status": one.status,
        **_of_its_kind(one),
        "itemStatuses": dict(one.item_statuses),
        "itemSchedules": dict(one.item_schedules),
        "campaignSettings": dict(one.settings),
        "automationMode": one.schedule.automation_mode,
        "scheduleStartDate": _moment(one.schedule.start_date),
        "scheduleEndDate": _moment(one.schedule.end_date),
        "preferredPublishHours": list(one.schedule.preferred_hours),
        "selectedPlatforms": list(one.schedule.platforms),
        "createdAt": _moment(one.created_at),
        "updatedAt": _moment(one.updated_at),
    }


def _of_its_kind(one: Campaign) -> Json:
    subjects, made = [dict(each) for each in one.subjects], list(one.generated_ids)
    most = one.schedule.most_per_day
    if one.kind is Kind.VIDEO:
        return {
            "videoIdeas": subjects,
            "generatedVideoIds": made,
            "videoMode": one.style,
            "maxVideosPerDay": most,
        }
    return {
        "storyTopics": subjects,
        "generatedStoryIds": made,
        "template": one.style,
        "maxStoriesPerDay": most,
    }


def _write_cursor(position: Position | None) -> str | None:
    if position is None:
        return None
    return f"{(position.created_at - _EPOCH) // _TICK}_{position.campaign_id}"


def _read_cursor(cursor: str) -> Position | None:
    if not cursor:
        return None
    ticks, _, campaign_id = cursor.partition("_")
    try:
        return Position(_EPOCH + int(ticks) * _TICK, campaign_id)
    except (ValueError, OverflowError) as error:
        raise InvalidCursor("Begin at the first page.") from error


def _moment(at: dt.datetime | None) -> str | None:
    return None if at is None else at.isoformat()
