# SPDX-License-Identifier: Apache-2.0
"""When the video under a review was replaced last; NULL for those where it was not, or before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("review_links", sa.Column("video_replaced_at", UtcDateTime))
