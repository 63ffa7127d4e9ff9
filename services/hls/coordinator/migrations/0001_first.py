# SPDX-License-Identifier: Apache-2.0
"""The first tables of hls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.jobs.table import lease_columns
from chassis.tables import PORTABLE_JSON, UtcDateTime, create_machinery

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_machinery(op.get_bind())
    op.create_table(
        "productions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("ulid", sa.String(26), nullable=False, unique=True),
        sa.Column("upload_id", sa.Integer, nullable=False, index=True),
        sa.Column("user_id", sa.Integer, nullable=False, index=True),
        sa.Column("is_export", sa.Boolean, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("config", PORTABLE_JSON, nullable=False),
        sa.Column("source", PORTABLE_JSON, nullable=False),
        sa.Column("output_prefix", sa.String(300), nullable=False),
        sa.Column("error_code", sa.String(80), nullable=False),
        sa.Column("error_message", sa.String(500), nullable=False),
        sa.Column("default_story_text", sa.String(2000), nullable=False),
        sa.Column("request_id", sa.String(100), unique=True),
        sa.Column("duration", sa.String(40)),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("started_at", UtcDateTime),
        sa.Column("completed_at", UtcDateTime),
        sqlite_autoincrement=True,
    )
    is_live_export = sa.text("is_export AND status <> 'failed'")
    op.create_index(
        "one_live_production_an_export",
        "productions",
        ["upload_id"],
        unique=True,
        sqlite_where=is_live_export,
        postgresql_where=is_live_export,
    )
    op.create_table(
        "packaging_jobs",
        *lease_columns(),
        sa.Column(
            "production_id",
            sa.Integer,
            sa.ForeignKey("productions.id"),
            nullable=False,
            unique=True,
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("packaging_jobs_waiting", "packaging_jobs", ["state", "run_after"])
    op.create_table(
        "renditions",
        sa.Column("production_id", sa.Integer, sa.ForeignKey("productions.id"), primary_key=True),
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("codecs", sa.String(80), nullable=False),
        sa.Column("bandwidth", sa.Integer, nullable=False),
        sa.Column("average_bandwidth", sa.Integer, nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("is_copy", sa.Boolean, nullable=False),
    )
    op.create_table(
        "publications",
        sa.Column("publication_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("production_id", sa.Integer, nullable=False, index=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "removals",
        sa.Column("prefix", sa.String(300), primary_key=True),
        sa.Column("not_before", UtcDateTime, nullable=False, index=True),
    )
