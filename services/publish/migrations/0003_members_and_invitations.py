# SPDX-License-Identifier: Apache-2.0
"""Descriptions, icons and deletion of spaces; invitations, bans, and who may create spaces."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("spaces") as spaces:
        spaces.add_column(
            sa.Column("description", sa.String(2000), nullable=False, server_default="")
        )
        spaces.add_column(
            sa.Column("icon_digest", sa.String(64), nullable=False, server_default="")
        )
        spaces.add_column(sa.Column("deleted_at", UtcDateTime))
    op.create_table(
        "space_icons",
        sa.Column(
            "space_id",
            sa.Integer,
            sa.ForeignKey("spaces.id"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    _create_invitations()
    _create_bans()
    _seed()


def _create_invitations() -> None:
    is_pending = sa.text("status = 'pending'")
    op.create_table(
        "space_invitations",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("space_id", sa.Integer, sa.ForeignKey("spaces.id"), nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("invited_by", sa.Integer, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("answered_at", UtcDateTime),
        sa.Index("space_invitations_of_space", "space_id", "status", "id"),
        sa.Index("space_invitations_of_user", "user_id", "status", "id"),
        sa.Index(
            "space_invitations_one_pending",
            "space_id",
            "user_id",
            unique=True,
            sqlite_where=is_pending,
            postgresql_where=is_pending,
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "space_invitation_links",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("space_id", sa.Integer, sa.ForeignKey("spaces.id"), nullable=False, index=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("created_by", sa.Integer, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("max_uses", sa.Integer),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.Column("revoked_at", UtcDateTime),
        sqlite_autoincrement=True,
    )


def _create_bans() -> None:
    op.create_table(
        "space_bans",
        sa.Column(
            "space_id",
            sa.Integer,
            sa.ForeignKey("spaces.id"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("user_id", sa.Integer, primary_key=True, autoincrement=False, index=True),
        sa.Column("banned_by", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("until", UtcDateTime),
    )


def _seed() -> None:
    flags = sa.table("site_settings", sa.column("name", sa.String), sa.column("value", sa.Boolean))
    names = ("allow_group_creation", "allow_channel_creation")
    op.bulk_insert(flags, [{"name": name, "value": True} for name in names])
