# SPDX-License-Identifier: Apache-2.0
"""What was made, reused and failed is counted for good, whatever becomes of the pieces."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("outcome", sa.String(12), primary_key=True),
        sa.Column("code", sa.String(80), primary_key=True),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.Column("cpu_seconds", sa.Float, nullable=False),
        sa.Column("wall_seconds", sa.Float, nullable=False),
        sa.Column("film_seconds", sa.Float, nullable=False),
    )
