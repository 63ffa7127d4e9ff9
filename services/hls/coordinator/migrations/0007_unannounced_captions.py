# SPDX-License-Identifier: Apache-2.0
"""The productions whose captions were stored before their words were announced."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "unannounced_captions",
        sa.Column("production_id", sa.Integer, primary_key=True, autoincrement=False),
    )
    op.execute(
        "INSERT INTO unannounced_captions (production_id)"
        " SELECT DISTINCT production_id FROM text_tracks WHERE kind = 'captions'"
    )
