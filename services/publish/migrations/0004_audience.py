# SPDX-License-Identifier: Apache-2.0
"""Likes, comments, reports and views of publications."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chassis.tables import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _create_likes()
    _create_comments()
    _create_reports()
    _create_views()
    _create_view_digests()
    _create_view_keys()


def _create_likes() -> None:
    op.create_table(
        "publication_likes",
        sa.Column(
            "publication_id", sa.Integer, sa.ForeignKey("space_publications.id"), primary_key=True
        ),
        sa.Column("user_id", sa.Integer, primary_key=True),
        sa.Column("created_at", UtcDateTime, nullable=False),
    )


def _create_comments() -> None:
    op.create_table(
        "publication_comments",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "publication_id", sa.Integer, sa.ForeignKey("space_publications.id"), nullable=False
        ),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("publication_comments.id")),
        sa.Column("author_user_id", sa.Integer, nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("replies_count", sa.Integer, nullable=False),
        sa.Column("deleted_at", UtcDateTime),
        sa.Index("publication_comments_by_time", "publication_id", "parent_id", "created_at", "id"),
        sqlite_autoincrement=True,
    )


def _create_reports() -> None:
    op.create_table(
        "publication_reports",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "publication_id", sa.Integer, sa.ForeignKey("space_publications.id"), nullable=False
        ),
        sa.Column("space_id", sa.Integer, sa.ForeignKey("spaces.id"), nullable=False),
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
        sa.UniqueConstraint("publication_id", "reporter_user_id", name="publication_reports_once"),
        sa.Index("publication_reports_queue", "space_id", "status", "id"),
        sqlite_autoincrement=True,
    )


def _create_views() -> None:
    op.create_table(
        "publication_views",
        sa.Column(
            "publication_id", sa.Integer, sa.ForeignKey("space_publications.id"), primary_key=True
        ),
        sa.Column("views_count", sa.Integer, nullable=False),
    )


def _create_view_digests() -> None:
    op.create_table(
        "view_digests",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("digest", sa.String(32), primary_key=True),
    )


def _create_view_keys() -> None:
    op.create_table(
        "view_keys",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("secret", sa.String(64), nullable=False),
    )
