# SPDX-License-Identifier: Apache-2.0
"""What people are told about an upload that is ready."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    warnings = sa.Column("warnings", sa.Text, nullable=False, server_default="")
    op.add_column("uploads", warnings)
