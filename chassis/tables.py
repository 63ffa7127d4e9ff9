# SPDX-License-Identifier: Apache-2.0
"""The tables of the machinery in every service: outbox, inbox and idempotency keys."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, Column, DateTime, Integer, MetaData, String, Table, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.types import TypeDecorator

MACHINERY = MetaData()

PORTABLE_JSON = JSON().with_variant(JSONB(), "postgresql")


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment, stored and returned in UTC (SQLite stores no zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Store a moment as UTC; ValueError when it has no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        """Return the stored moment as an aware one."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=dt.UTC)


OUTBOX = Table(
    "outbox",
    MACHINERY,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("event_id", String(36), nullable=False, unique=True),
    Column("queue", String(80), nullable=False, default=""),
    Column("topic", String(120), nullable=False),
    Column("type", String(160), nullable=False),
    Column("body", Text, nullable=False),
    Column("headers", PORTABLE_JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime, index=True),
    sqlite_autoincrement=True,
)

INBOX = Table(
    "inbox",
    MACHINERY,
    Column("consumer", String(80), primary_key=True),
    Column("event_id", String(36), primary_key=True),
    Column("received_at", UtcDateTime, nullable=False, index=True),
)

IDEMPOTENCY_KEYS = Table(
    "idempotency_keys",
    MACHINERY,
    Column("user_id", Integer, primary_key=True),
    Column("route", String(200), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("body_sha256", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("response", PORTABLE_JSON, nullable=False),
    Column("headers", PORTABLE_JSON, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)


def create_machinery(connection: Connection) -> None:
    """Create the tables of the machinery; the first migration of each service calls it."""
    MACHINERY.create_all(connection)
