# SPDX-License-Identifier: Apache-2.0
"""How many pictures of a production are damaged; 0 for those packaged before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    column = sa.Column("damaged_pictures", sa.Integer, nullable=False, server_default="0")
    op.add_column("productions", column)
