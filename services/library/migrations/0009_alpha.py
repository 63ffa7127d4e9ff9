# SPDX-License-Identifier: Apache-2.0
"""Whether the picture of an upload can be seen through."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    column = sa.Column("has_alpha", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("uploads", column)
