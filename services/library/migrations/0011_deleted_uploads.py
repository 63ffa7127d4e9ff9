# SPDX-License-Identifier: Apache-2.0
"""What is recorded of deleted uploads, so that timelines show what they miss."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "deleted_uploads",
        sa.Column("upload_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("user_id", sa.Integer),
        sa.Column("is_system", sa.Boolean, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("video_role", sa.String(16), nullable=False),
        sa.Column("image_role", sa.String(64), nullable=False),
        sa.Column("audio_role", sa.String(16), nullable=False),
        sa.Column("name", sa.String(512), nullable=False),
        sa.Column("original_filename", sa.String(512), nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("duration", sa.String(60)),
        sa.Column("has_audio", sa.Boolean, nullable=False),
        sa.Column("deleted_at", UtcDateTime, nullable=False),
    )
