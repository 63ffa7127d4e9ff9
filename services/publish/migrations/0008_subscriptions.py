# SPDX-License-Identifier: Apache-2.0
"""The spaces that users follow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("user_id", sa.Integer, primary_key=True),
        sa.Column("space_id", sa.Integer, sa.ForeignKey("spaces.id"), primary_key=True, index=True),
        sa.Column("created_at", UtcDateTime, nullable=False),
    )
