# SPDX-License-Identifier: Apache-2.0
"""Replacements of productions, and the streams that they had before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("productions", sa.Column("replaces_id", sa.Integer))
    op.create_index("one_replacement_a_production", "productions", ["replaces_id"], unique=True)
    op.create_table(
        "retired_streams",
        sa.Column("ulid", sa.String(26), primary_key=True),
        sa.Column("prefix", sa.String(300), nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
    )
    op.create_index("ix_retired_streams_until", "retired_streams", ["until"])
