# SPDX-License-Identifier: Apache-2.0
"""What is to be done with publications at a moment to come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    is_pending = sa.text("state = 'pending'")
    op.create_table(
        "publication_schedules",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("production_id", sa.Integer, nullable=False, index=True),
        sa.Column("space_id", sa.Integer, sa.ForeignKey("spaces.id"), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("visibility", sa.String(20)),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("failure", sa.String(500), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime),
        sa.Index(
            "publication_schedules_due",
            "due_at",
            "id",
            sqlite_where=is_pending,
            postgresql_where=is_pending,
        ),
        sqlite_autoincrement=True,
    )
