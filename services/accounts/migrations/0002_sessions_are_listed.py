# SPDX-License-Identifier: Apache-2.0
"""When and by what a session was opened, and where a password was guessed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("sessions") as sessions:
        sessions.add_column(sa.Column("created_at", UtcDateTime))
        sessions.add_column(
            sa.Column("user_agent", sa.String(200), nullable=False, server_default="")
        )
    op.execute("UPDATE sessions SET created_at = rotated_at")
    with op.batch_alter_table("sessions") as sessions:
        sessions.alter_column("created_at", nullable=False)
    with op.batch_alter_table("failed_sign_ins") as failures:
        failures.add_column(sa.Column("address", sa.String(64), nullable=False, server_default=""))
