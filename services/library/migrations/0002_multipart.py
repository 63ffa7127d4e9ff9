# SPDX-License-Identifier: Apache-2.0
"""Uploads that are sent in parts, and the fingerprints by which equal files are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("uploads", sa.Column("fingerprint", sa.String(128)))
    op.create_index("uploads_by_fingerprint", "uploads", ["user_id", "fingerprint"])
    op.create_table(
        "multipart_uploads",
        sa.Column("upload_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("fingerprint", sa.String(128)),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("part_bytes", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("active_at", UtcDateTime, nullable=False, index=True),
    )
    op.create_index("multipart_uploads_of_user", "multipart_uploads", ["user_id", "upload_id"])
