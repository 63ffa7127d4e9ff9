# SPDX-License-Identifier: Apache-2.0
"""The tables of the campaigns service; users query them by SQL, so their columns are fixed."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from chassis.tables import PORTABLE_JSON, UtcDateTime

METADATA = sa.MetaData()

TEXT_LIST = sa.JSON().with_variant(postgresql.ARRAY(sa.Text), "postgresql")


def _campaigns(
    name: str, *, ideas: str, generated_ids: str, style: str, max_per_day: str
) -> sa.Table:
    return sa.Table(
        name,
        METADATA,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False, server_default="draft"),
        sa.Column(ideas, PORTABLE_JSON, nullable=False, server_default="[]"),
        sa.Column("item_statuses", PORTABLE_JSON, nullable=False, server_default="{}"),
        sa.Column("item_schedules", PORTABLE_JSON, nullable=False, server_default="{}"),
        sa.Column(generated_ids, TEXT_LIST),
        sa.Column(style, sa.Text, nullable=False),
        sa.Column("campaign_settings", PORTABLE_JSON, nullable=False, server_default="{}"),
        sa.Column("automation_mode", sa.Text, nullable=False, server_default="manual"),
        sa.Column("schedule_start_date", UtcDateTime),
        sa.Column("schedule_end_date", UtcDateTime),
        sa.Column("preferred_publish_hours", PORTABLE_JSON, nullable=False, server_default="[]"),
        sa.Column(max_per_day, sa.Integer, nullable=False, server_default="1"),
        sa.Column("selected_platforms", PORTABLE_JSON, nullable=False, server_default="[]"),
        sa.Column("created_at", UtcDateTime, nullable=False, server_default=sa.func.now()),
        sa.Column("updated_at", UtcDateTime, nullable=False, server_default=sa.func.now()),
        sa.Index(f"{name}_user_id_idx", "user_id"),
        sa.Index(f"{name}_workspace_id_idx", "workspace_id"),
        sa.Index(f"{name}_status_idx", "status"),
    )


VIDEO_CAMPAIGNS = _campaigns(
    "video_campaigns",
    ideas="video_ideas",
    generated_ids="generated_video_ids",
    style="video_mode",
    max_per_day="max_videos_per_day",
)

STORY_CAMPAIGNS = _campaigns(
    "story_campaigns",
    ideas="story_topics",
    generated_ids="generated_story_ids",
    style="template",
    max_per_day="max_stories_per_day",
)
