# SPDX-License-Identifier: Apache-2.0
"""Pieces know whose turn they belong to, and users take turns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0005"
down_revision = "0004"

_OWNERS = """
update pieces set owner_user_id = (
    select min(renders.owner_user_id)
    from render_pieces join renders on renders.export_id = render_pieces.export_id
    where render_pieces.piece_id = pieces.id and renders.state in ('queued', 'running')
)
where state = 'waiting'
"""


def upgrade() -> None:
    op.add_column("pieces", sa.Column("owner_user_id", sa.Integer))
    op.execute(_OWNERS)
    in_turn = ["state", "missing", "owner_user_id", sa.text("priority DESC"), "id"]
    op.create_index("pieces_in_turn", "pieces", in_turn)
    op.create_table(
        "turns",
        sa.Column("user_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("served_at", UtcDateTime, nullable=False),
    )
