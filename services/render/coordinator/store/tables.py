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
    sa.Column("export_file", sa.String(200), nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("probe", PORTABLE_JSON),
    sa.Column("plan", sa.Text, nullable=False),
    sa.Column("reused", sa.Integer, nullable=False),
    sa.Column("reused_kinds", PORTABLE_JSON),
    # What it took, once it has ended.
    sa.Column("report", sa.Text, nullable=False, server_default=""),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("started_at", UtcDateTime),
    sa.Column("finished_at", UtcDateTime),
)

PIECES = sa.Table(
    "pieces",
    METADATA,
    *lease_columns(),
    sa.Column("kind", sa.String(12), nullable=False),
    # The content key of shared work; a join has none.
    sa.Column("key", sa.String(80), unique=True),
    sa.Column("task", sa.Text, nullable=False),
    sa.Column("upload_id", sa.Integer, nullable=False),
    sa.Column("is_standing", sa.Boolean, nullable=False),
    # Who waits for it, the neediest of them; nobody when it is done in the background.
    sa.Column("owner_user_id", sa.Integer),
    # What a node must encode with to claim it; any node when empty.
    sa.Column("encoder", sa.String(100), nullable=False, server_default=""),
    # How many of its inputs are not done yet; only at 0 may it be claimed.
    sa.Column("missing", sa.Integer, nullable=False),
    sa.Column("result", sa.Text, nullable=False, default=""),
    sa.Column("error_code", sa.String(80), nullable=False, default=""),
    sa.Column("error_reason", sa.Text, nullable=False, default=""),
    sa.Column("cpu_seconds", sa.Float, nullable=False, default=0.0),
    sa.Column("wall_seconds", sa.Float, nullable=False, default=0.0),
    sa.Index("pieces_claimable", "state", "missing", "priority"),
    sa.Index("pieces_in_turn", "state", "missing", "owner_user_id", sa.text("priority DESC"), "id"),
    sqlite_autoincrement=True,
)

TURNS = sa.Table(
    "turns",
    METADATA,
    sa.Column("user_id", sa.Integer, primary_key=True, autoincrement=False),
    # When a node last took a piece of theirs.
    sa.Column("served_at", UtcDateTime, nullable=False),
)

TALLIES = sa.Table(
    "tallies",
    METADATA,
    # The kind of the pieces, or `film` for whole films.
    sa.Column("kind", sa.String(12), primary_key=True),
    sa.Column("outcome", sa.String(12), primary_key=True),
    # Why it failed; empty for other outcomes.
    sa.Column("code", sa.String(80), primary_key=True),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.Column("cpu_seconds", sa.Float, nullable=False),
    sa.Column("wall_seconds", sa.Float, nullable=False),
    sa.Column("film_seconds", sa.Float, nullable=False),
)

RENDER_PIECES = sa.Table(
    "render_pieces",
    METADATA,
    sa.Column("export_id", sa.ForeignKey("renders.export_id"), primary_key=True),
    sa.Column("piece_id", sa.ForeignKey("pieces.id"), primary_key=True, index=True),
    sa.Column("role", sa.String(12), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("weight", sa.Integer, nullable=False),
)

PIECE_INPUTS = sa.Table(
    "piece_inputs",
    METADATA,
    sa.Column("piece_id", sa.ForeignKey("pieces.id"), primary_key=True),
    sa.Column("input_id", sa.ForeignKey("pieces.id"), primary_key=True, index=True),
)

CACHED_FILES = sa.Table(
    "cached_files",
    METADATA,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("storage_key", sa.String(200), nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("n_frames", sa.Integer, nullable=False),
    sa.Column("headers", sa.String(100), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False, server_default=""),
    sa.Column("stretches", PORTABLE_JSON, nullable=False, server_default="[]"),
    sa.Column("last_used_at", UtcDateTime, nullable=False, index=True),
)

NODES = sa.Table(
    "nodes",
    METADATA,
    sa.Column("node_id", sa.String(80), primary_key=True),
    sa.Column("slots", sa.Integer, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Column("encoder", sa.String(100), nullable=False, server_default=""),
)
