# SPDX-License-Identifier: Apache-2.0
"""The sounds of an upload, and the one that its owner chose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    tracks = sa.Column("audio_tracks", sa.Text, nullable=False, server_default="[]")
    op.add_column("uploads", tracks)
    op.add_column("uploads", sa.Column("audio_track", sa.Integer))
