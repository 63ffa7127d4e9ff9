# SPDX-License-Identifier: Apache-2.0
"""The versions that jobs need and nodes have."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import PORTABLE_JSON

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    version = sa.Column("version", sa.String(100), nullable=False, server_default="")
    op.add_column("jobs", version)
    versions = sa.Column("versions", PORTABLE_JSON, nullable=False, server_default="[]")
    op.add_column("nodes", versions)
