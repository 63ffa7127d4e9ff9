# SPDX-License-Identifier: Apache-2.0
"""Copies of publications: what is published of an upload."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "publications",
        sa.Column("publication_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("production_id", sa.Integer, nullable=False),
        sa.Column("is_live", sa.Boolean, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_publications_production_id", "publications", ["production_id"])
