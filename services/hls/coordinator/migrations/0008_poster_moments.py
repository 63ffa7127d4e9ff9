# SPDX-License-Identifier: Apache-2.0
"""The moment of a stream whose frame is its poster; its upload id is 0 then."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("posters", sa.Column("at_ms", sa.Integer))
