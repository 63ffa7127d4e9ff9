# SPDX-License-Identifier: Apache-2.0
"""The tables of presets, and which of them a draft names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _create_presets()
    op.create_table(
        "preset_workspaces",
        sa.Column("workspace_id", sa.String(80), primary_key=True),
        sa.Column("preset_id", sa.Integer, primary_key=True),
    )
    op.create_index("ix_preset_workspaces_preset", "preset_workspaces", ["preset_id"])
    op.create_table(
        "preset_owners",
        sa.Column("user_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("family", sa.String(20), primary_key=True),
    )
    preset_ids = sa.Column("preset_ids", sa.Text, nullable=False, server_default=",")
    op.add_column("production_drafts", preset_ids)


def _create_presets() -> None:
    op.create_table(
        "presets",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("family", sa.String(20), nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("fields_json", sa.Text, nullable=False),
        sa.Column("is_default", sa.Boolean, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("archived_at", UtcDateTime),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_presets_owner", "presets", ["user_id", "family", "id"])
