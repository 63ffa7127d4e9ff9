# SPDX-License-Identifier: Apache-2.0
"""When filmstrips, peaks and edit proxies were requested, and why they could not be made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "upload_derivatives",
        sa.Column("upload_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("requested_at", UtcDateTime, nullable=False),
        sa.Column("failure", sa.Text, nullable=False),
    )
