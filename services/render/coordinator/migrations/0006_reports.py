# SPDX-License-Identifier: Apache-2.0
"""A render keeps what it took, and which kinds of pieces it found made already."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import PORTABLE_JSON

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("renders", sa.Column("reused_kinds", PORTABLE_JSON))
    op.add_column("renders", sa.Column("report", sa.Text, nullable=False, server_default=""))
