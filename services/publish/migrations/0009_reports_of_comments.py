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
    op.create_index(
        "publication_reports_once",
        "publication_reports",
        ["publication_id", "reporter_user_id", sa.text("coalesce(comment_id, 0)")],
        unique=True,
    )
