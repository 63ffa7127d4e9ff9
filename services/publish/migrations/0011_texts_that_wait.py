# SPDX-License-Identifier: Apache-2.0
"""Publications have the title that they show, and texts that wait for approval."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_WAITS = sa.text("status = 'pending' OR (held_title IS NOT NULL AND NOT is_held_rejected)")


def upgrade() -> None:
    for column in (
        sa.Column("title", sa.String(255), nullable=False, server_default=""),
        sa.Column("held_title", sa.String(255)),
        sa.Column("held_story_text", sa.String(2000)),
        sa.Column("is_held_rejected", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column(
            "is_changed_while_pending", sa.Boolean, nullable=False, server_default=sa.false()
        ),
    ):
        op.add_column("space_publications", column)
    op.execute(
        "UPDATE space_publications SET title = (SELECT productions.name FROM productions"
        " WHERE productions.production_id = space_publications.production_id)"
        " WHERE production_id IN (SELECT production_id FROM productions)"
    )
    # Nobody knows whether a moderator has seen the new video of what waits: they look again.
    op.execute(
        sa.text(
            "UPDATE space_publications SET is_changed_while_pending = :yes WHERE status = 'pending'"
            " AND id IN (SELECT publication_id FROM space_publication_events"
            " WHERE action = 'replace_video')"
        ).bindparams(sa.bindparam("yes", True, sa.Boolean))
    )
    op.create_index(
        "space_publications_waiting",
        "space_publications",
        ["space_id", "id"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )
