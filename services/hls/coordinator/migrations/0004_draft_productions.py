# SPDX-License-Identifier: Apache-2.0
"""The drafts of productions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "draft_productions",
        sa.Column("production_id", sa.Integer, sa.ForeignKey("productions.id"), primary_key=True),
        sa.Column("draft_id", sa.Integer, nullable=False, index=True),
        sa.Column("leased_until", UtcDateTime, nullable=False),
        sa.Column("is_named", sa.Boolean, nullable=False),
        sa.Column("body_sha256", sa.String(64), nullable=False),
        sa.Column("is_sealed", sa.Boolean, nullable=False),
        sa.Column("export_id", sa.String(36), nullable=False),
        sa.Column("config", sa.Text),
        sa.Column("master_percent", sa.Integer, nullable=False),
        sa.Column("master_attempt", sa.Integer, nullable=False),
        sa.Column("master_seq", sa.Integer, nullable=False),
    )
    op.create_index(
        "draft_productions_unsealed", "draft_productions", ["is_sealed", "leased_until"]
    )
