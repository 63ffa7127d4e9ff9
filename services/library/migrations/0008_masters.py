# SPDX-License-Identifier: Apache-2.0
"""The owners of productions, and the bytes of their masters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    for name in ("owner_user_id", "master_bytes"):
        column = sa.Column(name, sa.BigInteger, nullable=False, server_default="0")
        op.add_column("productions", column)
    op.create_index("ix_productions_owner_user_id", "productions", ["owner_user_id"])
