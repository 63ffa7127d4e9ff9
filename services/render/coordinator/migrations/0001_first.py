# SPDX-License-Identifier: Apache-2.0
"""The first tables of render."""

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
        sa.Column("export_file", sa.String(200), nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("probe", PORTABLE_JSON),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("reused", sa.Integer, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("started_at", UtcDateTime),
        sa.Column("finished_at", UtcDateTime),
    )
    op.create_table(
        "pieces",
        *lease_columns(),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("key", sa.String(80), unique=True),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("upload_id", sa.Integer, nullable=False),
        sa.Column("is_standing", sa.Boolean, nullable=False),
        sa.Column("missing", sa.Integer, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("error_code", sa.String(80), nullable=False),
        sa.Column("error_reason", sa.Text, nullable=False),
        sa.Column("cpu_seconds", sa.Float, nullable=False),
        sa.Column("wall_seconds", sa.Float, nullable=False),
        sa.Index("pieces_claimable", "state", "missing", "priority"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "render_pieces",
        sa.Column("export_id", sa.String(36), sa.ForeignKey("renders.export_id"), primary_key=True),
        sa.Column("piece_id", sa.Integer, sa.ForeignKey("pieces.id"), primary_key=True, index=True),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("weight", sa.Integer, nullable=False),
    )
    op.create_table(
        "piece_inputs",
        sa.Column("piece_id", sa.Integer, sa.ForeignKey("pieces.id"), primary_key=True),
        sa.Column("input_id", sa.Integer, sa.ForeignKey("pieces.id"), primary_key=True, index=True),
    )
    op.create_table(
        "cached_files",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("storage_key", sa.String(200), nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("n_frames", sa.Integer, nullable=False),
        sa.Column("headers", sa.String(100), nullable=False),
        sa.Column("last_used_at", UtcDateTime, nullable=False, index=True),
    )
    op.create_table(
        "nodes",
        sa.Column("node_id", sa.String(80), primary_key=True),
        sa.Column("slots", sa.Integer, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
    )
