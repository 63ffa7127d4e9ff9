# SPDX-License-Identifier: Apache-2.0
"""The tables of the campaigns service."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from chassis.tables import PORTABLE_JSON, UtcDateTime, create_machinery

revision = "0001"
down_revision = None

TEXT_LIST = sa.JSON().with_variant(postgresql.ARRAY(sa.Text), "postgresql")


def upgrade() -> None:
    create_machinery(op.get_bind())
    _create_video_campaigns()
    _create_story_campaigns()


def _create_video_campaigns() -> None:
    op.create_table(
        "video_campaigns",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False, server_default="draft"),
        sa.Column("video_ideas", PORTABLE_JSON, nullable=False, server_default="[]"),
        sa.Column("item_statuses", PORTABLE_JSON, nullable=False, server_default="{}"),
        sa.Column("item_schedules", PORTABLE_JSON, nullable=False, server_default="{}"),
        sa.Column("generated_video_ids", TEXT_LIST),
        sa.Column("video_mode", sa.Text, nullable=False),
        sa.Column("campaign_settings", PORTABLE_JSON, nullable=False, server_default="{}"),
        sa.Column("automation_mode", sa.Text, nullable=False, server_default="manual"),
        sa.Column("schedule_start_date", UtcDateTime),
        sa.Column("schedule_end_date", UtcDateTime),
        sa.Column("preferred_publish_hours", PORTABLE_JSON, nullable=False, server_default="[]"),
        sa.Column("max_videos_per_day", sa.Integer, nullable=False, server_default="1"),
        sa.Column("selected_platforms", PORTABLE_JSON, nullable=False, server_default="[]"),
        sa.Column("created_at", UtcDateTime, nullable=False, server_default=sa.func.now()),
        sa.Column("updated_at", UtcDateTime, nullable=False, server_default=sa.func.now()),
    )
    op.create_index("video_campaigns_user_id_idx", "video_campaigns", ["user_id"])
    op.create_index("video_campaigns_workspace_id_idx", "video_campaigns", ["workspace_id"])
    op.create_index("video_campaigns_status_idx", "video_campaigns", ["status"])


def _create_story_campaigns() -> None:
    op.create_table(
        "story_campaigns",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False, server_default="draft"),
        sa.Column("story_topics", PORTABLE_JSON, nullable=False, server_default="[]"),
        sa.Column("item_statuses", PORTABLE_JSON, nullable=False, server_default="{}"),
        sa.Column("item_schedules", PORTABLE_JSON, nullable=False, server_default="{}"),
        sa.Column("generated_story_ids", TEXT_LIST),
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("campaign_settings", PORTABLE_JSON, nullable=False, server_default="{}"),
        sa.Column("automation_mode", sa.Text, nullable=False, server_default="manual"),
        sa.Column("schedule_start_date", UtcDateTime),
        sa.Column("schedule_end_date", UtcDateTime),
        sa.Column("preferred_publish_hours", PORTABLE_JSON, nullable=False, server_default="[]"),
        sa.Column("max_stories_per_day", sa.Integer, nullable=False, server_default="1"),
        sa.Column("selected_platforms", PORTABLE_JSON, nullable=False, server_default="[]"),
        sa.Column("created_at", UtcDateTime, nullable=False, server_default=sa.func.now()),
        sa.Column("updated_at", UtcDateTime, nullable=False, server_default=sa.func.now()),
    )
    op.create_index("story_campaigns_user_id_idx", "story_campaigns", ["user_id"])
    op.create_index("story_campaigns_workspace_id_idx", "story_campaigns", ["workspace_id"])
    op.create_index("story_campaigns_status_idx", "story_campaigns", ["status"])
