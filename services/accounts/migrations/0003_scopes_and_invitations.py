# SPDX-License-Identifier: Apache-2.0
"""What a personal access token may be used for, and invitations to register."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import PORTABLE_JSON, UtcDateTime

revision = "0003"
down_revision = "0002"

# Tokens that were made before may do what they could do.
_ALL = '["read", "write", "publish", "admin"]'


def upgrade() -> None:
    with op.batch_alter_table("api_tokens") as tokens:
        tokens.add_column(sa.Column("scopes", PORTABLE_JSON, nullable=False, server_default=_ALL))
    op.create_table(
        "invitations",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("expires_at", UtcDateTime, nullable=False),
    )
