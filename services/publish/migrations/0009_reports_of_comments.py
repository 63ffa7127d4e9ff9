# SPDX-License-Identifier: Apache-2.0
"""A user reports a publication once, and each comment on it once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    with op.batch_alter_table("publication_reports") as table:
        table.drop_constraint("publication_reports_once", type_="unique")
    _create_unique_index("publication_reports_once", "publication_id", "comment_id IS NULL")
    _create_unique_index("comment_reports_once", "comment_id", "comment_id IS NOT NULL")


def _create_unique_index(name: str, column: str, where: str) -> None:
    op.create_index(
        name,
        "publication_reports",
        [column, "reporter_user_id"],
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
