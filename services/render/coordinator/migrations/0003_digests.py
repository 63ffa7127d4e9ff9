# SPDX-License-Identifier: Apache-2.0
"""Kept files tell the digest of their bytes, so that nodes can check what they fetch."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    column = sa.Column("sha256", sa.String(64), nullable=False, server_default="")
    op.add_column("cached_files", column)
