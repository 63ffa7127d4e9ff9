# SPDX-License-Identifier: Apache-2.0
"""The table of what is to be done with publications at a moment to come."""

from __future__ import annotations

import sqlalchemy as sa

from chassis.tables import UtcDateTime
from services.publish.store.tables import METADATA

_IS_PENDING = sa.text("state = 'pending'")

PUBLICATION_SCHEDULES = sa.Table(
    "publication_schedules",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("production_id", sa.Integer, nullable=False, index=True),
    sa.Column("space_id", sa.ForeignKey("spaces.id"), nullable=False),
    sa.Column("action", sa.String(20), nullable=False),
    sa.Column("visibility", sa.String(20)),
    sa.Column("user_id", sa.Integer, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("failure", sa.String(500), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("ended_at", UtcDateTime),
    sa.Index(
        "publication_schedules_due",
        "due_at",
        "id",
        sqlite_where=_IS_PENDING,
        postgresql_where=_IS_PENDING,
    ),
    sqlite_autoincrement=True,
)
