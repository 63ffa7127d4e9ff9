# SPDX-License-Identifier: Apache-2.0
"""The exports of a user are counted by an index."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index("ix_sealed_timelines_owner", "sealed_timelines", ["owner_user_id", "state"])
