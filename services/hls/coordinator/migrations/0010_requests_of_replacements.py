# SPDX-License-Identifier: Apache-2.0
"""The user who asked for a replacement; 0 for those that were asked for before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    column = sa.Column("requested_by", sa.Integer, nullable=False, server_default="0")
    op.add_column("productions", column)
