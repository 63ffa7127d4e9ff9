# SPDX-License-Identifier: Apache-2.0
"""How much of each rendition a packaging job has made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import PORTABLE_JSON

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("packaging_jobs", sa.Column("renditions", PORTABLE_JSON))
