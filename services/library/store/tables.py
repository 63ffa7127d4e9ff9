# SPDX-License-Identifier: Apache-2.0
"""The tables of the library."""

from __future__ import annotations

import sqlalchemy as sa

from chassis.tables import UtcDateTime

METADATA = sa.MetaData()

UPLOADS = sa.Table(
    "uploads",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.Integer),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("video_role", sa.String(16)),
    sa.Column("image_role", sa.String(64)),
    sa.Column("audio_role", sa.String(16)),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("storage_key", sa.String(900), nullable=False, unique=True),
    sa.Column("original_filename", sa.String(512), nullable=False),
    sa.Column("modified_filename", sa.String(512)),
    sa.Column("description", sa.Text),
    sa.Column("content_type", sa.String(100), nullable=False),
    sa.Column("size_bytes", sa.BigInteger),
    sa.Column("etag", sa.String(100), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Column("duration", sa.String(60)),
    sa.Column("frame_rate", sa.String(40)),
    sa.Column("frames", sa.BigInteger, nullable=False),
    sa.Column("rotation", sa.Integer, nullable=False),
    sa.Column("video_codec", sa.String(40), nullable=False),
    sa.Column("audio_codec", sa.String(40), nullable=False),
    sa.Column("has_audio", sa.Boolean, nullable=False),
    sa.Column("is_hdr", sa.Boolean, nullable=False),
    sa.Column("has_alpha", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("has_varying_rate", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("container", sa.String(100), nullable=False),
    sa.Column("warnings", sa.Text, nullable=False, server_default=""),
    sa.Column("audio_tracks", sa.Text, nullable=False, server_default="[]"),
    sa.Column("audio_track", sa.Integer),
    sa.Column("rejection_code", sa.String(64)),
    sa.Column("rejection_reason", sa.Text),
    sa.Column("is_system", sa.Boolean, nullable=False),
    sa.Column("create_video_project_id", sa.Integer),
    sa.Column("project_name", sa.String(512)),
    sa.Column("create_video_production_id", sa.Integer),
    sa.Column("production_status", sa.String(32)),
    sa.Column("export_id", sa.String(64), unique=True),
    sa.Column("thumb_key", sa.String(900)),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("uploaded_at", UtcDateTime),
    sa.Column("source_deleted_at", UtcDateTime),
    sa.Column("fingerprint", sa.String(128)),
    sa.Column("thumb_requested_at", UtcDateTime),
    sa.Column("tags", sa.Text, nullable=False, server_default=""),
    sa.Column("search_text", sa.Text, nullable=False, server_default=""),
    sa.Column("duration_ms", sa.BigInteger),
    sa.Index("uploads_of_user", "user_id", "id"),
    sa.Index("uploads_by_fingerprint", "user_id", "fingerprint"),
    sa.Index("uploads_by_kind", "kind", "is_system", "state"),
    sa.Index("uploads_by_image_role", "kind", "image_role", "state"),
    sa.Index("uploads_of_project", "video_role", "create_video_project_id", "id"),
    sa.Index("uploads_of_production", "video_role", "create_video_production_id"),
    sa.Index("uploads_without_source", "source_deleted_at"),
    sqlite_autoincrement=True,
)
"""`warnings` has one sentence a line, `tags` one tag a line, `audio_tracks` is JSON.
`search_text` and `duration_ms` are what lists are searched and sorted by. `project_name` is the
name of the project when the export was sealed; PROJECTS has the newest one."""

DELETED_UPLOADS = sa.Table(
    "deleted_uploads",
    METADATA,
    sa.Column("upload_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.Integer),
    sa.Column("is_system", sa.Boolean, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("video_role", sa.String(16), nullable=False),
    sa.Column("image_role", sa.String(64), nullable=False),
    sa.Column("audio_role", sa.String(16), nullable=False),
    sa.Column("name", sa.String(512), nullable=False),
    sa.Column("original_filename", sa.String(512), nullable=False),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Column("duration", sa.String(60)),
    sa.Column("has_audio", sa.Boolean, nullable=False),
    sa.Column("deleted_at", UtcDateTime, nullable=False),
)
"""What is recorded of uploads whose rows were deleted; never of those that had no file."""

ASSET_USES = sa.Table(
    "asset_uses",
    METADATA,
    sa.Column("user_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("upload_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("is_favorite", sa.Boolean, nullable=False),
    sa.Column("used_ms", sa.BigInteger, nullable=False),
    sa.Index("asset_uses_of_upload", "upload_id"),
)
"""Which uploads a user marked as favourites, and when each was used last, 0 for never."""

MULTIPART_UPLOADS = sa.Table(
    "multipart_uploads",
    METADATA,
    sa.Column("upload_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.Integer, nullable=False),
    sa.Column("fingerprint", sa.String(128)),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("part_bytes", sa.BigInteger, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("active_at", UtcDateTime, nullable=False, index=True),
    sa.Index("multipart_uploads_of_user", "user_id", "upload_id"),
)
"""The uploads whose files are being sent in parts; `name` is what the storage calls each."""

UPLOAD_DERIVATIVES = sa.Table(
    "upload_derivatives",
    METADATA,
    sa.Column("upload_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("requested_at", UtcDateTime, nullable=False),
    # Why they could not be made; empty until it is known.
    sa.Column("failure", sa.Text, nullable=False),
)
"""When filmstrips, peaks and edit proxies were last requested."""

PROJECTS = sa.Table(
    "projects",
    METADATA,
    sa.Column("project_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(512), nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("is_deleted", sa.Boolean, nullable=False),
)

PRODUCTIONS = sa.Table(
    "productions",
    METADATA,
    sa.Column("production_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("upload_id", sa.Integer, nullable=False, index=True),
    sa.Column("status", sa.String(32), nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("is_deleted", sa.Boolean, nullable=False),
    sa.Column("owner_user_id", sa.BigInteger, nullable=False, server_default="0", index=True),
    # Of the video that was rendered for it alone.
    sa.Column("master_bytes", sa.BigInteger, nullable=False, server_default="0"),
)

PUBLICATIONS = sa.Table(
    "publications",
    METADATA,
    sa.Column("publication_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("production_id", sa.Integer, nullable=False, index=True),
    sa.Column("is_live", sa.Boolean, nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
)

DOCUMENTS = sa.Table(
    "documents",
    METADATA,
    sa.Column("kind", sa.String(32), primary_key=True),
    sa.Column("document_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("is_deleted", sa.Boolean, nullable=False),
)

UPLOAD_REFERENCES = sa.Table(
    "upload_references",
    METADATA,
    sa.Column("kind", sa.String(32), primary_key=True),
    sa.Column("document_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("upload_id", sa.Integer, primary_key=True, autoincrement=False, index=True),
)
