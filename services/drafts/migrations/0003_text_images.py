# SPDX-License-Identifier: Apache-2.0
"""The table of the text images that users may see."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "text_images",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("user_id", sa.BigInteger, primary_key=True),
        sa.Column("spec", sa.Text, nullable=False),
        sa.Column("used_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_text_images_used_at", "text_images", ["used_at"])
