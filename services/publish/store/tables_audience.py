# SPDX-License-Identifier: Apache-2.0
"""The tables of likes, comments, reports and views."""

from __future__ import annotations

import sqlalchemy as sa

from chassis.tables import UtcDateTime
from services.publish.store.tables import METADATA

LIKES = sa.Table(
    "publication_likes",
    METADATA,
    sa.Column("publication_id", sa.ForeignKey("space_publications.id"), primary_key=True),
    sa.Column("user_id", sa.Integer, primary_key=True),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

COMMENTS = sa.Table(
    "publication_comments",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("publication_id", sa.ForeignKey("space_publications.id"), nullable=False),
    sa.Column("parent_id", sa.ForeignKey("publication_comments.id")),
    sa.Column("author_user_id", sa.Integer, nullable=False),
    sa.Column("text", sa.String(2000), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("replies_count", sa.Integer, nullable=False),
    sa.Column("deleted_at", UtcDateTime),
    sa.Index("publication_comments_by_time", "publication_id", "parent_id", "created_at", "id"),
    sqlite_autoincrement=True,
)

REPORTS = sa.Table(
    "publication_reports",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("publication_id", sa.ForeignKey("space_publications.id"), nullable=False),
    sa.Column("space_id", sa.ForeignKey("spaces.id"), nullable=False),
    sa.Column("reporter_user_id", sa.Integer, nullable=False),
    sa.Column("comment_id", sa.Integer),
    sa.Column("reason", sa.String(20), nullable=False),
    sa.Column("note", sa.String(2000), nullable=False),
    sa.Column("from_ms", sa.Integer),
    sa.Column("until_ms", sa.Integer),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("resolution", sa.String(20)),
    sa.Column("handled_by", sa.Integer),
    sa.Column("handled_at", UtcDateTime),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Index(
        "publication_reports_once",
        "publication_id",
        "reporter_user_id",
        unique=True,
        sqlite_where=sa.text("comment_id IS NULL"),
        postgresql_where=sa.text("comment_id IS NULL"),
    ),
    sa.Index(
        "comment_reports_once",
        "comment_id",
        "reporter_user_id",
        unique=True,
        sqlite_where=sa.text("comment_id IS NOT NULL"),
        postgresql_where=sa.text("comment_id IS NOT NULL"),
    ),
    sa.Index("publication_reports_queue", "space_id", "status", "id"),
    sqlite_autoincrement=True,
)

VIEWS = sa.Table(
    "publication_views",
    METADATA,
    sa.Column("publication_id", sa.ForeignKey("space_publications.id"), primary_key=True),
    sa.Column("views_count", sa.Integer, nullable=False),
)

VIEW_DIGESTS = sa.Table(
    "view_digests",
    METADATA,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("digest", sa.String(32), primary_key=True),
)
"""Who watched what today, as digests under the key of the day."""

VIEW_KEYS = sa.Table(
    "view_keys",
    METADATA,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("secret", sa.String(64), nullable=False),
)
"""The key of the day; it is deleted with its digests when the day is over."""

SUBSCRIPTIONS = sa.Table(
    "subscriptions",
    METADATA,
    sa.Column("user_id", sa.Integer, primary_key=True),
    sa.Column("space_id", sa.ForeignKey("spaces.id"), primary_key=True, index=True),
    sa.Column("created_at", UtcDateTime, nullable=False),
)
