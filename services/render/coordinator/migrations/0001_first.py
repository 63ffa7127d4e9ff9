# SPDX-License-Identifier: Apache-2.0
"""The tables of render."""

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
        "renders",
        sa.Column("export_id", sa.String(36), primary_key=True),
        sa.Column("owner_user_id", sa.Integer, nullable=False, index=True),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("project_id", sa.Integer, nullable=False),
        sa.Column("production_ulid", sa.String(26), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("state", sa.String(12), nullable=False, index=True),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("progress_pct", sa.Integer, nullable=False),
        sa.Column("progress_stage", sa.String(12), nullable=False),
        sa.Column("progressed_at", UtcDateTime),
        sa.Column("error_code", sa.String(80), nullable=False),
        sa.Column("error_reason", sa.Text, nullable=False),
        sa.Column("export", PORTABLE_JSON),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("reused", sa.Integer, nullable=False),
        sa.Column("reused_kinds", PORTABLE_JSON, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("started_at", UtcDateTime),
        sa.Column("finished_at", UtcDateTime),
    )
    op.create_table(
        "jobs",
        *lease_columns(),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("key", sa.String(80), unique=True),
        sa.Column("spec", sa.Text, nullable=False),
        sa.Column("upload_id", sa.Integer, nullable=False),
        sa.Column("is_standalone", sa.Boolean, nullable=False),
        sa.Column("user_id", sa.Integer),
        sa.Column("encoder", sa.String(100), nullable=False),
        sa.Column("pending_inputs", sa.Integer, nullable=False),
        sa.Column("error_code", sa.String(80), nullable=False),
        sa.Column("error_reason", sa.Text, nullable=False),
        sa.Column("cpu_seconds", sa.Float, nullable=False),
        sa.Column("wall_seconds", sa.Float, nullable=False),
        sa.Index("jobs_claimable", "state", "pending_inputs", "priority"),
        sa.Index(
            "jobs_by_user", "state", "pending_inputs", "user_id", sa.text("priority DESC"), "id"
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "served_users",
        sa.Column("user_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("served_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "job_counters",
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("outcome", sa.String(12), primary_key=True),
        sa.Column("code", sa.String(80), primary_key=True),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.Column("cpu_seconds", sa.Float, nullable=False),
        sa.Column("wall_seconds", sa.Float, nullable=False),
        sa.Column("export_seconds", sa.Float, nullable=False),
    )
    op.create_table(
        "render_jobs",
        sa.Column("export_id", sa.String(36), sa.ForeignKey("renders.export_id"), primary_key=True),
        sa.Column("job_id", sa.Integer, sa.ForeignKey("jobs.id"), primary_key=True, index=True),
        sa.Column("weight", sa.Integer, nullable=False),
    )
    op.create_table(
        "job_inputs",
        sa.Column("job_id", sa.Integer, sa.ForeignKey("jobs.id"), primary_key=True),
        sa.Column("input_id", sa.Integer, sa.ForeignKey("jobs.id"), primary_key=True, index=True),
    )
    op.create_table(
        "cached_files",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("storage_key", sa.String(200), nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("n_frames", sa.Integer, nullable=False),
        sa.Column("headers", sa.String(100), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("byte_ranges", PORTABLE_JSON, nullable=False),
        sa.Column("last_used_at", UtcDateTime, nullable=False, index=True),
    )
    op.create_table(
        "nodes",
        sa.Column("node_id", sa.String(80), primary_key=True),
        sa.Column("slots", sa.Integer, nullable=False),
        sa.Column("last_claim_at", UtcDateTime, nullable=False),
        sa.Column("encoder", sa.String(100), nullable=False),
    )
