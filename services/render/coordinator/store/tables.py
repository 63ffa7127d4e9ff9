# SPDX-License-Identifier: Apache-2.0
"""The tables of render."""

from __future__ import annotations

import sqlalchemy as sa

from chassis.jobs.table import lease_columns
from chassis.tables import PORTABLE_JSON, UtcDateTime

METADATA = sa.MetaData()

RENDERS = sa.Table(
    "renders",
    METADATA,
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
    # The stored file and its probe, once it has completed.
    sa.Column("export", PORTABLE_JSON),
    sa.Column("plan", sa.Text, nullable=False),
    sa.Column("reused", sa.Integer, nullable=False),
    sa.Column("reused_kinds", PORTABLE_JSON, nullable=False),
    # What it cost; empty until it has ended.
    sa.Column("report", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("started_at", UtcDateTime),
    sa.Column("finished_at", UtcDateTime),
    # Whether it has not completed, but a node may have stored its export meanwhile.
    sa.Column("may_leave_export", sa.Boolean, nullable=False, server_default=sa.false()),
)

# As text: SQLAlchemy compares the column with 1 on SQLite, which then reads every row with its
# plan and not the partial index, whose condition must be the same.
MAY_LEAVE_EXPORT = sa.text("may_leave_export")
sa.Index(
    "ix_renders_may_leave_export",
    RENDERS.c.finished_at,
    sqlite_where=MAY_LEAVE_EXPORT,
    postgresql_where=MAY_LEAVE_EXPORT,
)

JOBS = sa.Table(
    "jobs",
    METADATA,
    *lease_columns(),
    sa.Column("kind", sa.String(12), nullable=False),
    # The cache key of a shared result; null for a concat.
    sa.Column("key", sa.String(80), unique=True),
    sa.Column("spec", sa.Text, nullable=False),
    sa.Column("upload_id", sa.Integer, nullable=False),
    sa.Column("is_standalone", sa.Boolean, nullable=False),
    # The user in whose share of the nodes it is run; null for a background job.
    sa.Column("user_id", sa.Integer),
    # The encoder that a node must have to claim it; empty for any.
    sa.Column("encoder", sa.String(100), nullable=False),
    # The version of a renderer or recipe that a node must have to claim it; empty for any.
    sa.Column("version", sa.String(100), nullable=False, server_default=""),
    # How many of its inputs are not done; it may be claimed when there are none.
    sa.Column("pending_inputs", sa.Integer, nullable=False),
    sa.Column("error_code", sa.String(80), nullable=False, default=""),
    sa.Column("error_reason", sa.Text, nullable=False, default=""),
    sa.Column("cpu_seconds", sa.Float, nullable=False, default=0.0),
    sa.Column("wall_seconds", sa.Float, nullable=False, default=0.0),
    sa.Index("jobs_claimable", "state", "pending_inputs", "priority"),
    sa.Index("ix_jobs_by_upload", "upload_id", "kind"),
    sa.Index("jobs_by_user", "state", "pending_inputs", "user_id", sa.text("priority DESC"), "id"),
    sqlite_autoincrement=True,
)

SERVED_USERS = sa.Table(
    "served_users",
    METADATA,
    sa.Column("user_id", sa.Integer, primary_key=True, autoincrement=False),
    # When a node last claimed a job of this user.
    sa.Column("served_at", UtcDateTime, nullable=False),
)

JOB_COUNTERS = sa.Table(
    "job_counters",
    METADATA,
    # The kind of the jobs, or `export` for whole exports.
    sa.Column("kind", sa.String(12), primary_key=True),
    sa.Column("outcome", sa.String(12), primary_key=True),
    # Why they failed; empty for other outcomes.
    sa.Column("code", sa.String(80), primary_key=True),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.Column("cpu_seconds", sa.Float, nullable=False),
    sa.Column("wall_seconds", sa.Float, nullable=False),
    sa.Column("export_seconds", sa.Float, nullable=False),
)

RENDER_JOBS = sa.Table(
    "render_jobs",
    METADATA,
    sa.Column("export_id", sa.ForeignKey("renders.export_id"), primary_key=True),
    sa.Column("job_id", sa.ForeignKey("jobs.id"), primary_key=True, index=True),
    sa.Column("weight", sa.Integer, nullable=False),
)

JOB_INPUTS = sa.Table(
    "job_inputs",
    METADATA,
    sa.Column("job_id", sa.ForeignKey("jobs.id"), primary_key=True),
    sa.Column("input_id", sa.ForeignKey("jobs.id"), primary_key=True, index=True),
)

CACHED_FILES = sa.Table(
    "cached_files",
    METADATA,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("storage_key", sa.String(200), nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("n_frames", sa.Integer, nullable=False),
    sa.Column("headers", sa.String(100), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("byte_ranges", PORTABLE_JSON, nullable=False),
    sa.Column("last_used_at", UtcDateTime, nullable=False, index=True),
)

NODES = sa.Table(
    "nodes",
    METADATA,
    sa.Column("node_id", sa.String(80), primary_key=True),
    sa.Column("slots", sa.Integer, nullable=False),
    sa.Column("last_claim_at", UtcDateTime, nullable=False),
    sa.Column("encoder", sa.String(100), nullable=False),
    # The versions of renderers and recipes that it has.
    sa.Column("versions", PORTABLE_JSON, nullable=False, server_default="[]"),
)
