# SPDX-License-Identifier: Apache-2.0
"""An index with which the stretches of a deleted upload are found."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index("ix_jobs_by_upload", "jobs", ["upload_id", "kind"])
