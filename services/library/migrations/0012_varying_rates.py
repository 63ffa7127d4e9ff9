# SPDX-License-Identifier: Apache-2.0
"""Whether the pictures of an upload come at many distances; those before say that they do not."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    column = sa.Column("has_varying_rate", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("uploads", column)
