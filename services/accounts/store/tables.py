# SPDX-License-Identifier: Apache-2.0
"""The tables of the accounts service."""

from __future__ import annotations

import sqlalchemy as sa

from chassis.tables import PORTABLE_JSON, UtcDateTime

METADATA = sa.MetaData()

USERS = sa.Table(
    "users",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("email", sa.String(254), nullable=False, unique=True),
    sa.Column("password_hash", sa.String(200), nullable=False),
    sa.Column("display_name", sa.String(120), nullable=False),
    sa.Column("phone", sa.String(32), nullable=False, default=""),
    sa.Column("roles", PORTABLE_JSON, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

SESSIONS = sa.Table(
    "sessions",
    METADATA,
    sa.Column("session_id", sa.String(32), primary_key=True),
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("current_digest", sa.String(64), nullable=False),
    sa.Column("previous_digest", sa.String(64), nullable=False),
    sa.Column("rotated_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("user_agent", sa.String(200), nullable=False),
    sa.Column("is_revoked", sa.Boolean, nullable=False),
)

API_TOKENS = sa.Table(
    "api_tokens",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False, unique=True),
    sa.Column("hint", sa.String(12), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime),
    sa.Column("scopes", PORTABLE_JSON, nullable=False),
    sqlite_autoincrement=True,
)

WORKSPACES = sa.Table(
    "workspaces",
    METADATA,
    sa.Column("workspace_id", sa.String(36), primary_key=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

MEMBERSHIPS = sa.Table(
    "memberships",
    METADATA,
    sa.Column("workspace_id", sa.ForeignKey("workspaces.workspace_id"), primary_key=True),
    sa.Column("user_id", sa.ForeignKey("users.id"), primary_key=True, index=True),
    sa.Column("role", sa.String(20), nullable=False),
)

INVITATIONS = sa.Table(
    "invitations",
    METADATA,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("expires_at", UtcDateTime, nullable=False),
)

FAILED_SIGN_INS = sa.Table(
    "failed_sign_ins",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("email", sa.String(254), nullable=False, index=True),
    sa.Column("address", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)
