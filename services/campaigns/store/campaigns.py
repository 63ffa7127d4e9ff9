# SPDX-License-Identifier: Apache-2.0
"""Video campaigns and story campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.campaigns.domain import (
    Campaign,
    CampaignKind,
    CampaignQuery,
    CampaignSchedule,
    CampaignStatus,
)
from services.campaigns.store.tables import STORY_CAMPAIGNS, VIDEO_CAMPAIGNS


@dataclass(frozen=True, slots=True)
class _Columns:
    """The table of a kind of campaigns and the names of the columns that the other lacks."""

    table: sa.Table
    ideas: str
    generated_ids: str
    style: str
    max_per_day: str


_COLUMNS = {
    CampaignKind.VIDEO: _Columns(
        VIDEO_CAMPAIGNS, "video_ideas", "generated_video_ids", "video_mode", "max_videos_per_day"
    ),
    CampaignKind.STORY: _Columns(
        STORY_CAMPAIGNS, "story_topics", "generated_story_ids", "template", "max_stories_per_day"
    ),
}


class CampaignRepository:
    """Reads campaigns."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_campaigns(self, query: CampaignQuery) -> list[Campaign]:
        """Return one page of the campaigns of a user, newest first."""
        columns = _COLUMNS[query.kind]
        table = columns.table
        page = sa.select(table).where(table.c.user_id == str(query.user_id))
        if query.status is not None:
            page = page.where(table.c.status == query.status)
        if query.after is not None:
            at, campaign_id = query.after.created_at, query.after.campaign_id
            is_same_moment = sa.and_(table.c.created_at == at, table.c.id < campaign_id)
            page = page.where(sa.or_(table.c.created_at < at, is_same_moment))
        newest_first = page.order_by(table.c.created_at.desc(), table.c.id.desc())
        rows = self._session.execute(newest_first.limit(query.limit))
        return [_campaign(row, query.kind, columns) for row in rows]


def _campaign(  # Any: a row of either table
    row: sa.Row[Any], kind: CampaignKind, columns: _Columns
) -> Campaign:
    schedule = CampaignSchedule(
        automation_mode=row.automation_mode,
        start_date=row.schedule_start_date,
        end_date=row.schedule_end_date,
        preferred_hours=row.preferred_publish_hours,
        max_per_day=getattr(row, columns.max_per_day),
        platforms=row.selected_platforms,
    )
    return Campaign(
        campaign_id=row.id,
        kind=kind,
        user_id=int(row.user_id),
        workspace_id=row.workspace_id,
        name=row.name,
        status=CampaignStatus(row.status),
        style=getattr(row, columns.style),
        created_at=row.created_at,
        updated_at=row.updated_at,
        ideas=getattr(row, columns.ideas),
        item_statuses=row.item_statuses,
        item_schedules=row.item_schedules,
        generated_ids=getattr(row, columns.generated_ids) or (),
        settings=row.campaign_settings,
        schedule=schedule,
    )
