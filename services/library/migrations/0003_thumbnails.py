# SPDX-License-Identifier: Apache-2.0
"""When thumbnails were requested; indexes by kind, role, project and production."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("uploads", sa.Column("thumb_requested_at", UtcDateTime))
    op.create_index("uploads_by_kind", "uploads", ["kind", "is_system", "state"])
    op.create_index("uploads_by_image_role", "uploads", ["kind", "image_role", "state"])
    op.create_index(
        "uploads_of_project", "uploads", ["video_role", "create_video_project_id", "id"]
    )
    op.create_index(
        "uploads_of_production", "uploads", ["video_role", "create_video_production_id"]
    )
    op.create_index("uploads_without_source", "uploads", ["source_deleted_at"])
