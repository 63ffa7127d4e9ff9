# SPDX-License-Identifier: Apache-2.0
"""The words of the captions of productions, by which publications are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "production_captions",
        sa.Column("production_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
    )
