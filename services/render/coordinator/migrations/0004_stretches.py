# SPDX-License-Identifier: Apache-2.0
"""Mezzanines tell which of their bytes hold which frames, so that nodes can fetch a part."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import PORTABLE_JSON

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    column = sa.Column("stretches", PORTABLE_JSON, nullable=False, server_default="[]")
    op.add_column("cached_files", column)
