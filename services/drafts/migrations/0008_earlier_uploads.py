# SPDX-License-Identifier: Apache-2.0
"""The uploads that earlier timelines of a project used, so that it may use them again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    column = sa.Column("earlier_upload_ids", sa.Text, nullable=False, server_default=",")
    op.add_column("create_video_projects", column)
