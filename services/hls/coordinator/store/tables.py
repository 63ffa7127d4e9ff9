# SPDX-License-Identifier: Apache-2.0
"""The tables of hls."""

from __future__ import annotations

import sqlalchemy as sa

from chassis.jobs.table import lease_columns
from chassis.tables import PORTABLE_JSON, UtcDateTime

METADATA = sa.MetaData()

PRODUCTIONS = sa.Table(
    "productions",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("ulid", sa.String(26), nullable=False, unique=True),
    sa.Column("upload_id", sa.Integer, nullable=False, index=True),
    sa.Column("user_id", sa.Integer, nullable=False, index=True),
    sa.Column("is_export", sa.Boolean, nullable=False),
    sa.Column("name", sa.String(255), nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("config", PORTABLE_JSON, nullable=False),
    sa.Column("source", PORTABLE_JSON, nullable=False),
    sa.Column("output_prefix", sa.String(300), nullable=False),
    sa.Column("error_code", sa.String(80), nullable=False),
    sa.Column("error_message", sa.String(500), nullable=False),
    sa.Column("default_story_text", sa.String(2000), nullable=False),
    sa.Column("request_id", sa.String(100), unique=True),
    # Exact seconds as "n/d"; NULL until the production is completed.
    sa.Column("duration", sa.String(40)),
    # The tick of 1/90000 s of the clock of its stream at which its picture begins.
    sa.Column("clock_start", sa.BigInteger, nullable=False, server_default="0"),
    # How many of its pictures could not be restored, and are shown grey or smeared.
    sa.Column("damaged_pictures", sa.Integer, nullable=False, server_default="0"),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.Column("started_at", UtcDateTime),
    sa.Column("completed_at", UtcDateTime),
    # Of a replacement: the production whose stream it will become; such rows are shown nowhere.
    sa.Column("replaces_id", sa.Integer),
    # The user who asked for the replacement; 0 for other productions.
    sa.Column("requested_by", sa.Integer, nullable=False, server_default="0"),
    sa.Index("one_replacement_a_production", "replaces_id", unique=True),
    sa.Index(
        "one_live_production_an_export",
        "upload_id",
        unique=True,
        sqlite_where=sa.text("is_export AND status <> 'failed'"),
        postgresql_where=sa.text("is_export AND status <> 'failed'"),
    ),
    sqlite_autoincrement=True,
)

DRAFT_PRODUCTIONS = sa.Table(
    "draft_productions",
    METADATA,
    sa.Column("production_id", sa.ForeignKey("productions.id"), primary_key=True),
    sa.Column("draft_id", sa.Integer, nullable=False, index=True),
    sa.Column("leased_until", UtcDateTime, nullable=False),
    sa.Column("is_named", sa.Boolean, nullable=False),
    sa.Column("body_sha256", sa.String(64), nullable=False),
    sa.Column("is_sealed", sa.Boolean, nullable=False),
    sa.Column("export_id", sa.String(36), nullable=False),
    # JSON as text, which may contain an escaped NUL; NULL until the draft is sealed.
    sa.Column("config", sa.Text),
    sa.Column("master_percent", sa.Integer, nullable=False),
    sa.Column("master_attempt", sa.Integer, nullable=False),
    sa.Column("master_seq", sa.Integer, nullable=False),
    sa.Index("draft_productions_unsealed", "is_sealed", "leased_until"),
)

JOBS = sa.Table(
    "packaging_jobs",
    METADATA,
    *lease_columns(),
    sa.Column("production_id", sa.ForeignKey("productions.id"), nullable=False, unique=True),
    # A list of RenditionProgress.
    sa.Column("renditions", PORTABLE_JSON),
    # Which packager does it: ffmpeg or mediaconvert.
    sa.Column("packager", sa.String(16), nullable=False, server_default="ffmpeg"),
    # What the last packager noted, for the next; empty for nothing.
    sa.Column("checkpoint", sa.String(300), nullable=False, server_default=""),
    sa.Index("packaging_jobs_waiting", "state", "run_after"),
    sqlite_autoincrement=True,
)

RENDITIONS = sa.Table(
    "renditions",
    METADATA,
    sa.Column("production_id", sa.ForeignKey("productions.id"), primary_key=True),
    sa.Column("name", sa.String(20), primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Column("codecs", sa.String(80), nullable=False),
    sa.Column("bandwidth", sa.Integer, nullable=False),
    sa.Column("average_bandwidth", sa.Integer, nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("is_copy", sa.Boolean, nullable=False),
    sa.Column("is_dropped", sa.Boolean, nullable=False, server_default=sa.false()),
)

RETIRED_STREAMS = sa.Table(
    "retired_streams",
    METADATA,
    sa.Column("ulid", sa.String(26), primary_key=True),
    sa.Column("prefix", sa.String(300), nullable=False),
    # Players that began before the replacement play on until their links expire.
    sa.Column("until", UtcDateTime, nullable=False, index=True),
)

TEXT_TRACKS = sa.Table(
    "text_tracks",
    METADATA,
    sa.Column("production_id", sa.ForeignKey("productions.id"), primary_key=True),
    # captions or chapters.
    sa.Column("kind", sa.String(10), primary_key=True),
    sa.Column("language", sa.String(35), primary_key=True),
    sa.Column("label", sa.String(80), nullable=False),
    # WebVTT.
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
)

POSTERS = sa.Table(
    "posters",
    METADATA,
    sa.Column("production_id", sa.ForeignKey("productions.id"), primary_key=True),
    # 0 when it is a frame of the stream.
    sa.Column("upload_id", sa.Integer, nullable=False),
    sa.Column("key", sa.String(400), nullable=False),
    sa.Column("content_type", sa.String(40), nullable=False),
    sa.Column("at_ms", sa.Integer),
)

PUBLICATIONS = sa.Table(
    "publications",
    METADATA,
    sa.Column("publication_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("production_id", sa.Integer, nullable=False, index=True),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
)

REMOVALS = sa.Table(
    "removals",
    METADATA,
    sa.Column("prefix", sa.String(300), primary_key=True),
    sa.Column("not_before", UtcDateTime, nullable=False, index=True),
)

CONVERSION_CANCELLATIONS = sa.Table(
    "conversion_cancellations",
    METADATA,
    # A job at MediaConvert that nobody waits for any more.
    sa.Column("mediaconvert_job_id", sa.String(300), primary_key=True),
    sa.Column("since", UtcDateTime, nullable=False, index=True),
)

UNANNOUNCED_CAPTIONS = sa.Table(
    "unannounced_captions",
    METADATA,
    sa.Column("production_id", sa.Integer, primary_key=True, autoincrement=False),
)
"""Productions with captions that were stored before their words were announced."""
