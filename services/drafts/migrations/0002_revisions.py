# SPDX-License-Identifier: Apache-2.0
"""The table of the revisions of projects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "project_revisions",
        sa.Column("project_id", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("author_user_id", sa.Integer, nullable=False),
        sa.Column("saved_at", UtcDateTime, nullable=False),
        sa.Column("name", sa.String(255)),
        sa.Column("description", sa.String(2000)),
        sa.Column("timeline", sa.LargeBinary, nullable=False),
    )
