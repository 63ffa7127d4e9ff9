# SPDX-License-Identifier: Apache-2.0
"""The first tables of drafts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime, create_machinery

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_machinery(op.get_bind())
    _create_projects()
    _create_sealed_timelines()


def _create_projects() -> None:
    op.create_table(
        "create_video_projects",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(255)),
        sa.Column("description", sa.String(2000)),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("timeline_json", sa.Text, nullable=False),
        sa.Column("upload_ids", sa.Text, nullable=False),
        sa.Column("checked_uploads", sa.Text),
        sa.Column("last_export_upload_id", sa.Integer),
        sa.Column("last_export_job_id", sa.String(36)),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("archived_at", UtcDateTime),
        sqlite_autoincrement=True,
    )
    columns = ["user_id", "status", "updated_at", "id"]
    op.create_index("ix_projects_list", "create_video_projects", columns)


def _create_sealed_timelines() -> None:
    op.create_table(
        "sealed_timelines",
        sa.Column("export_id", sa.String(36), primary_key=True),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("owner_user_id", sa.Integer, nullable=False),
        sa.Column("project_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("description", sa.String(2000), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("uploads", sa.Text, nullable=False),
        sa.Column("document_digest", sa.String(64), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("progress_pct", sa.Integer, nullable=False),
        sa.Column("progress_stage", sa.String(20), nullable=False),
        sa.Column("progress_updated_at", UtcDateTime, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("error_code", sa.String(80)),
        sa.Column("error_message", sa.Text),
        sa.Column("result_upload_id", sa.Integer),
        sa.Column("is_cancel_requested", sa.Boolean, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_sealed_timelines_project", "sealed_timelines", ["project_id", "state"])
