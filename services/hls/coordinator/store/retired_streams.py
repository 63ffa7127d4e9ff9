# SPDX-License-Identifier: Apache-2.0
"""The table of streams that were replaced and are still played."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.hls.coordinator.store.tables import RETIRED_STREAMS


class RetiredStreamRepository:
    """The replaced streams whose links are still valid, in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_stream(self, ulid: str, prefix: str, *, until: dt.datetime, now: dt.datetime) -> None:
        """Let a replaced stream be played for a while, and delete those whose time is over."""
        c = RETIRED_STREAMS.c
        self._session.execute(sa.delete(RETIRED_STREAMS).where(c.until < now))
        row = {"ulid": ulid, "prefix": prefix, "until": until}
        self._session.execute(sa.insert(RETIRED_STREAMS).values(row))

    def find_prefix(self, ulid: str, now: dt.datetime) -> str | None:
        """Return the folder of a replaced stream that may still be played."""
        c = RETIRED_STREAMS.c
        query = sa.select(c.prefix).where(c.ulid == ulid, c.until >= now)
        return self._session.execute(query).scalar_one_or_none()
