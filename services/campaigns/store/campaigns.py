# SPDX-License-Identifier: Apache-2.0
"""Campaigns in SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.campaigns.domain.campaign import Campaign, Kind, Schedule, Status
from services.campaigns.store.tables import STORY_CAMPAIGNS, VIDEO_CAMPAIGNS
from services.campaigns.usecases.dependencies import Query


@dataclass(frozen=True, slots=True)
class _Names:
    """How the columns in which the two tables differ are called."""

    table: sa.Table
    subjects: str
    generated_ids: str
    style: str
    most_per_day: str


_NAMES = {
    Kind.VIDEO: _Names(
        VIDEO_CAMPAIGNS, "video_ideas", "generated_video_ids", "video_mode", "max_videos_per_day"
    ),
    Kind.STORY: _Names(
        STORY_CAMPAIGNS, "story_topics", "generated_story_ids", "template", "max_stories_per_day"
    ),
}


class SqlCampaigns:
    """The campaigns, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, query: Query) -> list[Campaign]:
        """List campaigns, newest first."""
        table = _NAMES[query.kind].table
        found = sa.select(table).where(table.c.user_id == str(query.user_id))
        if query.status is not None:
            found = found.where(table.c.status == query.status)
        if query.before is not None:
            at, campaign_id = query.before.created_at, query.before.campaign_id
            is_older = sa.and_(table.c.created_at == at, table.c.id < campaign_id)
            found = found.where(sa.or_(table.c.created_at < at, is_older))
        newest_first = found.order_by(table.c.created_at.desc(), table.c.id.desc())
        rows = self._session.execute(newest_first.limit(query.limit))
        return [_campaign(row, query.kind) for row in rows]

    def by_ids(self, campaign_ids: Sequence[str]) -> list[Campaign]:
        """Return the campaigns of these ids that exist, whatever they make."""
        found: list[Campaign] = []
        for kind, names in _NAMES.items():
            query = sa.select(names.table).where(names.table.c.id.in_(campaign_ids))
            found += [_campaign(row, kind) for row in self._session.execute(query)]
        return found


def opener(
    transaction: Callable[[], AbstractContextManager[Session]],
) -> Callable[[], AbstractContextManager[SqlCampaigns]]:
    """Make the opener of campaigns over a kind of transaction."""

    @contextmanager
    def opened() -> Iterator[SqlCampaigns]:
        with transaction() as session:
            yield SqlCampaigns(session)

    return opened


def _campaign(row: sa.Row[Any], kind: Kind) -> Campaign:  # Any: a row of either table
    names = _NAMES[kind]
    schedule = Schedule(
        automation_mode=row.automation_mode,
        start_date=row.schedule_start_date,
        end_date=row.schedule_end_date,
        preferred_hours=row.preferred_publish_hours,
        most_per_day=getattr(row, names.most_per_day),
        platforms=row.selected_platforms,
    )
    return Campaign(
        campaign_id=row.id,
        kind=kind,
        user_id=int(row.user_id),
        workspace_id=row.workspace_id,
        name=row.name,
        status=Status(row.status),
        style=getattr(row, names.style),
        created_at=row.created_at,
        updated_at=row.updated_at,
        subjects=getattr(row, names.subjects),
        item_statuses=row.item_statuses,
        item_schedules=row.item_schedules,
        generated_ids=getattr(row, names.generated_ids) or (),
        settings=row.campaign_settings,
        schedule=schedule,
    )
