# SPDX-License-Identifier: Apache-2.0
"""The tick of the clock of a stream at which its picture begins; 0 for those packaged before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    column = sa.Column("clock_start", sa.BigInteger, nullable=False, server_default="0")
    op.add_column("productions", column)
