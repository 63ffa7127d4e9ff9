# SPDX-License-Identifier: Apache-2.0
"""The seals of drafts, and the productions of which timelines are sealed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column(
        "sealed_timelines",
        sa.Column("production_ulid", sa.String(26), nullable=False, server_default=""),
    )
    op.create_table(
        "draft_seals",
        sa.Column("production_ulid", sa.String(26), primary_key=True),
        sa.Column("production_id", sa.Integer, nullable=False),
        sa.Column("draft_id", sa.Integer, nullable=False),
        sa.Column("owner_user_id", sa.Integer, nullable=False),
        sa.Column("upload_id", sa.Integer, nullable=False),
        sa.Column("export_id", sa.String(36)),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("story", sa.String(2000), nullable=False),
        sa.Column("config", sa.Text, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False, index=True),
    )
