# SPDX-License-Identifier: Apache-2.0
"""Which renders may have left an export although they were cancelled or failed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    column = sa.Column("may_leave_export", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("renders", column)
    where = sa.text("may_leave_export")
    options = {"sqlite_where": where, "postgresql_where": where}
    op.create_index("ix_renders_may_leave_export", "renders", ["finished_at"], **options)
