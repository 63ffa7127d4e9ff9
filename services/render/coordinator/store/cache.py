# SPDX-License-Identifier: Apache-2.0
"""The index of kept pieces in SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.render.contract.results import CachedFile
from services.render.coordinator.store.tables import CACHED_FILES

Now = Callable[[], dt.datetime]

_AT_ONCE = 200


class SqlCache:
    """The index of stored pieces, in SQL."""

    def __init__(self, session: Session, now: Now) -> None:
        self._session = session
        self._now = now

    def find(self, keys: Collection[str]) -> dict[str, CachedFile]:
        """Return what is stored of these keys."""
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
                tuple((start, crc) for start, crc in row.stretches),
            )
            for row in rows
        }

    def put(self, file: CachedFile) -> None:
        """Note that a file is stored."""
        values = {**asdict(file), "last_used_at": self._now()}
        update = sa.update(CACHED_FILES).where(CACHED_FILES.c.key == file.key).values(values)
        if self._session.execute(update.returning(CACHED_FILES.c.key)).first() is None:
            self._session.execute(sa.insert(CACHED_FILES).values(values))

    def touch(self, keys: Collection[str]) -> list[str]:
        """Note that these files are of use now, and return those that are there and will stay."""
        c = CACHED_FILES.c
        # Locked in one order everywhere; who evicts looks again at what was locked meanwhile.
        there = sa.select(c.key).where(c.key.in_(keys)).order_by(c.key).with_for_update()
        found = list(self._session.execute(there).scalars())
        touched = sa.update(CACHED_FILES).where(c.key.in_(found))
        self._session.execute(touched.values(last_used_at=self._now()))
        return found

    def forget(self, keys: Collection[str]) -> None:
        """Drop files that are not there any more."""
        self._session.execute(sa.delete(CACHED_FILES).where(CACHED_FILES.c.key.in_(keys)))

    def evict(self, *, most_bytes: int, unused_since: dt.datetime) -> list[str]:
        """Drop what was not used since then until the rest fits; return its storage keys."""
        c = CACHED_FILES.c
        kept = sa.select(sa.func.coalesce(sa.func.sum(c.size_bytes), 0))
        surplus = int(self._session.execute(kept).scalar_one()) - most_bytes
        if surplus <= 0:
            return []
        is_bulky = sa.case((c.storage_key.like("mezzanines/%"), 0), else_=1)
        unused = sa.select(c.key, c.size_bytes).where(c.last_used_at < unused_since)
        doomed = []
        for row in self._session.execute(unused.order_by(is_bulky, c.last_used_at).limit(_AT_ONCE)):
            if surplus <= 0:
                break
            doomed.append(row.key)
            surplus -= row.size_bytes
        still_unused = (c.key.in_(doomed), c.last_used_at < unused_since)
        dropped = sa.delete(CACHED_FILES).where(*still_unused).returning(c.storage_key)
        return list(self._session.execute(dropped).scalars())
