# SPDX-License-Identifier: Apache-2.0
"""Which packager does a job, what it noted, and the jobs at MediaConvert to cancel."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for name, length, default in (("packager", 16, "ffmpeg"), ("checkpoint", 300, "")):
        column = sa.Column(name, sa.String(length), nullable=False, server_default=default)
        op.add_column("packaging_jobs", column)
    op.create_table(
        "conversion_cancellations",
        sa.Column("mediaconvert_job_id", sa.String(300), primary_key=True),
        sa.Column("since", UtcDateTime, nullable=False),
    )
    op.create_index("ix_conversion_cancellations_since", "conversion_cancellations", ["since"])
