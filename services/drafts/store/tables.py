# SPDX-License-Identifier: Apache-2.0
"""The tables of drafts.

JSON is stored as text: it is written and returned far more often than parsed, keeps the author's
order and spelling, and may contain an escaped NUL, which PostgreSQL's jsonb refuses.
"""

from __future__ import annotations

import sqlalchemy as sa

from chassis.tables import UtcDateTime

METADATA = sa.MetaData()

PROJECTS = sa.Table(
    "create_video_projects",
    METADATA,
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
    sa.Column("earlier_upload_ids", sa.Text, nullable=False, server_default=","),
    sa.Index("ix_projects_list", "user_id", "status", "updated_at", "id"),
    sqlite_autoincrement=True,
)

PROJECT_REVISIONS = sa.Table(
    "project_revisions",
    METADATA,
    sa.Column("project_id", sa.Integer, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("author_user_id", sa.Integer, nullable=False),
    sa.Column("saved_at", UtcDateTime, nullable=False),
    sa.Column("name", sa.String(255)),
    sa.Column("description", sa.String(2000)),
    sa.Column("timeline", sa.LargeBinary, nullable=False),
)

PRODUCTION_DRAFTS = sa.Table(
    "production_drafts",
    METADATA,
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
    sa.Column("preset_ids", sa.Text, nullable=False),
    sa.Index("ix_production_drafts_list", "user_id", "status", "updated_at", "id"),
    sa.Index("ix_production_drafts_upload", "upload_id"),
    sqlite_autoincrement=True,
)
_IS_ACTIVE = PRODUCTION_DRAFTS.c.status == "active"
sa.Index(
    "ux_production_drafts_active",
    PRODUCTION_DRAFTS.c.user_id,
    PRODUCTION_DRAFTS.c.upload_id,
    unique=True,
    sqlite_where=_IS_ACTIVE,
    postgresql_where=_IS_ACTIVE,
)

DRAFT_REVISIONS = sa.Table(
    "production_draft_revisions",
    METADATA,
    sa.Column("draft_id", sa.Integer, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("author_user_id", sa.Integer, nullable=False),
    sa.Column("saved_at", UtcDateTime, nullable=False),
    sa.Column("config", sa.LargeBinary, nullable=False),
)

PRESETS = sa.Table(
    "presets",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("family", sa.String(20), nullable=False),
    sa.Column("user_id", sa.Integer, nullable=False),
    sa.Column("fields_json", sa.Text, nullable=False),
    sa.Column("is_default", sa.Boolean, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.Column("archived_at", UtcDateTime),
    sa.Index("ix_presets_owner", "user_id", "family", "id"),
    sqlite_autoincrement=True,
)

PRESET_WORKSPACES = sa.Table(
    "preset_workspaces",
    METADATA,
    sa.Column("workspace_id", sa.String(80), primary_key=True),
    sa.Column("preset_id", sa.Integer, primary_key=True),
    sa.Index("ix_preset_workspaces_preset", "preset_id"),
)

PRESET_OWNERS = sa.Table(
    "preset_owners",
    METADATA,
    sa.Column("user_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("family", sa.String(20), primary_key=True),
)
"""Who has had the first presets of a family, so that they are made once."""

DRAFT_SEALS = sa.Table(
    "draft_seals",
    METADATA,
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

TEXT_IMAGES = sa.Table(
    "text_images",
    METADATA,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("user_id", sa.BigInteger, primary_key=True),
    sa.Column("spec", sa.Text, nullable=False),
    sa.Column("used_at", UtcDateTime, nullable=False, index=True),
)

SEALED_TIMELINES = sa.Table(
    "sealed_timelines",
    METADATA,
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
    sa.Column("production_ulid", sa.String(26), nullable=False, server_default=""),
    sa.Index("ix_sealed_timelines_project", "project_id", "state"),
    sa.Index("ix_sealed_timelines_owner", "owner_user_id", "state"),
)
