# SPDX-License-Identifier: Apache-2.0
"""Pieces name the encoder they were planned for, and nodes the one they have."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for table in ("pieces", "nodes"):
        column = sa.Column("encoder", sa.String(100), nullable=False, server_default="")
        op.add_column(table, column)
