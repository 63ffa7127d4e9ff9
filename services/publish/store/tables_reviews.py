# SPDX-License-Identifier: Apache-2.0
"""The tables of review links, reviewers and their notes."""

from __future__ import annotations

import sqlalchemy as sa

from chassis.tables import UtcDateTime
from services.publish.store.tables import METADATA

REVIEW_LINKS = sa.Table(
    "review_links",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("token_digest", sa.String(64), nullable=False, unique=True),
    sa.Column("production_id", sa.Integer, nullable=False, index=True),
    sa.Column("publication_id", sa.Integer),
    sa.Column("owner_user_id", sa.Integer, nullable=False),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("revoked_at", UtcDateTime),
    # What was written before is about an earlier video of the production.
    sa.Column("video_replaced_at", UtcDateTime),
    sqlite_autoincrement=True,
)

REVIEWERS = sa.Table(
    "reviewers",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("token_digest", sa.String(64), nullable=False, unique=True),
    sa.Column("link_id", sa.ForeignKey("review_links.id"), nullable=False, index=True),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("verdict", sa.String(20)),
    sa.Column("verdict_note", sa.String(2000), nullable=False),
    sa.Column("decided_at", UtcDateTime),
    sqlite_autoincrement=True,
)

REVIEW_NOTES = sa.Table(
    "review_notes",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("link_id", sa.ForeignKey("review_links.id"), nullable=False),
    sa.Column("parent_id", sa.ForeignKey("review_notes.id"), index=True),
    sa.Column("reviewer_id", sa.ForeignKey("reviewers.id")),
    sa.Column("author_user_id", sa.Integer),
    sa.Column("author_name", sa.String(120), nullable=False),
    sa.Column("at_ms", sa.Integer, nullable=False),
    sa.Column("until_ms", sa.Integer),
    sa.Column("text", sa.String(2000), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("edited_at", UtcDateTime),
    sa.Column("resolved_at", UtcDateTime),
    sa.Index("review_notes_by_time", "link_id", "at_ms", "id"),
    sqlite_autoincrement=True,
)
