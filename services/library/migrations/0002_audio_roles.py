# SPDX-License-Identifier: Apache-2.0
"""Whether an audio is a voice or music is written down, and no longer told by its key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("uploads", sa.Column("audio_role", sa.String(16)))
