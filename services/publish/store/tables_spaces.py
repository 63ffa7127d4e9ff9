# SPDX-License-Identifier: Apache-2.0
"""The tables of what belongs to a space: its icon, its invitations and its bans."""

from __future__ import annotations

import sqlalchemy as sa

from chassis.tables import UtcDateTime
from services.publish.store.tables import METADATA

_IS_PENDING = sa.text("status = 'pending'")

SPACE_ICONS = sa.Table(
    "space_icons",
    METADATA,
    sa.Column("space_id", sa.ForeignKey("spaces.id"), primary_key=True, autoincrement=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

SPACE_INVITATIONS = sa.Table(
    "space_invitations",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("space_id", sa.ForeignKey("spaces.id"), nullable=False),
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
        sqlite_where=_IS_PENDING,
        postgresql_where=_IS_PENDING,
    ),
    sqlite_autoincrement=True,
)

SPACE_INVITATION_LINKS = sa.Table(
    "space_invitation_links",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("space_id", sa.ForeignKey("spaces.id"), nullable=False, index=True),
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

SPACE_BANS = sa.Table(
    "space_bans",
    METADATA,
    sa.Column("space_id", sa.ForeignKey("spaces.id"), primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.Integer, primary_key=True, autoincrement=False, index=True),
    sa.Column("banned_by", sa.Integer, nullable=False),
    sa.Column("reason", sa.String(2000), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("until", UtcDateTime),
)
