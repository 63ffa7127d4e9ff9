# SPDX-License-Identifier: Apache-2.0
"""Captions, chapters, chosen posters, and renditions that were dropped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    dropped = sa.Column("is_dropped", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("renditions", dropped)
    op.create_table(
        "text_tracks",
        sa.Column("production_id", sa.Integer, sa.ForeignKey("productions.id"), primary_key=True),
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("language", sa.String(35), primary_key=True),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "posters",
        sa.Column("production_id", sa.Integer, sa.ForeignKey("productions.id"), primary_key=True),
        sa.Column("upload_id", sa.Integer, nullable=False),
        sa.Column("key", sa.String(400), nullable=False),
        sa.Column("content_type", sa.String(40), nullable=False),
    )
