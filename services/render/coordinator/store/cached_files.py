# SPDX-License-Identifier: Apache-2.0
"""The index of stored files by cache key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.render.contract.results import CachedFile
from services.render.coordinator.store.tables import CACHED_FILES

Now = Callable[[], dt.datetime]

_EVICTION_BATCH = 200


class CachedFileRepository:
    """The index of stored files that any render may use."""

    def __init__(self, session: Session, now: Now) -> None:
        self._session = session
        self._now = now

    def find_cached_files(self, keys: Collection[str]) -> dict[str, CachedFile]:
        """Return the stored files of some keys by key."""
        query = sa.select(CACHED_FILES).where(CACHED_FILES.c.key.in_(keys))
        rows = self._session.execute(query)
        return {
            row.key: CachedFile(
                row.key,
                row.storage_key,
                row.size_bytes,
                row.n_frames,
                row.headers,
                row.sha256,
                tuple((start, crc) for start, crc in row.byte_ranges),
            )
            for row in rows
        }

    def find_keys(self, keys: Collection[str]) -> list[str]:
        """Return those of some keys whose files are stored."""
        query = sa.select(CACHED_FILES.c.key).where(CACHED_FILES.c.key.in_(keys))
        return list(self._session.execute(query).scalars())

    def find_storage_keys(self, storage_keys: Collection[str]) -> list[str]:
        """Return those of some storage keys that are in the index."""
        c = CACHED_FILES.c
        query = sa.select(c.storage_key).where(c.storage_key.in_(storage_keys))
        return list(self._session.execute(query).scalars())

    def upsert_cached_file(self, file: CachedFile) -> None:
        """Record that a file is stored."""
        upsert(self._session, CACHED_FILES, {**asdict(file), "last_used_at": self._now()})

    def touch_cached_files(self, keys: Collection[str]) -> list[str]:
        """Record that files are used now; return the keys of those that exist."""
        c = CACHED_FILES.c
        # Locked in one order everywhere; eviction checks again what was locked meanwhile.
        existing = sa.select(c.key).where(c.key.in_(keys)).order_by(c.key).with_for_update()
        found = list(self._session.execute(existing).scalars())
        touched = sa.update(CACHED_FILES).where(c.key.in_(found))
        self._session.execute(touched.values(last_used_at=self._now()))
        return found

    def delete_cached_files(self, keys: Collection[str]) -> None:
        """Delete the entries of files that are not stored any more."""
        self._session.execute(sa.delete(CACHED_FILES).where(CACHED_FILES.c.key.in_(keys)))

    def evict_cached_files(self, *, max_bytes: int, unused_since: dt.datetime) -> list[str]:
        """Delete entries until the rest fits, and return their storage keys.

        Mezzanines go first, then what was used least recently; what was used later than
        `unused_since` stays. One call deletes a limited number of entries.
        """
        c = CACHED_FILES.c
        total = sa.select(sa.func.coalesce(sa.func.sum(c.size_bytes), 0))
        surplus = int(self._session.execute(total).scalar_one()) - max_bytes
        if surplus <= 0:
            return []
        is_bulky = sa.case((c.storage_key.like("mezzanines/%"), 0), else_=1)
        unused = sa.select(c.key, c.size_bytes).where(c.last_used_at < unused_since)
        ordered = unused.order_by(is_bulky, c.last_used_at).limit(_EVICTION_BATCH)
        evicted = []
        for row in self._session.execute(ordered):
            if surplus <= 0:
                break
            evicted.append(row.key)
            surplus -= row.size_bytes
        still_unused = (c.key.in_(evicted), c.last_used_at < unused_since)
        deleted = sa.delete(CACHED_FILES).where(*still_unused).returning(c.storage_key)
        return list(self._session.execute(deleted).scalars())
