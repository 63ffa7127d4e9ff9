# SPDX-License-Identifier: Apache-2.0
"""The tables of production drafts; a user has at most one active draft of an upload."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _create_drafts()
    op.create_table(
        "production_draft_revisions",
        sa.Column("draft_id", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("author_user_id", sa.Integer, nullable=False),
        sa.Column("saved_at", UtcDateTime, nullable=False),
        sa.Column("config", sa.LargeBinary, nullable=False),
    )


def _create_drafts() -> None:
    op.create_table(
        "production_drafts",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("upload_id", sa.Integer, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("config_json", sa.Text, nullable=False),
        sa.Column("upload_ids", sa.Text, nullable=False),
        sa.Column("checked_uploads", sa.Text),
        sa.Column("rendered_production_id", sa.Integer),
        sa.Column("failure_code", sa.String(80)),
        sa.Column("failure_detail", sa.Text),
        sa.Column("failed_at", UtcDateTime),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("archived_at", UtcDateTime),
        sqlite_autoincrement=True,
    )
    listed = ["user_id", "status", "updated_at", "id"]
    op.create_index("ix_production_drafts_list", "production_drafts", listed)
    op.create_index("ix_production_drafts_upload", "production_drafts", ["upload_id"])
    is_active = sa.text("status = 'active'")
    op.create_index(
        "ux_production_drafts_active",
        "production_drafts",
        ["user_id", "upload_id"],
        unique=True,
        sqlite_where=is_active,
        postgresql_where=is_active,
    )
