# SPDX-License-Identifier: Apache-2.0
"""The tables of the publish service."""

from __future__ import annotations

import sqlalchemy as sa

from chassis.tables import PORTABLE_JSON, UtcDateTime

METADATA = sa.MetaData()

_IS_PERSONAL, _IS_GLOBAL = sa.text("type = 'personal'"), sa.text("is_global")
_WAITS = sa.text("status = 'pending' OR (held_title IS NOT NULL AND NOT is_held_rejected)")

SPACES = sa.Table(
    "spaces",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("ulid", sa.String(26), nullable=False, unique=True),
    sa.Column("type", sa.String(20), nullable=False),
    sa.Column("owner_user_id", sa.Integer, index=True),
    sa.Column("name", sa.String(128), nullable=False),
    sa.Column("slug", sa.String(128), nullable=False),
    sa.Column("settings", PORTABLE_JSON, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("description", sa.String(2000), nullable=False, default=""),
    sa.Column("icon_digest", sa.String(64), nullable=False, default=""),
    sa.Column("deleted_at", UtcDateTime),
    sa.Column("is_global", sa.Boolean, nullable=False, default=False),
    sa.Index(
        "spaces_one_global",
        "is_global",
        unique=True,
        sqlite_where=_IS_GLOBAL,
        postgresql_where=_IS_GLOBAL,
    ),
    sa.UniqueConstraint("type", "slug", name="spaces_type_slug"),
    sa.Index(
        "spaces_one_personal",
        "owner_user_id",
        unique=True,
        sqlite_where=_IS_PERSONAL,
        postgresql_where=_IS_PERSONAL,
    ),
    sqlite_autoincrement=True,
)

USER_SPACE_ROLES = sa.Table(
    "user_space_roles",
    METADATA,
    sa.Column("user_id", sa.Integer, primary_key=True),
    sa.Column("space_id", sa.ForeignKey("spaces.id"), primary_key=True, index=True),
    sa.Column("role", sa.String(40), primary_key=True),
)

SITE_SETTINGS = sa.Table(
    "site_settings",
    METADATA,
    sa.Column("name", sa.String(60), primary_key=True),
    sa.Column("value", sa.Boolean, nullable=False),
)

PRODUCTIONS = sa.Table(
    "productions",
    METADATA,
    sa.Column("production_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("ulid", sa.String(26), nullable=False),
    sa.Column("owner_user_id", sa.Integer, nullable=False),
    sa.Column("upload_id", sa.Integer, nullable=False),
    sa.Column("name", sa.String(255), nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("story_text", sa.Text, nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
)
"""Copies of the productions that the hls service owns."""

PRODUCTION_CAPTIONS = sa.Table(
    "production_captions",
    METADATA,
    sa.Column("production_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
)
"""The words of all captions of a production; the newest revision is stored."""

SPACE_PUBLICATIONS = sa.Table(
    "space_publications",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("production_id", sa.Integer, nullable=False),
    sa.Column("upload_id", sa.Integer, nullable=False, index=True),
    sa.Column("space_id", sa.ForeignKey("spaces.id"), nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("requested_by", sa.Integer, nullable=False),
    sa.Column("approved_by", sa.Integer),
    sa.Column("owner_user_id", sa.Integer, nullable=False, index=True),
    sa.Column("is_primary", sa.Boolean, nullable=False),
    sa.Column("visibility", sa.String(20), nullable=False),
    sa.Column("distribution_flags", PORTABLE_JSON, nullable=False),
    sa.Column("visible_in_space", sa.Boolean, nullable=False),
    sa.Column("visible_in_global", sa.Boolean, nullable=False),
    sa.Column("comments_enabled", sa.Boolean),
    sa.Column("likes_count", sa.Integer, nullable=False),
    sa.Column("comments_count", sa.Integer, nullable=False),
    sa.Column("story_text", sa.String(2000), nullable=False),
    sa.Column("story_source", sa.String(20), nullable=False),
    sa.Column("published_at", UtcDateTime),
    sa.Column("unpublished_at", UtcDateTime),
    sa.Column("unpublished_by", sa.Integer),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.Column("title", sa.String(255), nullable=False, default=""),
    sa.Column("held_title", sa.String(255)),
    sa.Column("held_story_text", sa.String(2000)),
    sa.Column("is_held_rejected", sa.Boolean, nullable=False, default=False),
    sa.Column("is_changed_while_pending", sa.Boolean, nullable=False, default=False),
    sa.UniqueConstraint("production_id", "space_id", name="space_publications_once"),
    sa.Index(
        "space_publications_waiting",
        "space_id",
        "id",
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    ),
    sa.Index("space_publications_feed", "space_id", "status", "published_at", "id"),
    sa.Index("space_publications_global", "visible_in_global", "status", "published_at", "id"),
    sqlite_autoincrement=True,
)

SPACE_PUBLICATION_EVENTS = sa.Table(
    "space_publication_events",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("publication_id", sa.ForeignKey("space_publications.id"), nullable=False, index=True),
    sa.Column("action", sa.String(40), nullable=False),
    sa.Column("actor_user_id", sa.Integer),
    sa.Column("note", sa.String(2000), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)
